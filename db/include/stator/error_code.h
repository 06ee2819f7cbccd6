// The names of what can go wrong; stator/error.h reads one back from a status.
#pragma once

#include <cstdint>
#include <string_view>

namespace stator {

// The exceptions of the DynamoDB API, and those of our own that no DynamoDB answer covers.
enum class ErrorCode : uint8_t {
  kValidation,              // ValidationException
  kSerialization,           // SerializationException
  kUnknownOperation,        // UnknownOperationException
  kResourceNotFound,        // ResourceNotFoundException
  kResourceInUse,           // ResourceInUseException
  kConditionalCheckFailed,  // ConditionalCheckFailedException
  kLimitExceeded,           // LimitExceededException
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
  kTableNotFound,        // TableNotFoundException, of operations on backups
  kBackupNotFound,       // BackupNotFoundException
  kExportNotFound,       // ExportNotFoundException
  kImportNotFound,       // ImportNotFoundException
  kGlobalTableNotFound,  // GlobalTableNotFoundException
  kPolicyNotFound,       // PolicyNotFoundException
  kTrimmedDataAccess,    // TrimmedDataAccessException, of streams
  kExpiredIterator,      // ExpiredIteratorException, of streams
  kInternal,             // InternalServerError
  // Of our own: they reach a client over HTTP as InternalServerError with a message of their own.
  kOutcomeUnknown,  // The answer was lost: the write may or may not have happened.
  kStorageFull,     // The map or the disk is full: nothing was written, reads go on.
  kCorruption,      // Stored bytes fail their checksum: nothing of them is returned.
  kUnavailable,     // The database is closed, used after fork, or open elsewhere.
};

// DynamoDB's name of the exception, such as "ConditionalCheckFailedException".
std::string_view ErrorName(ErrorCode code);

}  // namespace stator
