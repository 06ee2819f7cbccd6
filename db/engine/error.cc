#include "db/engine/error.h"

#include "db/base/error.h"
#include "stator/error.h"

namespace stator::engine::error {

using stator::error::Concat;
using stator::error::Make;

absl::Status TableNotFound(std::string_view name) {
  return Make(ErrorCode::kResourceNotFound,
              Concat({"Requested resource not found: Table: ", name, " not found"}));
}

absl::Status RequestedResourceNotFound() {
  return Make(ErrorCode::kResourceNotFound, "Requested resource not found");
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

}  // namespace stator::engine::error
