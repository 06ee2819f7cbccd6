#include "db/partiql/condition_lowering.h"

#include <memory>
#include <string>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/check.h"
#include "db/expression/error.h"
#include "db/partiql/error.h"

namespace stator::partiql {
namespace {

using expression::Comparator;
using expression::Function;
using TreeId = expression::NodeId;

Comparator ComparatorOf(Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual:
      return Comparator::kEqual;
    case Comparison::kNotEqual:
      return Comparator::kNotEqual;
    case Comparison::kLess:
      return Comparator::kLess;
    case Comparison::kLessOrEqual:
      return Comparator::kLessOrEqual;
    case Comparison::kGreater:
      return Comparator::kGreater;
    case Comparison::kGreaterOrEqual:
      break;
  }
  return Comparator::kGreaterOrEqual;
}

// As attribute_type() has it. Not of kMissing.
std::string_view TypeNameOf(IsType type) {
  switch (type) {
    case IsType::kBool:
      return "BOOL";
    case IsType::kNumber:
      return "N";
    case IsType::kString:
      return "S";
    case IsType::kBinary:
      return "B";
    case IsType::kList:
      return "L";
    case IsType::kMap:
      return "M";
    default:
      return "NULL";
  }
}

}  // namespace

TreeId TreeMaker::Path(const Node& path) {
  std::vector<expression::PathElement> elements;
  for (const PathStep& step : statement_.path(path)) {
    elements.push_back(step.is_index ? expression::TreeBuilder::Index(step.value)
                                     : build_.Name(statement_.string(step.value)));
  }
  return build_.Path(elements);
}

TreeId TreeMaker::Attribute(std::string_view name) { return build_.Path({build_.Name(name)}); }

TreeId TreeMaker::Value(ValueView value) {
  const std::string placeholder = ":" + std::to_string(values_.size());
  values_.push_back(value);
  return build_.Value(placeholder);
}

absl::StatusOr<expression::Binding> TreeMaker::Finish(TreeId root) && {
  expression::Binding binding(std::move(build_).Finish(root), values_);
  STATOR_RETURN_IF_ERROR(error::OfStatement(binding.tree().kind(), expression::Check(binding)));
  return binding;
}

TreeId ConditionLowering::Exists(std::string_view attribute) {
  return build().Call(Function::kAttributeExists, {make_.Attribute(attribute)});
}

TreeId ConditionLowering::Missing(std::string_view attribute) {
  return build().Call(Function::kAttributeNotExists, {make_.Attribute(attribute)});
}

absl::StatusOr<TreeId> ConditionLowering::LowerAll(absl::Span<const NodeId> terms) {
  if (terms.size() == 1) return Lower(terms[0]);
  std::vector<TreeId> lowered;
  for (const NodeId term : terms) {
    STATOR_ASSIGN_OR_RETURN(const TreeId one, Lower(term));
    lowered.push_back(one);
  }
  return build().And(lowered);
}

absl::StatusOr<TreeId> ConditionLowering::Lower(NodeId condition) {
  const Node& node = statement_.node(condition);
  switch (node.type) {
    case NodeType::kAnd:
      return LowerAll(statement_.operands(node));
    case NodeType::kOr: {
      std::vector<TreeId> lowered;
      for (const NodeId operand : statement_.operands(node)) {
        STATOR_ASSIGN_OR_RETURN(const TreeId one, Lower(operand));
        lowered.push_back(one);
      }
      return build().Or(lowered);
    }
    case NodeType::kNot: {
      STATOR_ASSIGN_OR_RETURN(const TreeId operand, Lower(statement_.operands(node)[0]));
      return build().Not(operand);
    }
    case NodeType::kCompare:
      return LowerCompare(node);
    case NodeType::kBetween:
      return LowerBetween(node);
    case NodeType::kIn:
      return LowerIn(node);
    case NodeType::kIs:
      return LowerIs(node);
    case NodeType::kCall:
      return LowerCall(node);
    default:
      return error::UnsupportedCondition(node.at);
  }
}

absl::StatusOr<TreeId> ConditionLowering::Operand(NodeId id) {
  const Node& node = statement_.node(id);
  if (node.type == NodeType::kPath) return make_.Path(node);
  if (make_.constants().IsConstant(id)) {
    STATOR_ASSIGN_OR_RETURN(const ValueView value, make_.constants().Of(id));
    return make_.Value(value);
  }
  if (node.type != NodeType::kCall) return error::UnsupportedOperand(node.at);
  if (statement_.string(node.name) != "size") {
    return error::UnsupportedFunction(statement_.string(node.name), node.at);
  }
  STATOR_ASSIGN_OR_RETURN(const auto operands, Operands(statement_.operands(node)));
  return build().Call(Function::kSize, operands);
}

absl::StatusOr<std::vector<TreeId>> ConditionLowering::Operands(absl::Span<const NodeId> ids) {
  std::vector<TreeId> lowered;
  for (const NodeId id : ids) {
    STATOR_ASSIGN_OR_RETURN(const TreeId operand, Operand(id));
    lowered.push_back(operand);
  }
  return lowered;
}

// "a = MISSING" says what "a IS MISSING" does.
absl::StatusOr<TreeId> ConditionLowering::LowerCompare(const Node& node) {
  const auto operands = statement_.operands(node);
  for (const int side : {0, 1}) {
    if (!IsMissing(operands[side])) continue;
    const Node& tested = statement_.node(operands[1 - side]);
    const bool equality = node.comparison() <= Comparison::kNotEqual;
    if (tested.type != NodeType::kPath || !equality) return error::UnsupportedCondition(node.at);
    return build().Call(node.comparison() == Comparison::kEqual ? Function::kAttributeNotExists
                                                                : Function::kAttributeExists,
                        {make_.Path(tested)});
  }
  STATOR_ASSIGN_OR_RETURN(const auto lowered, Operands(operands));
  return build().Compare(ComparatorOf(node.comparison()), lowered[0], lowered[1]);
}

absl::StatusOr<TreeId> ConditionLowering::LowerBetween(const Node& node) {
  STATOR_ASSIGN_OR_RETURN(const auto lowered, Operands(statement_.operands(node)));
  return build().Between(lowered[0], lowered[1], lowered[2]);
}

absl::StatusOr<TreeId> ConditionLowering::LowerIn(const Node& node) {
  const auto operands = statement_.operands(node);
  STATOR_ASSIGN_OR_RETURN(const TreeId tested, Operand(operands[0]));
  STATOR_ASSIGN_OR_RETURN(const auto elements, make_.constants().ElementsOf(operands[1]));
  if (elements.size() > limits::kInOperandsMax) {
    constexpr auto kKind = expression::Kind::kFilter;
    return error::OfStatement(kKind, expression::error::TooManyInOperands(kKind, elements.size()));
  }
  std::vector<TreeId> list;
  for (const ValueView element : elements) list.push_back(make_.Value(element));
  return build().In(tested, list);
}

absl::StatusOr<TreeId> ConditionLowering::LowerIs(const Node& node) {
  const Node& tested = statement_.node(statement_.operands(node)[0]);
  if (tested.type != NodeType::kPath) return error::UnsupportedCondition(node.at);
  const TreeId path = make_.Path(tested);
  if (node.is_type() == IsType::kMissing) {
    return build().Call(Function::kAttributeNotExists, {path});
  }
  const ValueView name = make_.constants().Keep(TypeNameOf(node.is_type()));
  return build().Call(Function::kAttributeType, {path, make_.Value(name)});
}

absl::StatusOr<TreeId> ConditionLowering::LowerCall(const Node& node) {
  const std::string& name = statement_.string(node.name);
  Function function;
  if (name == "begins_with") {
    function = Function::kBeginsWith;
  } else if (name == "contains") {
    function = Function::kContains;
  } else if (name == "attribute_type") {
    function = Function::kAttributeType;
  } else {
    return error::UnsupportedFunction(name, node.at);
  }
  STATOR_ASSIGN_OR_RETURN(const auto operands, Operands(statement_.operands(node)));
  return build().Call(function, operands);
}

}  // namespace stator::partiql
