#include "db/engine/error.h"

#include "db/base/error.h"
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

absl::Status ItemTooLargeAfterUpdate() {
  return Make(ErrorCode::kValidation, "Item size to update has exceeded the maximum allowed size");
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
