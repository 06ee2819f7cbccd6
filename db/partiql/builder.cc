#include "db/partiql/builder.h"

#include <algorithm>

#include "db/base/check.h"

namespace stator::partiql {

uint32_t Builder::Keep(std::string text) {
  statement_->strings_.push_back(std::move(text));
  return static_cast<uint32_t>(statement_->strings_.size() - 1);
}

NodeId Builder::Append(Node node) {
  statement_->nodes_.push_back(node);
  return static_cast<NodeId>(statement_->nodes_.size() - 1);
}

NodeId Builder::String(std::string text, Location at) {
  return Append({.type = NodeType::kString, .first = Keep(std::move(text)), .at = at});
}

NodeId Builder::Number(const stator::Number& number, Location at) {
  statement_->numbers_.push_back(number);
  const auto index = static_cast<uint32_t>(statement_->numbers_.size() - 1);
  return Append({.type = NodeType::kNumber, .first = index, .at = at});
}

NodeId Builder::Literal(NodeType type, uint8_t detail, Location at) {
  return Append({.type = type, .detail = detail, .at = at});
}

NodeId Builder::Parameter(Location at) {
  return Append({.type = NodeType::kParameter, .first = statement_->parameters_++, .at = at});
}

NodeId Builder::Path(std::string name, Location at) {
  const auto first = static_cast<uint32_t>(statement_->steps_.size());
  statement_->steps_.push_back({false, Keep(std::move(name))});
  return Append({.type = NodeType::kPath, .first = first, .count = 1, .at = at});
}

void Builder::AddStep(NodeId path, std::string name) {
  Node& node = statement_->nodes_[path];
  STATOR_CHECK(node.first + node.count == statement_->steps_.size());
  statement_->steps_.push_back({false, Keep(std::move(name))});
  ++node.count;
}

void Builder::AddStep(NodeId path, uint32_t index) {
  Node& node = statement_->nodes_[path];
  STATOR_CHECK(node.first + node.count == statement_->steps_.size());
  statement_->steps_.push_back({true, index});
  ++node.count;
}

NodeId Builder::Call(std::string name, const std::vector<NodeId>& arguments, Location at) {
  const uint32_t kept = Keep(std::move(name));
  const NodeId call = Make(NodeType::kCall, 0, arguments, at);
  statement_->nodes_[call].name = kept;
  return call;
}

NodeId Builder::Make(NodeType type, uint8_t detail, const std::vector<NodeId>& operands,
                     Location at) {
  Node made{.type = type,
            .detail = detail,
            .first = static_cast<uint32_t>(statement_->operands_.size()),
            .count = static_cast<uint32_t>(operands.size()),
            .at = at};
  for (const NodeId operand : operands) made.depth = std::max(made.depth, node(operand).depth + 1);
  statement_->operands_.insert(statement_->operands_.end(), operands.begin(), operands.end());
  return Append(made);
}

}  // namespace stator::partiql
