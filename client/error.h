// What can go wrong on this side of an endpoint.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace stator::client::error {

// What Connect does not take.
absl::Status BadUrl(std::string_view url);
absl::Status Unsupported(std::string_view what);
absl::Status BadOption(std::string_view option);

// An exchange that came to nothing: kOutcomeUnknown if something may have been changed by it, else
// kUnavailable.
absl::Status NoAnswer(std::string_view why, bool may_have_happened);

// The database is destroyed, or was opened by the parent of this process.
absl::Status Closed();
absl::Status UsedAfterFork();

}  // namespace stator::client::error
