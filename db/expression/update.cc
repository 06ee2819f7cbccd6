#include "db/expression/update.h"

#include <list>
#include <utility>

#include "absl/status/statusor.h"
#include "db/base/check.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/expression/edit.h"
#include "db/expression/error.h"
#include "db/expression/projection.h"
#include "db/expression/update_function.h"

namespace stator::expression {
namespace {

// Whether a value may stand at `depth`: an attribute of the item does at 1.
bool FitsAt(ValueView value, size_t depth) {
  if (depth > limits::kNestingMax) return false;
  if (value.type() == Type::kList) {
    for (const ValueView element : value.AsList()) {
      if (!FitsAt(element, depth + 1)) return false;
    }
  } else if (value.type() == Type::kMap) {
    for (const auto& [name, element] : value.AsMap()) {
      if (!FitsAt(element, depth + 1)) return false;
    }
  }
  return true;
}

// Values of the request and of the item are within bounds where they stand. Set into another, one
// may go beyond.
absl::Status CheckNesting(const Edit& edit) {
  if (!edit.value || edit.path.size() == 1) return absl::OkStatus();
  return FitsAt(*edit.value, edit.path.size()) ? absl::OkStatus() : error::NestingTooDeep();
}

// Evaluates actions on the item as it was, and owns the values that this makes.
class UpdateEvaluation {
 public:
  UpdateEvaluation(const Binding& binding, UpdateOrigin origin, ItemView item)
      : binding_(binding), tree_(binding.tree()), origin_(origin), item_(item) {}

  // What is set is evaluated before any path is looked at.
  absl::Status EvaluateSets(std::vector<Edit>& edits) {
    for (const Action& action : tree_.actions()) {
      Edit& edit = edits.emplace_back(Edit{binding_.path(action.path), std::nullopt});
      if (action.clause != Clause::kSet) continue;
      STATOR_ASSIGN_OR_RETURN(edit.value, Operand(action.value));
    }
    return absl::OkStatus();
  }

  absl::Status Complete(const Action& action, Edit& edit) {
    const Path path = edit.path;
    std::optional<ValueView>& value = edit.value;
    STATOR_RETURN_IF_ERROR(CheckParent(path));
    if (action.clause == Clause::kAdd) {
      STATOR_ASSIGN_OR_RETURN(value, Add(path, Given(action.value)));
    }
    if (action.clause == Clause::kDelete) {
      STATOR_ASSIGN_OR_RETURN(value, Delete(path, Given(action.value)));
    }
    return CheckNesting(edit);
  }

 private:
  ValueView Given(NodeId value) const { return binding_.value(tree_.node(value).first); }
  std::optional<ValueView> At(Path path) const { return Find(item_, path, binding_.names()); }

  ValueView Keep(Value value) { return made_.emplace_back(std::move(value)).view(); }

  // What the last element of the path goes into must be there.
  absl::Status CheckParent(Path path) const {
    if (path.size() == 1) return absl::OkStatus();
    const std::optional<ValueView> parent = At(path.first(path.size() - 1));
    const Type required = path.back().is_index ? Type::kList : Type::kMap;
    const bool fits = parent.has_value() && parent->type() == required;
    return fits ? absl::OkStatus() : error::InvalidUpdatePath();
  }

  absl::StatusOr<ValueView> Operand(NodeId id) {
    const Node& node = tree_.node(id);
    switch (node.type) {
      case NodeType::kValue:
        return binding_.value(node.first);
      case NodeType::kPath: {
        const std::optional<ValueView> value = At(tree_.path(node));
        return value.has_value() ? absl::StatusOr<ValueView>(*value) : error::MissingOperand();
      }
      case NodeType::kAdd:
        return Apply(Sum, node);
      case NodeType::kSubtract:
        return Apply(Difference, node);
      case NodeType::kFunction:
        return node.function() == Function::kListAppend ? Apply(ListAppend, node)
                                                        : IfNotExists(node);
      default:
        STATOR_CHECK(!"an operand of an update");
        return error::IncorrectOperand();
    }
  }

  using Binary = absl::StatusOr<Value> (*)(ValueView, ValueView);

  absl::StatusOr<ValueView> Apply(Binary operation, const Node& node) {
    STATOR_ASSIGN_OR_RETURN(const ValueView left, Operand(tree_.operands(node)[0]));
    STATOR_ASSIGN_OR_RETURN(const ValueView right, Operand(tree_.operands(node)[1]));
    STATOR_ASSIGN_OR_RETURN(Value result, operation(left, right));
    return Keep(std::move(result));
  }

  absl::StatusOr<ValueView> IfNotExists(const Node& node) {
    const std::optional<ValueView> value = At(binding_.path(tree_.operands(node)[0]));
    if (value.has_value()) return *value;
    return Operand(tree_.operands(node)[1]);
  }

  // ADD and DELETE of AttributeUpdates take values of the attribute's own type only.
  absl::Status CheckSameType(ValueView old, ValueView value) const {
    if (origin_ == UpdateOrigin::kExpression || old.type() == value.type()) return absl::OkStatus();
    return error::AttributeTypeMismatch();
  }

  absl::StatusOr<ValueView> Add(Path path, ValueView value) {
    const std::optional<ValueView> old = At(path);
    if (!old.has_value()) return value;
    STATOR_RETURN_IF_ERROR(CheckSameType(*old, value));
    STATOR_ASSIGN_OR_RETURN(Value sum, Added(*old, value));
    return Keep(std::move(sum));
  }

  absl::StatusOr<std::optional<ValueView>> Delete(Path path, ValueView value) {
    const std::optional<ValueView> old = At(path);
    if (!old.has_value()) return std::optional<ValueView>();
    STATOR_RETURN_IF_ERROR(CheckSameType(*old, value));
    STATOR_ASSIGN_OR_RETURN(std::optional<Value> left, Deleted(*old, value));
    if (!left.has_value()) return std::optional<ValueView>();
    return std::optional<ValueView>(Keep(*std::move(left)));
  }

  const Binding& binding_;
  const Tree& tree_;
  UpdateOrigin origin_;
  ItemView item_;
  std::list<Value> made_;  // Views of these stand in edits, so they must not move.
};

std::optional<Item> Touched(const std::optional<ItemView>& item, absl::Span<const Path> paths,
                            Names names) {
  if (!item.has_value() || paths.empty()) return std::nullopt;
  std::string encoded;
  Project(*item, paths, names, encoded);
  Item touched = Item::FromEncoded(std::move(encoded));
  if (touched.empty()) return std::nullopt;
  return touched;
}

// What an update counts as, as the service was measured: a little for itself and for each action;
// what is written, as it would count in an item of its own; and a byte more for each index.
constexpr size_t kUpdateBytes = 3;
constexpr size_t kWriteBytes = 19;
constexpr size_t kClearBytes = 2;
constexpr size_t kContainerBytes = 3 + 1;  // And one entry.
constexpr size_t kIndexBytes = 1;

size_t BytesWritten(const Edit& edit, Names names) {
  if (!edit.value.has_value()) return kClearBytes;
  size_t bytes = kWriteBytes + edit.value->SizeInItem() + (edit.path.size() - 1) * kContainerBytes;
  for (const PathElement& element : edit.path) {
    bytes += element.is_index ? kIndexBytes : names[element.value].size();
  }
  return bytes;
}

}  // namespace

std::optional<Item> UpdateTrace::TouchedBefore(const std::optional<ItemView>& before) const {
  return Touched(before, paths_, names_);
}

std::optional<Item> UpdateTrace::TouchedAfter(const std::optional<ItemView>& after) const {
  return Touched(after, paths_, names_);
}

void UpdateTrace::Add(const Edit& edit) {
  paths_.push_back(edit.path);
  bytes_written_ += BytesWritten(edit, names_);
}

BoundUpdate::BoundUpdate(Binding binding, UpdateOrigin origin)
    : binding_(std::move(binding)), origin_(origin) {
  STATOR_CHECK(binding_.kind() == Kind::kUpdate);
}

bool BoundUpdate::CreatesItem() const {
  for (const Action& action : binding_.tree().actions()) {
    if (action.clause == Clause::kSet || action.clause == Clause::kAdd) return true;
  }
  return false;
}

std::vector<BoundUpdate::Target> BoundUpdate::Targets() const {
  std::vector<Target> targets;
  for (const Action& action : binding_.tree().actions()) {
    const Path path = binding_.path(action.path);
    Target target{binding_.name(path[0].value), path.size() > 1, action.clause, std::nullopt};
    if (!target.is_nested && action.clause != Clause::kRemove) {
      const Node& value = binding_.tree().node(action.value);
      if (value.type == NodeType::kValue) target.value = binding_.value(value.first);
    }
    targets.push_back(target);
  }
  return targets;
}

absl::Status BoundUpdate::Apply(ItemView before, std::string& after, UpdateTrace& trace) const {
  UpdateEvaluation evaluation(binding_, origin_, before);
  std::vector<Edit> edits;
  edits.reserve(binding_.tree().actions().size());
  STATOR_RETURN_IF_ERROR(evaluation.EvaluateSets(edits));
  for (size_t i = 0; i < edits.size(); ++i) {
    STATOR_RETURN_IF_ERROR(evaluation.Complete(binding_.tree().actions()[i], edits[i]));
  }
  SortEdits(edits, binding_.names());
  Merge(before, edits, binding_.names(), after);
  trace.names_ = binding_.names();
  trace.bytes_written_ = kUpdateBytes;
  for (const Edit& edit : edits) trace.Add(edit);
  return absl::OkStatus();
}

}  // namespace stator::expression
