// What the text of a PartiQL statement says, and nothing else: an immutable tree that depends on
// the text alone, so that one parse serves every request with the same text. Parameters stay
// numbered places ("?"), and what is a key is not known here.
//
//   std::shared_ptr<const Statement> statement = *Parse("SELECT a FROM t WHERE p = ? AND a > 1");
//   statement->table();       // "t"
//   statement->ToString();    // the text again, in one canonical spelling
//
// All nodes stand in one vector and refer to each other by index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "db/partiql/location.h"
#include "stator/number.h"

namespace stator::partiql {

using NodeId = uint32_t;

enum class NodeType : uint8_t {
  // Values.
  kString,
  kNumber,
  kBool,
  kNull,
  kMissing,
  kParameter,
  kList,  // [...], or (..., ...)
  kBag,   // <<...>>
  kMap,   // {...}: name, value, name, value, ...
  // What is made of the item.
  kPath,
  kCall,
  kAdd,       // Two operands.
  kSubtract,  // Two operands.
  // Conditions.
  kCompare,  // Two operands.
  kBetween,  // The tested operand, lower, upper.
  kIn,       // The tested operand, the list.
  kIs,       // The tested operand.
  kAnd,      // Two or more.
  kOr,       // Two or more.
  kNot,      // One.
};

enum class Comparison : uint8_t {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual
};

// What IS asks for.
enum class IsType : uint8_t { kMissing, kNull, kBool, kNumber, kString, kBinary, kList, kMap };

// What `detail`, `first` and `count` mean depends on the type, so ask Statement.
struct Node {
  NodeType type;
  uint8_t detail = 0;  // kBool: 0 or 1. kCompare: Comparison. kIs: IsType.
  uint32_t first = 0;  // kString, kNumber: into their tables. kParameter: its place, from 0.
  uint32_t count = 0;  // kPath: into steps. Else: into operands.
  uint32_t name = 0;   // kCall: the function's name, into strings.
  uint32_t depth = 1;  // Levels of nodes from here down.
  Location at;

  Comparison comparison() const { return static_cast<Comparison>(detail); }
  IsType is_type() const { return static_cast<IsType>(detail); }
};

// A step of a document path: into a list by index, or into a map by name.
struct PathStep {
  bool is_index;
  uint32_t value;  // The index, or the name's place among the strings.
};

enum class StatementType : uint8_t { kSelect, kInsert, kUpdate, kDelete, kExists };

// RETURNING ... *
enum class Returning : uint8_t { kNothing, kAllOld, kModifiedOld, kAllNew, kModifiedNew };
// "ALL OLD *"; empty for kNothing.
std::string_view ReturningText(Returning returning);

// Of an update. A REMOVE has no value.
struct Assignment {
  NodeId path;
  std::optional<NodeId> value;
};

struct OrderKey {
  std::string attribute;
  bool descending;
};

class Statement {
 public:
  StatementType type() const { return type_; }
  // EXISTS(SELECT ...) and SELECT read; the others write.
  bool IsRead() const { return type_ == StatementType::kSelect; }

  const std::string& table() const { return table_; }
  const std::optional<std::string>& index() const { return index_; }

  // Of a SELECT: the paths; empty for "*".
  absl::Span<const NodeId> columns() const { return columns_; }
  absl::Span<const OrderKey> order() const { return order_; }
  std::optional<NodeId> where() const { return where_; }
  NodeId inserted() const { return inserted_; }
  absl::Span<const Assignment> assignments() const { return assignments_; }
  Returning returning() const { return returning_; }
  // How many "?" it has.
  uint32_t parameters() const { return parameters_; }

  const Node& node(NodeId id) const { return nodes_[id]; }
  absl::Span<const NodeId> operands(const Node& node) const {
    return absl::MakeConstSpan(operands_).subspan(node.first, node.count);
  }
  // At least one, and the first is a name.
  absl::Span<const PathStep> path(const Node& node) const {
    return absl::MakeConstSpan(steps_).subspan(node.first, node.count);
  }
  const std::string& string(uint32_t index) const { return strings_[index]; }
  const Number& number(uint32_t index) const { return numbers_[index]; }

  // In canonical spelling: parsing it gives an equal tree.
  std::string ToString() const;

 private:
  friend class Builder;
  Statement() = default;

  StatementType type_ = StatementType::kSelect;
  std::string table_;
  std::optional<std::string> index_;
  std::vector<NodeId> columns_;
  std::vector<OrderKey> order_;
  std::optional<NodeId> where_;
  NodeId inserted_ = 0;
  std::vector<Assignment> assignments_;
  Returning returning_ = Returning::kNothing;
  uint32_t parameters_ = 0;

  std::vector<Node> nodes_;
  std::vector<NodeId> operands_;
  std::vector<PathStep> steps_;
  std::vector<std::string> strings_;
  std::vector<Number> numbers_;
};

}  // namespace stator::partiql
