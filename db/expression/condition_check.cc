#include "db/expression/condition_check.h"

#include <string>
#include <string_view>

#include "db/base/status_macros.h"
#include "db/expression/error.h"
#include "db/expression/path.h"
#include "db/expression/printer.h"
#include "db/expression/value_text.h"

namespace stator::expression {
namespace {

bool IsOrdered(Type type) {
  return type == Type::kString || type == Type::kNumber || type == Type::kBinary;
}

// Checks one test: a comparison, BETWEEN, IN or call that stands by itself.
class TestCheck {
 public:
  explicit TestCheck(const Binding& binding) : binding_(binding), tree_(binding.tree()) {}

  absl::Status Run(NodeId test) const {
    STATOR_RETURN_IF_ERROR(Defined(test));
    STATOR_RETURN_IF_ERROR(Counts(test));
    STATOR_RETURN_IF_ERROR(Distinct(test));
    return Types(test);
  }

 private:
  using Question = absl::Status (TestCheck::*)(NodeId) const;

  bool HasOperands(const Node& node) const {
    return node.type != NodeType::kPath && node.type != NodeType::kValue;
  }

  // Operands are asked before what they are operands of, as they are read.
  absl::Status AskOperands(const Node& node, Question question) const {
    if (!HasOperands(node)) return absl::OkStatus();
    for (const NodeId operand : tree_.operands(node)) {
      STATOR_RETURN_IF_ERROR((this->*question)(operand));
    }
    return absl::OkStatus();
  }

  absl::Status Defined(NodeId id) const {
    const Node& node = tree_.node(id);
    if (node.type == NodeType::kValue && !binding_.IsValueDefined(node.first)) {
      return error::UndefinedValue(tree_.kind(), tree_.values()[node.first]);
    }
    if (node.type == NodeType::kPath) {
      for (const PathElement& element : tree_.path(node)) {
        if (element.is_index || binding_.IsNameDefined(element.value)) continue;
        return error::UndefinedName(tree_.kind(), tree_.names()[element.value].text);
      }
    }
    return AskOperands(node, &TestCheck::Defined);
  }

  absl::Status Counts(NodeId id) const {
    const Node& node = tree_.node(id);
    STATOR_RETURN_IF_ERROR(AskOperands(node, &TestCheck::Counts));
    return node.type == NodeType::kFunction ? CheckOperandCount(binding_, node) : absl::OkStatus();
  }

  std::string_view Operation(const Node& node) const {
    return node.type == NodeType::kFunction ? InfoOf(node.function()).name
                                            : ComparatorText(node.comparator());
  }

  // An attribute is not compared with itself.
  absl::Status Distinct(NodeId id) const {
    const Node& node = tree_.node(id);
    STATOR_RETURN_IF_ERROR(AskOperands(node, &TestCheck::Distinct));
    if (node.type != NodeType::kCompare && node.type != NodeType::kFunction) {
      return absl::OkStatus();
    }
    const auto operands = tree_.operands(node);
    if (operands.size() != 2) return absl::OkStatus();
    for (const NodeId operand : operands) {
      if (tree_.node(operand).type != NodeType::kPath) return absl::OkStatus();
    }
    const Path left = binding_.path(operands[0]), right = binding_.path(operands[1]);
    const Names names = binding_.names();
    if (PathLess(left, right, names) || PathLess(right, left, names)) return absl::OkStatus();
    return error::SameOperand(tree_.kind(), Operation(node), PrintPath(left, names));
  }

  absl::Status Types(NodeId id) const {
    const Node& node = tree_.node(id);
    STATOR_RETURN_IF_ERROR(AskOperands(node, &TestCheck::Types));
    switch (node.type) {
      case NodeType::kFunction:
        return CallTypes(node);
      case NodeType::kCompare:
        return CompareTypes(node);
      case NodeType::kBetween:
        return BetweenTypes(node);
      default:
        return absl::OkStatus();
    }
  }

  absl::Status CallTypes(const Node& node) const {
    STATOR_RETURN_IF_ERROR(CheckFirstIsPath(binding_, node));
    const auto operands = tree_.operands(node);
    switch (node.function()) {
      case Function::kBeginsWith:
        STATOR_RETURN_IF_ERROR(RequireText(node, operands[0]));
        return RequireText(node, operands[1]);
      case Function::kAttributeType:
        return RequireTypeName(node, operands[1]);
      case Function::kSize:
        return RequireSized(node, operands[0]);
      default:
        return absl::OkStatus();
    }
  }

  absl::Status Refuse(const Node& node, Type type) const {
    return error::OperandType(tree_.kind(), Operation(node), TypeName(type));
  }

  absl::Status RequireText(const Node& node, NodeId operand) const {
    const std::optional<Type> type = StaticType(binding_, operand);
    if (!type || *type == Type::kString || *type == Type::kBinary) return absl::OkStatus();
    return Refuse(node, *type);
  }

  absl::Status RequireSized(const Node& node, NodeId operand) const {
    const std::optional<Type> type = StaticType(binding_, operand);
    const bool has_none = type == Type::kNumber || type == Type::kBool || type == Type::kNull;
    return has_none ? Refuse(node, *type) : absl::OkStatus();
  }

  absl::Status RequireTypeName(const Node& node, NodeId operand) const {
    const std::optional<Type> type = StaticType(binding_, operand);
    if (!type) {
      constexpr std::string_view kAnyType = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
      return error::OperandType(tree_.kind(), Operation(node), kAnyType);
    }
    if (type != Type::kString) return Refuse(node, *type);
    const std::string_view name = binding_.value(tree_.node(operand).first).AsString();
    if (TypeFromName(name).has_value()) return absl::OkStatus();
    return error::UnknownTypeName(tree_.kind(), name);
  }

  // Only strings, numbers and binaries have an order.
  absl::Status CompareTypes(const Node& node) const {
    if (node.comparator() == Comparator::kEqual || node.comparator() == Comparator::kNotEqual) {
      return absl::OkStatus();
    }
    for (const NodeId operand : tree_.operands(node)) {
      const std::optional<Type> type = StaticType(binding_, operand);
      if (type && !IsOrdered(*type)) return Refuse(node, *type);
    }
    return absl::OkStatus();
  }

  absl::Status BetweenTypes(const Node& node) const {
    const auto operands = tree_.operands(node);
    const Node& lower = tree_.node(operands[1]);
    const Node& upper = tree_.node(operands[2]);
    if (lower.type == NodeType::kValue && upper.type == NodeType::kValue) {
      STATOR_RETURN_IF_ERROR(Bounds(binding_.value(lower.first), binding_.value(upper.first)));
    }
    for (const NodeId operand : operands) {
      const std::optional<Type> type = StaticType(binding_, operand);
      if (!type || IsOrdered(*type)) continue;
      return error::OperandType(tree_.kind(), "BETWEEN", TypeName(*type));
    }
    return absl::OkStatus();
  }

  absl::Status Bounds(ValueView lower, ValueView upper) const {
    if (lower.type() != upper.type()) {
      return error::BetweenTypes(tree_.kind(), ValueText(lower), ValueText(upper));
    }
    if (IsOrdered(lower.type()) && lower.ScalarBytes() > upper.ScalarBytes()) {
      return error::BetweenOrder(tree_.kind(), ValueText(lower), ValueText(upper));
    }
    return absl::OkStatus();
  }

  const Binding& binding_;
  const Tree& tree_;
};

absl::Status Visit(const Binding& binding, NodeId id) {
  const Node& node = binding.tree().node(id);
  if (node.type != NodeType::kAnd && node.type != NodeType::kOr && node.type != NodeType::kNot) {
    return TestCheck(binding).Run(id);
  }
  for (const NodeId condition : binding.tree().operands(node)) {
    STATOR_RETURN_IF_ERROR(Visit(binding, condition));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCondition(const Binding& binding) {
  return Visit(binding, binding.tree().root());
}

std::optional<Type> StaticType(const Binding& binding, NodeId operand) {
  const Node& node = binding.tree().node(operand);
  if (node.type == NodeType::kValue) return binding.value(node.first).type();
  if (node.type == NodeType::kAdd || node.type == NodeType::kSubtract) return Type::kNumber;
  if (node.type != NodeType::kFunction) return std::nullopt;
  if (node.function() == Function::kSize) return Type::kNumber;
  if (node.function() == Function::kListAppend) return Type::kList;
  return std::nullopt;
}

absl::Status CheckOperandCount(const Binding& binding, const Node& call) {
  const FunctionInfo& info = InfoOf(call.function());
  if (static_cast<uint32_t>(info.arity) == call.count) return absl::OkStatus();
  return error::OperandCount(binding.kind(), info.name, call.count);
}

absl::Status CheckFirstIsPath(const Binding& binding, const Node& call) {
  const FunctionInfo& info = InfoOf(call.function());
  if (!info.needs_path) return absl::OkStatus();
  const NodeId first = binding.tree().operands(call)[0];
  if (binding.tree().node(first).type == NodeType::kPath) return absl::OkStatus();
  return error::PathRequired(binding.kind(), info.name);
}

}  // namespace stator::expression
