// What can be said against an expression once its names and values are known, before any item is
// read. Bind runs it; code that binds trees of its own making must, too.
#pragma once

#include "absl/status/status.h"
#include "db/expression/binding.h"

namespace stator::expression {

// In DynamoDB's order. Conditions: comparison by comparison from left to right, in each first
// undefined names and values, then the number of operands, then equal operands, then types. Updates
// and projections: undefined names, undefined values, paths that overlap or conflict, then types.
absl::Status Check(const Binding& binding);

}  // namespace stator::expression
