// What the text of an expression says, and nothing else: an immutable tree that keeps "#n" and ":v"
// unresolved. One parse serves every request with the same text; a Binding (binding.h) lays the
// names and values of one request beside it.
//
//   std::shared_ptr<const Tree> tree = *Parse(Kind::kCondition, "a.#b > :v OR size(c) = :n");
//   tree->names();      // a, #b, c     the distinct names, in order of appearance
//   tree->values();     // :v, :n
//   tree->ToString();   // the text again, in one canonical spelling
//
// All nodes stand in one vector and refer to each other by index; names and values are referred to
// by their index in the two tables. Regular, immutable, safe to share between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "db/expression/function.h"
#include "db/expression/kind.h"

namespace stator::expression {

using NodeId = uint32_t;

enum class NodeType : uint8_t {
  kValue,     // ":v"
  kPath,      // "a.#b[0]"
  kFunction,  // with its operands
  kCompare,   // two operands
  kBetween,   // the tested operand, lower, upper
  kIn,        // the tested operand, then the list
  kAnd,       // two or more conditions
  kOr,        // two or more conditions
  kNot,       // one condition
  kAdd,       // two operands: "+" in SET
  kSubtract,  // two operands: "-" in SET
};

enum class Comparator : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual
};
// "=", "<>", "<", ...
std::string_view ComparatorText(Comparator comparator);

// 12 bytes; what `detail`, `first` and `count` mean depends on the type, so ask Tree.
struct Node {
  NodeType type;
  uint8_t detail;  // kCompare: Comparator. kFunction: Function.
  uint32_t first;  // kValue: index into values(). kPath: into its elements. Else: of operands.
  uint32_t count;

  Comparator comparator() const { return static_cast<Comparator>(detail); }
  Function function() const { return static_cast<Function>(detail); }
};

// A step of a document path: into a map by name, or into a list by index.
struct PathElement {
  bool is_index;
  uint32_t value;  // The list index, or an index into Tree::names().
};

// An attribute name as the text has it.
struct Name {
  std::string text;     // "a", or "#b" with the sign.
  bool is_placeholder;  // Then a Binding says what it stands for.
};

enum class Clause : uint8_t { kSet, kRemove, kAdd, kDelete };
inline constexpr int kClauseCount = 4;
// "SET", ...
std::string_view ClauseText(Clause clause);

struct Action {
  Clause clause;
  NodeId path;
  NodeId value;  // Not of kRemove.
};

class Tree {
 public:
  Kind kind() const { return kind_; }

  const std::vector<Name>& names() const { return names_; }
  const std::vector<std::string>& values() const { return values_; }

  // Of conditions, filters and key conditions: the condition.
  NodeId root() const { return root_; }
  // Of updates, in order of the text.
  absl::Span<const Action> actions() const { return actions_; }
  // Of projections, in order of the text.
  absl::Span<const NodeId> paths() const { return paths_; }

  const Node& node(NodeId id) const { return nodes_[id]; }
  // The children of any node but kValue and kPath.
  absl::Span<const NodeId> operands(const Node& node) const {
    return absl::MakeConstSpan(operands_).subspan(node.first, node.count);
  }
  // The steps of a kPath; at least one, and the first is a name.
  absl::Span<const PathElement> path(const Node& node) const {
    return absl::MakeConstSpan(elements_).subspan(node.first, node.count);
  }

  // The expression in canonical spelling. For a tree that came from text, parsing it gives an equal
  // tree.
  std::string ToString() const;

 private:
  friend class TreeBuilder;
  Tree() = default;

  Kind kind_ = Kind::kCondition;
  NodeId root_ = 0;
  std::vector<Node> nodes_;
  std::vector<NodeId> operands_;
  std::vector<PathElement> elements_;
  std::vector<Name> names_;
  std::vector<std::string> values_;
  std::vector<Action> actions_;
  std::vector<NodeId> paths_;
};

}  // namespace stator::expression
