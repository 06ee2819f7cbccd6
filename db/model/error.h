// The errors of the model, by name: what text is no number of DynamoDB's. All ValidationException.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace stator::error {

absl::Status NotANumber(std::string_view text);
absl::Status TooManyDigits();
absl::Status NumberOverflow();
absl::Status NumberUnderflow();

}  // namespace stator::error
