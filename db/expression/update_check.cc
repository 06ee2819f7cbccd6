#include "db/expression/update_check.h"

#include <optional>
#include <string_view>

#include "db/base/status_macros.h"
#include "db/expression/condition_check.h"
#include "db/expression/error.h"
#include "db/expression/value_text.h"

namespace stator::expression {
namespace {

// ADD takes numbers and sets, DELETE takes sets.
absl::Status CheckClauseValue(const Binding& binding, const Action& action) {
  const bool is_add = action.clause == Clause::kAdd;
  if (!is_add && action.clause != Clause::kDelete) return absl::OkStatus();
  const Type type = binding.value(binding.tree().node(action.value).first).type();
  if (IsSet(type) || (is_add && type == Type::kNumber)) return absl::OkStatus();
  return error::ClauseOperandType(ClauseText(action.clause), LongTypeName(type));
}

absl::Status RequireType(const Binding& binding, std::string_view operation, NodeId operand,
                         Type required) {
  const std::optional<Type> type = StaticType(binding, operand);
  if (!type || *type == required) return absl::OkStatus();
  return error::OperandType(binding.kind(), operation, TypeName(*type));
}

absl::Status CheckValue(const Binding& binding, NodeId id);

absl::Status CheckOperands(const Binding& binding, const Node& node) {
  for (const NodeId operand : binding.tree().operands(node)) {
    STATOR_RETURN_IF_ERROR(CheckValue(binding, operand));
  }
  return absl::OkStatus();
}

absl::Status RequireTypes(const Binding& binding, const Node& node, std::string_view operation,
                          Type required) {
  for (const NodeId operand : binding.tree().operands(node)) {
    STATOR_RETURN_IF_ERROR(RequireType(binding, operation, operand, required));
  }
  return absl::OkStatus();
}

absl::Status CheckCall(const Binding& binding, const Node& node) {
  STATOR_RETURN_IF_ERROR(CheckOperandCount(binding, node));
  STATOR_RETURN_IF_ERROR(CheckFirstIsPath(binding, node));
  if (node.function() != Function::kListAppend) return absl::OkStatus();
  return RequireTypes(binding, node, InfoOf(node.function()).name, Type::kList);
}

// Operands before what they are operands of, as they are read.
absl::Status CheckValue(const Binding& binding, NodeId id) {
  const Node& node = binding.tree().node(id);
  if (node.type == NodeType::kValue || node.type == NodeType::kPath) return absl::OkStatus();
  STATOR_RETURN_IF_ERROR(CheckOperands(binding, node));
  if (node.type == NodeType::kFunction) return CheckCall(binding, node);
  return RequireTypes(binding, node, node.type == NodeType::kAdd ? "+" : "-", Type::kNumber);
}

}  // namespace

absl::Status CheckUpdate(const Binding& binding) {
  for (const Action& action : binding.tree().actions()) {
    STATOR_RETURN_IF_ERROR(CheckClauseValue(binding, action));
  }
  for (const Action& action : binding.tree().actions()) {
    if (action.clause != Clause::kSet) continue;
    STATOR_RETURN_IF_ERROR(CheckValue(binding, action.value));
  }
  return absl::OkStatus();
}

}  // namespace stator::expression
