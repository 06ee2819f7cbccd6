#include "db/partiql/constants.h"

#include <string>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/partiql/error.h"
#include "db/request/value_error.h"

namespace stator::partiql {
namespace {

absl::Status Refuse(const ValueDefect& defect) { return stator::error::InvalidValue(defect, {}); }

std::string PrintElement(ValueView element) {
  return element.type() == Type::kNumber ? element.AsNumber().ToString()
                                         : std::string(element.ScalarBytes());
}

}  // namespace

absl::Status Constants::CheckCount() const {
  return parameters_.size() == statement_.parameters() ? absl::OkStatus() : error::ParameterCount();
}

bool Constants::IsConstant(NodeId id) const {
  const Node& node = statement_.node(id);
  if (node.type <= NodeType::kMap) return true;
  if (node.type != NodeType::kAdd && node.type != NodeType::kSubtract) return false;
  const auto operands = statement_.operands(node);
  return IsConstant(operands[0]) && IsConstant(operands[1]);
}

absl::StatusOr<ValueView> Constants::Of(NodeId id) {
  const Node& node = statement_.node(id);
  if (node.type == NodeType::kParameter) return parameters_[node.first].view();
  ValueBuilder out;
  STATOR_RETURN_IF_ERROR(Write(id, 1, out));
  return made_.emplace_back(Value::FromEncoded(out.Take())).view();
}

absl::StatusOr<std::vector<ValueView>> Constants::ElementsOf(NodeId id) {
  const Node& node = statement_.node(id);
  std::vector<ValueView> elements;
  if (node.type == NodeType::kParameter && parameters_[node.first].type() == Type::kList) {
    for (const ValueView element : parameters_[node.first].view().AsList()) {
      elements.push_back(element);
    }
    return elements;
  }
  if (node.type != NodeType::kList && node.type != NodeType::kBag) {
    return error::UnsupportedOperand(node.at);
  }
  for (const NodeId operand : statement_.operands(node)) {
    if (!IsConstant(operand)) return error::UnsupportedOperand(statement_.node(operand).at);
    STATOR_ASSIGN_OR_RETURN(const ValueView element, Of(operand));
    elements.push_back(element);
  }
  return elements;
}

absl::Status Constants::Write(NodeId id, int depth, ValueBuilder& out) const {
  const Node& node = statement_.node(id);
  switch (node.type) {
    case NodeType::kString:
      out.String(statement_.string(node.first));
      return absl::OkStatus();
    case NodeType::kNumber:
      out.Number(statement_.number(node.first).encoded());
      return absl::OkStatus();
    case NodeType::kBool:
      out.Bool(node.detail != 0);
      return absl::OkStatus();
    case NodeType::kNull:
      out.Null();
      return absl::OkStatus();
    case NodeType::kParameter:
      out.Copy(parameters_[node.first]);
      return absl::OkStatus();
    case NodeType::kBag:
      return WriteBag(node, out);
    case NodeType::kList:
    case NodeType::kMap:
      return WriteContainer(node, depth, out);
    case NodeType::kAdd:
    case NodeType::kSubtract:
      return WriteSum(node, out);
    default:
      return error::UnsupportedValue(node.at);
  }
}

// An attribute of an item stands at depth 1.
absl::Status Constants::WriteContainer(const Node& node, int depth, ValueBuilder& out) const {
  const auto operands = statement_.operands(node);
  if (depth >= limits::kNestingMax && !operands.empty()) {
    return Refuse(stator::error::NestingTooDeep());
  }
  const bool is_map = node.type == NodeType::kMap;
  if (is_map) {
    out.BeginMap();
  } else {
    out.BeginList();
  }
  for (size_t i = 0; i < operands.size(); ++i) {
    if (is_map) {
      STATOR_ASSIGN_OR_RETURN(const std::string_view name, NameOf(statement_.node(operands[i])));
      out.Name(name);
      ++i;
    }
    STATOR_RETURN_IF_ERROR(Write(operands[i], depth + 1, out));
  }
  out.End();
  return absl::OkStatus();
}

absl::StatusOr<std::string_view> Constants::NameOf(const Node& node) const {
  if (node.type == NodeType::kString) return statement_.string(node.first);
  if (node.type == NodeType::kPath && node.count == 1) {
    return statement_.string(statement_.path(node)[0].value);
  }
  return error::UnsupportedValue(node.at);
}

absl::StatusOr<Value> Constants::Scalar(NodeId id) const {
  if (!IsConstant(id)) return error::UnsupportedValue(statement_.node(id).at);
  ValueBuilder out;
  STATOR_RETURN_IF_ERROR(Write(id, 1, out));
  return Value::FromEncoded(out.Take());
}

absl::Status Constants::WriteBag(const Node& node, ValueBuilder& out) const {
  std::optional<Type> type;
  std::string printed;
  for (const NodeId operand : statement_.operands(node)) {
    STATOR_ASSIGN_OR_RETURN(const Value element, Scalar(operand));
    if (!type) {
      type = element.type();
      if (type == Type::kString) {
        out.BeginSet(Type::kStringSet);
      } else if (type == Type::kNumber) {
        out.BeginSet(Type::kNumberSet);
      } else if (type == Type::kBinary) {
        out.BeginSet(Type::kBinarySet);
      } else {
        return error::MixedBag();
      }
    } else {
      printed += ", ";
    }
    if (element.type() != *type) return error::MixedBag();
    out.SetElement(element.view().ScalarBytes());
    printed += PrintElement(element);
  }
  if (!type) return Refuse(stator::error::EmptySet(Type::kStringSet));
  if (!out.End().duplicate_element) return absl::OkStatus();
  const Type set_type = type == Type::kNumber   ? Type::kNumberSet
                        : type == Type::kString ? Type::kStringSet
                                                : Type::kBinarySet;
  return Refuse(stator::error::DuplicateElements(set_type, printed));
}

absl::Status Constants::WriteSum(const Node& node, ValueBuilder& out) const {
  const auto operands = statement_.operands(node);
  STATOR_ASSIGN_OR_RETURN(const Value left, Scalar(operands[0]));
  STATOR_ASSIGN_OR_RETURN(const Value right, Scalar(operands[1]));
  if (left.type() != Type::kNumber || right.type() != Type::kNumber) {
    return error::UnsupportedOperand(node.at);
  }
  const auto apply = node.type == NodeType::kAdd ? Add : Subtract;
  STATOR_ASSIGN_OR_RETURN(const Number sum, apply(left.view().AsNumber(), right.view().AsNumber()));
  out.Number(sum.encoded());
  return absl::OkStatus();
}

}  // namespace stator::partiql
