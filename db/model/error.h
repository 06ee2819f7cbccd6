// The errors of the model, by name: what text is no number of DynamoDB's, all ValidationException;
// and how the reasons of a cancelled transaction travel in a status.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "stator/error.h"

namespace stator::error {

// Attaches what ErrorOf gives back as Error::cancellation_reasons.
void AttachReasons(absl::Status& status, const std::vector<CancellationReason>& reasons);

absl::Status NotANumber(std::string_view text);
absl::Status TooManyDigits();
absl::Status NumberOverflow();
absl::Status NumberUnderflow();

}  // namespace stator::error
