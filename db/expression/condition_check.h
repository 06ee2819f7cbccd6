// The checks of conditions, filters and key conditions; see check.h.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "db/expression/binding.h"

namespace stator::expression {

absl::Status CheckCondition(const Binding& binding);

// What the operand's type is whatever the item: of values their own, of functions their result's.
// nullopt for paths and for functions whose result depends on the item.
std::optional<Type> StaticType(const Binding& binding, NodeId operand);

// The function has as many operands as it needs, and its first is a path if it needs one.
absl::Status CheckOperandCount(const Binding& binding, const Node& call);
absl::Status CheckFirstIsPath(const Binding& binding, const Node& call);

}  // namespace stator::expression
