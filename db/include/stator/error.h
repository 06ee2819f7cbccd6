// What DynamoDB would have answered, read back from an absl::Status.
//
//   absl::StatusOr<PutItemResult> put = db->PutItem(request);
//   if (!put.ok()) {
//     stator::Error error = stator::ErrorOf(put.status());
//     if (error.code == stator::ErrorCode::kConditionalCheckFailed) ...   // error.item, if asked for
//   }
//
// Every error of a Database carries one; a status of any other origin reads as kInternal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "stator/item.h"

namespace stator {

// The exceptions of the DynamoDB API, and those of our own that no DynamoDB answer covers.
enum class ErrorCode : uint8_t {
  kValidation,                 // ValidationException
  kSerialization,              // SerializationException
  kUnknownOperation,           // UnknownOperationException
  kResourceNotFound,           // ResourceNotFoundException
  kResourceInUse,              // ResourceInUseException
  kConditionalCheckFailed,     // ConditionalCheckFailedException
  kLimitExceeded,              // LimitExceededException
  kItemCollectionSizeLimitExceeded,
  kTransactionCanceled,
  kTransactionConflict,
  kTransactionInProgress,
  kIdempotentParameterMismatch,
  kDuplicateItem,
  kProvisionedThroughputExceeded,
  kThrottling,
  kRequestLimitExceeded,
  kAccessDenied,
  kInternal,                   // InternalServerError
  // Of our own: they reach a client over HTTP as InternalServerError with a message of their own.
  kOutcomeUnknown,             // The answer was lost: the write may or may not have happened.
  kStorageFull,                // The map or the disk is full: nothing was written, reads go on.
  kCorruption,                 // Stored bytes fail their checksum: nothing of them is returned.
  kUnavailable,                // The database is closed, used after fork, or open elsewhere.
};

// DynamoDB's name of the exception, such as "ConditionalCheckFailedException".
std::string_view ErrorName(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  // With ReturnValuesOnConditionCheckFailure ALL_OLD: the item as it was.
  std::optional<Item> item;
};

// REQUIRES: !status.ok().
Error ErrorOf(const absl::Status& status);

// True if `status` is an error with this code.
bool IsError(const absl::Status& status, ErrorCode code);

}  // namespace stator
