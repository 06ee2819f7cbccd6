// Makes trees, for the parser and for code that lowers other notations to them.
//
//   TreeBuilder build(Kind::kCondition);
//   NodeId a = build.Path({build.Name("a")});
//   auto tree = std::move(build).Finish(build.Compare(Comparator::kEqual, a, build.Value(":v")));
//
// Nothing is checked but for programming errors: reserved words, limits and syntax are the parser's
// business, and arity and types that of the checks after binding.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "db/expression/tree.h"

namespace stator::expression {

class TreeBuilder {
 public:
  explicit TreeBuilder(Kind kind);

  // Steps of a path. A literal name may be any text; a placeholder is given with its "#".
  PathElement Name(std::string_view literal);
  PathElement NamePlaceholder(std::string_view placeholder);
  static PathElement Index(uint32_t index) { return {true, index}; }

  // REQUIRES: not empty, and the first element is a name.
  NodeId Path(absl::Span<const PathElement> elements);
  NodeId Value(std::string_view placeholder);  // Given with its ":".
  NodeId Call(Function function, absl::Span<const NodeId> operands);
  NodeId Compare(Comparator comparator, NodeId left, NodeId right);
  NodeId Between(NodeId tested, NodeId lower, NodeId upper);
  NodeId In(NodeId tested, absl::Span<const NodeId> list);
  NodeId And(absl::Span<const NodeId> conditions);
  NodeId Or(absl::Span<const NodeId> conditions);
  NodeId Not(NodeId condition);
  NodeId Add(NodeId left, NodeId right);
  NodeId Subtract(NodeId left, NodeId right);

  // Of an update: the next action. `value` is ignored for kRemove.
  void Act(Clause clause, NodeId path, NodeId value);
  // Of a projection: the next path.
  void Project(NodeId path);

  // A node made before.
  const Node& node(NodeId id) const { return tree_->nodes_[id]; }
  absl::Span<const NodeId> operands(const Node& node) const { return tree_->operands(node); }

  // The builder is spent afterwards. `root` counts for conditions, filters and key conditions only.
  std::shared_ptr<const Tree> Finish(NodeId root = 0) &&;

 private:
  using Index_ = absl::flat_hash_map<std::string, uint32_t>;

  uint32_t Intern(Index_& index, std::string_view text, bool is_placeholder);
  NodeId Append(NodeType type, uint8_t detail, absl::Span<const NodeId> operands);

  std::shared_ptr<Tree> tree_;
  Index_ literals_;
  Index_ placeholders_;
  Index_ values_;
};

}  // namespace stator::expression
