// What the operators, functions and clauses of updates compute, apart from where their operands
// come from. Errors are those of an update that meets its item: an operand of the wrong type, a
// number that overflows.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "stator/value.h"

namespace stator::expression {

// "+" and "-" of two N.
absl::StatusOr<Value> Sum(ValueView left, ValueView right);
absl::StatusOr<Value> Difference(ValueView left, ValueView right);

// list_append() of two L.
absl::StatusOr<Value> ListAppend(ValueView first, ValueView second);

// ADD to what is there: N to N, the union of two sets of one type, or L behind L.
absl::StatusOr<Value> Added(ValueView old, ValueView value);

// DELETE from a set what another of its type holds. nullopt when nothing is left.
absl::StatusOr<std::optional<Value>> Deleted(ValueView old, ValueView value);

}  // namespace stator::expression
