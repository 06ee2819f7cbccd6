// What DynamoDB would have answered, read back from an absl::Status.
//
//   absl::StatusOr<PutItemResult> put = db->PutItem(request);
//   if (!put.ok()) {
//     stator::Error error = stator::ErrorOf(put.status());
//     if (error.code == stator::ErrorCode::kConditionalCheckFailed) ...   // error.item, if asked
//     for
//   }
//
// Every error of a Database carries one; a status of any other origin reads as kInternal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "stator/error_code.h"
#include "stator/item.h"

namespace stator {

// Why an action of a transaction would not do, or that it would have.
struct CancellationReason {
  std::string code{};  // "None", "ConditionalCheckFailed", "ValidationError", ...
  std::optional<std::string> message{};
  std::optional<Item> item{};  // With ReturnValuesOnConditionCheckFailure ALL_OLD: as it was.
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  // With ReturnValuesOnConditionCheckFailure ALL_OLD: the item as it was.
  std::optional<Item> item;
  // Of a TransactionCanceledException: one for each action, in order.
  std::vector<CancellationReason> cancellation_reasons;
};

// REQUIRES: !status.ok().
Error ErrorOf(const absl::Status& status);

// True if `status` is an error with this code. An OK status is an error of no code.
bool IsError(const absl::Status& status, ErrorCode code);

}  // namespace stator
