#include "db/engine/error.h"

#include <string>
#include <utility>

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/model/error.h"
#include "stator/error.h"

namespace stator::engine::error {

using stator::error::Concat;
using stator::error::Make;
using stator::error::Validation;

absl::Status TableNotFound(std::string_view name) {
  return Make(ErrorCode::kResourceNotFound,
              Concat({"Requested resource not found: Table: ", name, " not found"}));
}

absl::Status RequestedResourceNotFound() {
  return Make(ErrorCode::kResourceNotFound, "Requested resource not found");
}

absl::Status ResourceNotFound(std::string_view arn) {
  // The service's own spelling.
  return Make(ErrorCode::kResourceNotFound,
              Concat({"Requested resource not found: ResourcArn: ", arn, " not found"}));
}

absl::Status TableOfBackupsNotFound(std::string_view name) {
  return Make(ErrorCode::kTableNotFound, Concat({"Table not found: ", name}));
}

absl::Status TableExists(std::string_view name) {
  return Make(ErrorCode::kResourceInUse, Concat({"Table already exists: ", name}));
}

absl::Status TableInUse(std::string_view what, std::string_view name) {
  return Make(ErrorCode::kResourceInUse,
              Concat({"Attempt to change a resource which is still in use: Table is being ", what,
                      ": ", name}));
}

absl::Status TooManyTables() {
  return Make(ErrorCode::kLimitExceeded,
              Concat({"Subscriber limit exceeded: There is a limit of ",
                      std::to_string(limits::kTablesMax), " tables per subscriber"}));
}

absl::Status DeletionProtected() {
  return Make(ErrorCode::kValidation,
              "Resource cannot be deleted as it is currently protected against deletion. Disable "
              "deletion protection first.");
}

absl::Status DamagedCatalogRow(std::string_view name) {
  return Make(ErrorCode::kCorruption, Concat({"The catalog's row of table ", name, " is damaged"}));
}

absl::Status DamagedItem() {
  return Make(ErrorCode::kCorruption, "A stored item is damaged, or its key is not its own");
}

absl::Status DamagedLogRecord() {
  return Make(ErrorCode::kCorruption, "A record of a change log is damaged");
}

absl::Status TableHasNoStream(std::string_view table) {
  return Make(ErrorCode::kResourceNotFound,
              Concat({"Requested resource not found: Table: ", table, " has no enabled stream"}));
}

absl::Status OutcomeUnknown(const absl::Status& why) {
  const auto message = why.message();
  return Make(ErrorCode::kOutcomeUnknown,
              Concat({"The write may or may not have happened: ",
                      std::string_view(message.data(), message.size())}));
}

absl::Status ConditionFailed(const std::optional<Item>& item) {
  absl::Status status = Make(ErrorCode::kConditionalCheckFailed, "The conditional request failed");
  if (item) stator::error::AttachItem(status, item->encoded());
  return status;
}

namespace {

// The code of a reason, which is not quite the name of an exception.
std::string_view ReasonCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kConditionalCheckFailed:
      return "ConditionalCheckFailed";
    case ErrorCode::kItemCollectionSizeLimitExceeded:
      return "ItemCollectionSizeLimitExceeded";
    case ErrorCode::kDuplicateItem:
      return "DuplicateItem";
    default:
      return "ValidationError";
  }
}

CancellationReason ReasonOf(const absl::Status& action) {
  if (action.ok()) return {.code = "None"};
  Error error = ErrorOf(action);
  return {.code = std::string(ReasonCode(error.code)),
          .message = std::move(error.message),
          .item = std::move(error.item)};
}

}  // namespace

absl::Status TransactionCanceled(const std::vector<absl::Status>& actions) {
  std::vector<CancellationReason> reasons;
  std::string codes;
  for (const absl::Status& action : actions) {
    reasons.push_back(ReasonOf(action));
    codes += Concat({codes.empty() ? "" : ", ", reasons.back().code});
  }
  absl::Status status = Make(
      ErrorCode::kTransactionCanceled,
      Concat({"Transaction cancelled, please refer cancellation reasons for specific reasons [",
              codes, "]"}));
  stator::error::AttachReasons(status, reasons);
  return status;
}

absl::Status IdempotentParameterMismatch() {
  return Make(ErrorCode::kIdempotentParameterMismatch,
              "An error occurred (IdempotentParameterMismatchException)");
}

absl::Status DuplicateItem() {
  return Make(ErrorCode::kDuplicateItem, "Duplicate primary key exists in table");
}

absl::Status ItemCollectionTooLarge() {
  return Make(ErrorCode::kItemCollectionSizeLimitExceeded, "Collection size exceeded.");
}

absl::Status ItemTooLargeAfterUpdate() {
  return Make(ErrorCode::kValidation, "Item size to update has exceeded the maximum allowed size");
}

absl::Status WriteHooksTooDeep(std::string_view table) {
  return Make(ErrorCode::kValidation,
              Concat({"Functions in the transaction of a write fire each other without end: table ",
                      table}));
}

absl::Status TooManyHookedWrites() {
  return Make(ErrorCode::kValidation,
              "Functions in the transaction of a write want more than 1,000 writes beside it");
}

absl::Status BackupNotFound(std::string_view arn) {
  return Make(ErrorCode::kBackupNotFound, Concat({"Backup not found: ", arn}));
}

absl::Status ExportNotFound(std::string_view arn) {
  return Make(ErrorCode::kExportNotFound, Concat({"Export not found: ", arn}));
}

absl::Status ImportNotFound(std::string_view arn) {
  return Make(ErrorCode::kImportNotFound, Concat({"Import not found: ", arn}));
}

absl::Status GlobalTableNotFound(std::string_view name) {
  return Make(
      ErrorCode::kGlobalTableNotFound,
      Concat({"Global table not found: Global table with name: '", name, "' does not exist."}));
}

absl::Status PolicyNotFound() {
  return Make(ErrorCode::kPolicyNotFound,
              "Resource-based policy not found for the provided ResourceArn");
}

absl::Status IndexNotFound(std::string_view table, std::string_view index) {
  return Make(ErrorCode::kResourceNotFound, Concat({"Requested resource not found: Table: ", table,
                                                    " Index: ", index, " not found"}));
}

absl::Status TimeToLiveAlreadyEnabled() { return Validation("TimeToLive is already enabled"); }

absl::Status TimeToLiveAlreadyDisabled() { return Validation("TimeToLive is already disabled"); }

absl::Status TimeToLiveOnOtherAttribute(std::string_view attribute) {
  return Validation(Concat(
      {"TimeToLive is active on a different AttributeName: current AttributeName is ", attribute}));
}

absl::Status TimeToLiveChangedTooOften() {
  return Validation("Time to live has been modified multiple times within a fixed interval");
}

}  // namespace stator::engine::error
