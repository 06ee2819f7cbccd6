#include "db/expression/tree_builder.h"

#include <utility>
#include <vector>

#include "db/base/check.h"

namespace stator::expression {

TreeBuilder::TreeBuilder(Kind kind) : tree_(new Tree) { tree_->kind_ = kind; }

uint32_t TreeBuilder::Intern(Index_& index, std::string_view text, bool is_placeholder) {
  const auto next = static_cast<uint32_t>(tree_->names_.size());
  const auto [at, inserted] = index.try_emplace(std::string(text), next);
  if (inserted) tree_->names_.push_back({std::string(text), is_placeholder});
  return at->second;
}

PathElement TreeBuilder::Name(std::string_view literal) {
  return {false, Intern(literals_, literal, false)};
}

PathElement TreeBuilder::NamePlaceholder(std::string_view placeholder) {
  return {false, Intern(placeholders_, placeholder, true)};
}

NodeId TreeBuilder::Path(absl::Span<const PathElement> elements) {
  STATOR_CHECK(!elements.empty() && !elements[0].is_index);
  const Node node{NodeType::kPath, 0, static_cast<uint32_t>(tree_->elements_.size()),
                  static_cast<uint32_t>(elements.size())};
  tree_->elements_.insert(tree_->elements_.end(), elements.begin(), elements.end());
  tree_->nodes_.push_back(node);
  return static_cast<NodeId>(tree_->nodes_.size() - 1);
}

NodeId TreeBuilder::Value(std::string_view placeholder) {
  const auto next = static_cast<uint32_t>(tree_->values_.size());
  const auto [at, inserted] = values_.try_emplace(std::string(placeholder), next);
  if (inserted) tree_->values_.emplace_back(placeholder);
  tree_->nodes_.push_back({NodeType::kValue, 0, at->second, 0});
  return static_cast<NodeId>(tree_->nodes_.size() - 1);
}

NodeId TreeBuilder::Append(NodeType type, uint8_t detail, absl::Span<const NodeId> operands) {
  const Node node{type, detail, static_cast<uint32_t>(tree_->operands_.size()),
                  static_cast<uint32_t>(operands.size())};
  tree_->operands_.insert(tree_->operands_.end(), operands.begin(), operands.end());
  tree_->nodes_.push_back(node);
  return static_cast<NodeId>(tree_->nodes_.size() - 1);
}

NodeId TreeBuilder::Call(Function function, absl::Span<const NodeId> operands) {
  return Append(NodeType::kFunction, static_cast<uint8_t>(function), operands);
}

NodeId TreeBuilder::Compare(Comparator comparator, NodeId left, NodeId right) {
  return Append(NodeType::kCompare, static_cast<uint8_t>(comparator), {left, right});
}

NodeId TreeBuilder::Between(NodeId tested, NodeId lower, NodeId upper) {
  return Append(NodeType::kBetween, 0, {tested, lower, upper});
}

NodeId TreeBuilder::In(NodeId tested, absl::Span<const NodeId> list) {
  std::vector<NodeId> operands{tested};
  operands.insert(operands.end(), list.begin(), list.end());
  return Append(NodeType::kIn, 0, operands);
}

NodeId TreeBuilder::And(absl::Span<const NodeId> conditions) {
  return Append(NodeType::kAnd, 0, conditions);
}

NodeId TreeBuilder::Or(absl::Span<const NodeId> conditions) {
  return Append(NodeType::kOr, 0, conditions);
}

NodeId TreeBuilder::Not(NodeId condition) { return Append(NodeType::kNot, 0, {condition}); }

NodeId TreeBuilder::Add(NodeId left, NodeId right) {
  return Append(NodeType::kAdd, 0, {left, right});
}

NodeId TreeBuilder::Subtract(NodeId left, NodeId right) {
  return Append(NodeType::kSubtract, 0, {left, right});
}

void TreeBuilder::Act(Clause clause, NodeId path, NodeId value) {
  STATOR_CHECK(tree_->kind_ == Kind::kUpdate);
  tree_->actions_.push_back({clause, path, value});
}

void TreeBuilder::Project(NodeId path) {
  STATOR_CHECK(tree_->kind_ == Kind::kProjection);
  tree_->paths_.push_back(path);
}

std::shared_ptr<const Tree> TreeBuilder::Finish(NodeId root) && {
  STATOR_CHECK(!IsConditional(tree_->kind_) || root < tree_->nodes_.size());
  tree_->root_ = root;
  return std::move(tree_);
}

}  // namespace stator::expression
