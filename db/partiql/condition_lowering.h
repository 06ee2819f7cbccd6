// Conditions of PartiQL as trees of expression/, with literal names and values by position.
//
//   ConditionLowering lower(statement, constants, expression::Kind::kFilter);
//   STATOR_ASSIGN_OR_RETURN(auto root, lower.Lower(where));
//   STATOR_ASSIGN_OR_RETURN(expression::Binding filter, std::move(lower).Finish(root));
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/expression/tree_builder.h"
#include "db/partiql/constants.h"
#include "db/partiql/statement.h"

namespace stator::partiql {

// What makes trees of expressions out of a statement's nodes; conditions and updates share it.
class TreeMaker {
 public:
  TreeMaker(const Statement& statement, Constants& constants, expression::Kind kind)
      : statement_(statement), constants_(constants), build_(kind) {}

  // The kPath node as a document path.
  expression::NodeId Path(const Node& path);
  // A whole attribute.
  expression::NodeId Attribute(std::string_view name);
  expression::NodeId Value(ValueView value);

  const Statement& statement() const { return statement_; }
  Constants& constants() { return constants_; }
  expression::TreeBuilder& build() { return build_; }

  // Binds the tree and checks what can be said of it before any item is read. The binding borrows
  // from the constants. The maker is spent afterwards.
  absl::StatusOr<expression::Binding> Finish(expression::NodeId root = 0) &&;

 private:
  const Statement& statement_;
  Constants& constants_;
  expression::TreeBuilder build_;
  std::vector<ValueView> values_;
};

class ConditionLowering {
 public:
  ConditionLowering(const Statement& statement, Constants& constants, expression::Kind kind)
      : statement_(statement), make_(statement, constants, kind) {}

  absl::StatusOr<expression::NodeId> Lower(NodeId condition);
  // All of the terms; at least one.
  absl::StatusOr<expression::NodeId> LowerAll(absl::Span<const NodeId> terms);

  // The item has the attribute, or has it not.
  expression::NodeId Exists(std::string_view attribute);
  expression::NodeId Missing(std::string_view attribute);
  expression::TreeBuilder& build() { return make_.build(); }

  absl::StatusOr<expression::Binding> Finish(expression::NodeId root) && {
    return std::move(make_).Finish(root);
  }

 private:
  absl::StatusOr<expression::NodeId> Operand(NodeId id);
  absl::StatusOr<expression::NodeId> LowerCompare(const Node& node);
  absl::StatusOr<expression::NodeId> LowerBetween(const Node& node);
  absl::StatusOr<expression::NodeId> LowerIn(const Node& node);
  absl::StatusOr<expression::NodeId> LowerIs(const Node& node);
  absl::StatusOr<expression::NodeId> LowerCall(const Node& node);
  absl::StatusOr<std::vector<expression::NodeId>> Operands(absl::Span<const NodeId> ids);
  bool IsMissing(NodeId id) const { return statement_.node(id).type == NodeType::kMissing; }

  const Statement& statement_;
  TreeMaker make_;
};

}  // namespace stator::partiql
