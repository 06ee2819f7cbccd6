#include "db/partiql/update_lowering.h"

#include <algorithm>
#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/partiql/condition_lowering.h"
#include "db/partiql/error.h"

namespace stator::partiql {
namespace {

using expression::Clause;
using expression::Function;
using TreeId = expression::NodeId;

class UpdateLowering {
 public:
  UpdateLowering(const Statement& statement, Constants& constants)
      : statement_(statement), make_(statement, constants, expression::Kind::kUpdate) {}

  absl::StatusOr<expression::Binding> Run() && {
    for (const Assignment& assignment : statement_.assignments()) {
      STATOR_RETURN_IF_ERROR(Add(assignment));
    }
    return std::move(make_).Finish();
  }

 private:
  absl::Status Add(const Assignment& assignment) {
    const Node& target = statement_.node(assignment.path);
    if (!assignment.value) {
      make_.build().Act(Clause::kRemove, make_.Path(target), 0);
      return absl::OkStatus();
    }
    const Node& value = statement_.node(*assignment.value);
    if (value.type == NodeType::kCall) {
      const std::string& name = statement_.string(value.name);
      if (name == "set_add") return ChangeSet(Clause::kAdd, target, value);
      if (name == "set_delete") return ChangeSet(Clause::kDelete, target, value);
    }
    const TreeId path = make_.Path(target);
    STATOR_ASSIGN_OR_RETURN(const TreeId operand, Operand(*assignment.value));
    make_.build().Act(Clause::kSet, path, operand);
    return absl::OkStatus();
  }

  bool IsSamePath(const Node& a, const Node& b) const {
    const auto one = statement_.path(a), other = statement_.path(b);
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [this](const PathStep& x, const PathStep& y) {
                        if (x.is_index || y.is_index) {
                          return x.is_index == y.is_index && x.value == y.value;
                        }
                        return statement_.string(x.value) == statement_.string(y.value);
                      });
  }

  // The engine changes a set where it stands, so it must be the one that is set.
  absl::Status ChangeSet(Clause clause, const Node& target, const Node& call) {
    const std::string& name = statement_.string(call.name);
    const auto operands = statement_.operands(call);
    if (operands.size() != 2) return error::ArgumentCount(name, operands.size());
    const Node& changed = statement_.node(operands[0]);
    if (changed.type != NodeType::kPath || !IsSamePath(target, changed)) {
      return error::SetOfOtherAttribute(name);
    }
    if (!make_.constants().IsConstant(operands[1])) {
      return error::UnsupportedOperand(statement_.node(operands[1]).at);
    }
    STATOR_ASSIGN_OR_RETURN(const ValueView value, make_.constants().Of(operands[1]));
    if (!IsSet(value.type())) return error::UnsupportedOperand(statement_.node(operands[1]).at);
    const TreeId path = make_.Path(target);
    make_.build().Act(clause, path, make_.Value(value));
    return absl::OkStatus();
  }

  absl::StatusOr<TreeId> Operand(NodeId id) {
    const Node& node = statement_.node(id);
    if (node.type == NodeType::kPath) return make_.Path(node);
    if (make_.constants().IsConstant(id)) {
      STATOR_ASSIGN_OR_RETURN(const ValueView value, make_.constants().Of(id));
      return make_.Value(value);
    }
    const auto operands = statement_.operands(node);
    switch (node.type) {
      case NodeType::kAdd:
      case NodeType::kSubtract: {
        STATOR_ASSIGN_OR_RETURN(const TreeId left, Operand(operands[0]));
        STATOR_ASSIGN_OR_RETURN(const TreeId right, Operand(operands[1]));
        return node.type == NodeType::kAdd ? make_.build().Add(left, right)
                                           : make_.build().Subtract(left, right);
      }
      case NodeType::kCall: {
        const std::string& name = statement_.string(node.name);
        if (name != "list_append") return error::UnsupportedFunction(name, node.at);
        if (operands.size() != 2) return error::ArgumentCount(name, operands.size());
        STATOR_ASSIGN_OR_RETURN(const TreeId first, Operand(operands[0]));
        STATOR_ASSIGN_OR_RETURN(const TreeId second, Operand(operands[1]));
        return make_.build().Call(Function::kListAppend, {first, second});
      }
      default:
        return error::UnsupportedValue(node.at);
    }
  }

  const Statement& statement_;
  TreeMaker make_;
};

}  // namespace

absl::StatusOr<expression::Binding> LowerUpdate(const Statement& statement, Constants& constants) {
  return UpdateLowering(statement, constants).Run();
}

}  // namespace stator::partiql
