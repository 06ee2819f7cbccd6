// The service's word for the view type in these messages is UpdateViewType. What it says of a new
// table without a stream and of one that has an enabled stream is known; the other texts are ours,
// made like those.
#include "db/plan/stream_error.h"

#include "db/plan/invalid.h"

namespace stator::plan::error {

using stator::error::Concat;
using stator::error::Validation;

absl::Status NewStreamWithoutViewType() {
  return Invalid(
      "Table is being created with a stream enabled, UpdateViewType should be specified");
}

absl::Status ViewTypeWithoutNewStream() {
  return Invalid(
      "Table is being created with a stream disabled, UpdateViewType should not be specified");
}

absl::Status StreamUpdateWithoutViewType() {
  return Invalid("Stream is being enabled, UpdateViewType should be specified");
}

absl::Status ViewTypeWithoutStreamUpdate() {
  return Invalid("Stream is being disabled, UpdateViewType should not be specified");
}

absl::Status StreamAlreadyEnabled(std::string_view table) {
  return Validation(Concat({"Table already has an enabled stream: TableName: ", table}));
}

absl::Status NoStreamToDisable(std::string_view table) {
  return Validation(Concat({"Table has no stream to disable: TableName: ", table}));
}

}  // namespace stator::plan::error
