// A walk over the tree. Operands are views into item and request; only size() computes a value, and
// that has its place on the stack.

#include "db/expression/condition.h"

#include <algorithm>
#include <optional>

#include "db/base/check.h"
#include "db/expression/operand.h"
#include "db/expression/path.h"
#include "db/expression/test_function.h"

namespace stator::expression {
namespace {

bool Compare(Comparator comparator, const std::optional<Operand>& left,
             const std::optional<Operand>& right) {
  if (!left.has_value() || !right.has_value()) return comparator == Comparator::kNotEqual;
  if (comparator == Comparator::kEqual) return *left == *right;
  if (comparator == Comparator::kNotEqual) return !(*left == *right);
  if (left->type != right->type || !left->IsOrdered()) return false;
  const int order = left->bytes.compare(right->bytes);
  switch (comparator) {
    case Comparator::kLess:
      return order < 0;
    case Comparator::kLessOrEqual:
      return order <= 0;
    case Comparator::kGreater:
      return order > 0;
    default:
      return order >= 0;
  }
}

class ConditionEvaluation {
 public:
  ConditionEvaluation(const Binding& binding, ItemView item)
      : binding_(binding), tree_(binding.tree()), item_(item) {}

  bool Holds(NodeId id) const {
    const Node& node = tree_.node(id);
    const auto operands = tree_.operands(node);
    const auto holds = [this](NodeId condition) { return Holds(condition); };
    switch (node.type) {
      case NodeType::kCompare:
        return CompareOperands(node.comparator(), operands[0], operands[1]);
      case NodeType::kAnd:
        return std::all_of(operands.begin(), operands.end(), holds);
      case NodeType::kOr:
        return std::any_of(operands.begin(), operands.end(), holds);
      case NodeType::kNot:
        return !Holds(operands[0]);
      case NodeType::kFunction:
        return Call(node.function(), operands);
      case NodeType::kBetween:
        return Between(operands);
      case NodeType::kIn:
        return In(operands);
      default:
        STATOR_CHECK(!"a condition");
        return false;
    }
  }

 private:
  // The value behind a path or a placeholder.
  std::optional<ValueView> View(NodeId id) const {
    const Node& node = tree_.node(id);
    if (node.type == NodeType::kValue) return binding_.value(node.first);
    return Find(item_, tree_.path(node), binding_.names());
  }

  // `computed` is where a value goes that stands nowhere else.
  std::optional<Operand> Evaluate(NodeId id, Number& computed) const {
    const Node& node = tree_.node(id);
    if (node.type == NodeType::kFunction) return Size(tree_.operands(node)[0], computed);
    const std::optional<ValueView> value = View(id);
    if (!value.has_value()) return std::nullopt;
    return Operand::Of(*value);
  }

  std::optional<Operand> Size(NodeId operand, Number& computed) const {
    const std::optional<ValueView> value = View(operand);
    const std::optional<size_t> size = value.has_value() ? SizeOf(*value) : std::nullopt;
    if (!size.has_value()) return std::nullopt;
    computed = Number(*size);
    return Operand::Of(computed);
  }

  bool CompareOperands(Comparator comparator, NodeId left, NodeId right) const {
    Number left_computed, right_computed;
    return Compare(comparator, Evaluate(left, left_computed), Evaluate(right, right_computed));
  }

  bool Between(absl::Span<const NodeId> operands) const {
    Number tested_computed, bound_computed;
    const std::optional<Operand> tested = Evaluate(operands[0], tested_computed);
    return Compare(Comparator::kGreaterOrEqual, tested, Evaluate(operands[1], bound_computed)) &&
           Compare(Comparator::kLessOrEqual, tested, Evaluate(operands[2], bound_computed));
  }

  bool In(absl::Span<const NodeId> operands) const {
    Number tested_computed, element_computed;
    const std::optional<Operand> tested = Evaluate(operands[0], tested_computed);
    return std::any_of(operands.begin() + 1, operands.end(), [&](NodeId element) {
      return Compare(Comparator::kEqual, tested, Evaluate(element, element_computed));
    });
  }

  bool Call(Function function, absl::Span<const NodeId> operands) const {
    if (function == Function::kAttributeExists) return View(operands[0]).has_value();
    if (function == Function::kAttributeNotExists) return !View(operands[0]).has_value();
    Number left_computed, right_computed;
    const std::optional<Operand> left = Evaluate(operands[0], left_computed);
    const std::optional<Operand> right = Evaluate(operands[1], right_computed);
    if (!left.has_value() || !right.has_value()) return false;
    switch (function) {
      case Function::kAttributeType:
        return TypeName(left->type) == right->bytes;
      case Function::kBeginsWith:
        return BeginsWith(*left, *right);
      case Function::kContains:
        return Contains(*left, *right);
      default:
        STATOR_CHECK(!"a function of conditions");
        return false;
    }
  }

  const Binding& binding_;
  const Tree& tree_;
  ItemView item_;
};

}  // namespace

BoundCondition::BoundCondition(Binding binding) : binding_(std::move(binding)) {
  STATOR_CHECK(IsConditional(binding_.kind()));
}

bool BoundCondition::Matches(ItemView item) const {
  return ConditionEvaluation(binding_, item).Holds(binding_.tree().root());
}

}  // namespace stator::expression
