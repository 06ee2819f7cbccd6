// From the answer of the store to a status that a caller of the API can read.
#pragma once

#include "absl/status/status.h"
#include "db/storage/store.h"

namespace stator::engine {

// OK if it was committed; `refusal`, which the function given to the store left behind, if that
// refused; kOutcomeUnknown if the answer was lost; else what the store says. REQUIRES: not kReplan,
// which is the caller's to handle.
absl::Status StatusOf(const storage::Outcome& outcome, const absl::Status& refusal);

}  // namespace stator::engine
