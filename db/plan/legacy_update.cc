#include "db/plan/legacy_update.h"

#include <utility>

#include "db/base/check.h"
#include "db/base/status_macros.h"
#include "db/plan/legacy_error.h"
#include "db/plan/legacy_tree.h"

namespace stator::plan {
namespace {

using expression::BoundUpdate;
using expression::Clause;

absl::Status CheckType(AttributeAction action, Type type) {
  switch (action) {
    case AttributeAction::kPut:
      return absl::OkStatus();
    case AttributeAction::kAdd: {
      const bool fits = IsSet(type) || type == Type::kNumber || type == Type::kList;
      return fits ? absl::OkStatus() : error::CannotAdd(type);
    }
    case AttributeAction::kDelete:
      return IsSet(type) ? absl::OkStatus() : error::CannotDelete(type);
  }
  STATOR_CHECK(false);
}

Clause ClauseOf(AttributeAction action) {
  switch (action) {
    case AttributeAction::kPut:
      return Clause::kSet;
    case AttributeAction::kAdd:
      return Clause::kAdd;
    case AttributeAction::kDelete:
      return Clause::kDelete;
  }
  STATOR_CHECK(false);
}

}  // namespace

absl::StatusOr<std::optional<BoundUpdate>> LowerAttributeUpdates(
    const std::optional<AttributeUpdates>& updates) {
  if (!updates || updates->empty()) return std::nullopt;
  LegacyTree tree(expression::Kind::kUpdate);
  for (const auto& [name, update] : *updates) {
    const AttributeAction action = update.action.value_or(AttributeAction::kPut);
    const expression::NodeId attribute = tree.Attribute(name);
    if (!update.value) {
      if (action != AttributeAction::kDelete) return error::UpdateWithoutValue();
      tree->Act(Clause::kRemove, attribute, 0);
      continue;
    }
    STATOR_RETURN_IF_ERROR(CheckType(action, update.value->type()));
    tree->Act(ClauseOf(action), attribute, tree.Value(*update.value));
  }
  return std::optional<BoundUpdate>(std::in_place, std::move(tree).Bind(),
                                    expression::UpdateOrigin::kAttributeUpdates);
}

}  // namespace stator::plan
