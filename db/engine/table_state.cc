#include "db/engine/table_state.h"

#include "db/engine/error.h"

namespace stator::engine {

bool IsOpen(const TableDefinition& table, Moment moment) {
  const TableStatus status = StatusOf(table, moment);
  return status == TableStatus::kActive || status == TableStatus::kUpdating;
}

absl::Status CheckUnused(const TableDefinition& table, Moment moment) {
  switch (StatusOf(table, moment)) {
    case TableStatus::kCreating:
      return error::TableInUse("created", table.name);
    case TableStatus::kUpdating:
      return error::TableInUse("updated", table.name);
    case TableStatus::kDeleting:
      return error::TableInUse("deleted", table.name);
    case TableStatus::kActive:
      break;
  }
  return absl::OkStatus();
}

absl::Status CheckNotFilling(const TableDefinition& table) {
  for (const IndexDefinition& index : table.indexes) {
    if (index.is_backfilling) return error::TableInUse("updated", table.name);
  }
  return absl::OkStatus();
}

TableStatus StatusOf(const TableDefinition& table, Moment moment) {
  if (table.deleted) return TableStatus::kDeleting;
  if (IsUnderWay(table.created, moment)) return TableStatus::kCreating;
  if (IsUnderWay(table.updated, moment)) return TableStatus::kUpdating;
  return TableStatus::kActive;
}

IndexState StateOf(const TableDefinition& table, const IndexDefinition& index, Moment moment) {
  if (table.deleted || index.deleted) return {IndexStatus::kDeleting};
  const bool prepares = IsUnderWay(index.added.value_or(table.created), moment);
  if (index.is_backfilling || prepares) return {IndexStatus::kCreating, !prepares};
  if (IsUnderWay(index.updated, moment)) return {IndexStatus::kUpdating};
  return {IndexStatus::kActive};
}

States StatesOf(const TableDefinition& table, Moment moment) {
  States states{.table = StatusOf(table, moment)};
  for (const IndexDefinition& index : table.indexes) {
    states.indexes.push_back(StateOf(table, index, moment));
  }
  return states;
}

}  // namespace stator::engine
