#include "db/operation/context.h"

#include <algorithm>

#include "db/base/status_macros.h"
#include "db/plan/resource_arn.h"

namespace stator::operation {

std::string_view Context::NameOf(std::string_view name_or_arn) const {
  return plan::TableNameIn(name_or_arn, {arn_prefix}).value_or(name_or_arn);
}

engine::TablePtr Context::FindTableInAnyState(std::string_view name_or_arn) const {
  return catalog.Find(NameOf(name_or_arn));
}

engine::TablePtr Context::FindTable(std::string_view name_or_arn) const {
  engine::TablePtr table = FindTableInAnyState(name_or_arn);
  if (delay.count() == 0 || table == nullptr) return table;
  return engine::IsOpen(table->definition(), Now()) ? table : nullptr;
}

bool Context::WasCurrent(const engine::Table& table) const {
  if (table.IsCurrent()) [[likely]]
    return true;
  catalog.AwaitReload();
  return false;
}

bool Context::WereCurrent(const std::vector<engine::TablePtr>& tables) const {
  return std::all_of(tables.begin(), tables.end(),
                     [this](const engine::TablePtr& table) { return WasCurrent(*table); });
}

absl::StatusOr<engine::TablePtr> Context::FindDescribed(std::string_view name_or_arn) const {
  STATOR_RETURN_IF_ERROR(catalog.Settle(Now()));
  return FindTableInAnyState(name_or_arn);
}

}  // namespace stator::operation
