// The checks of updates on the types of their values; see check.h.
#pragma once

#include "absl/status/status.h"
#include "db/expression/binding.h"

namespace stator::expression {

// REQUIRES: all names and values are defined.
absl::Status CheckUpdate(const Binding& binding);

}  // namespace stator::expression
