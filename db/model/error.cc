#include "db/model/error.h"

#include "absl/strings/string_view.h"
#include "db/base/check.h"
#include "db/base/error.h"
#include "stator/error.h"

namespace stator {

Error ErrorOf(const absl::Status& status) {
  Error result;
  result.code = error::CodeOf(status);
  result.message = std::string(status.message());
  if (std::optional<std::string> item = error::AttachedItem(status); item.has_value()) {
    result.item = Item::FromEncoded(*std::move(item));
  }
  return result;
}

bool IsError(const absl::Status& status, ErrorCode code) {
  return !status.ok() && error::CodeOf(status) == code;
}

namespace error {

absl::Status NotANumber(std::string_view text) {
  constexpr std::string_view kMessage = "The parameter cannot be converted to a numeric value";
  return Validation(text.empty() ? std::string(kMessage) : Concat({kMessage, ": ", text}));
}

absl::Status TooManyDigits() {
  return Validation("Attempting to store more than 38 significant digits in a Number");
}

absl::Status NumberOverflow() {
  return Validation(
      "Number overflow. Attempting to store a number with magnitude larger than supported range");
}

absl::Status NumberUnderflow() {
  return Validation(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range");
}

}  // namespace error
}  // namespace stator
