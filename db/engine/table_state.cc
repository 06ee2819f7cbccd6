#include "db/engine/table_state.h"

namespace stator::engine {
namespace {

// A clock may be set back behind `since`: the change is then still under way.
bool UnderWay(std::optional<Time> since, Moment moment) {
  return since && moment.delay.count() > 0 && moment.now < *since + moment.delay;
}

}  // namespace

TableStatus StatusOf(const TableDefinition& table, Moment moment) {
  if (table.deleted) return TableStatus::kDeleting;
  if (UnderWay(table.created, moment)) return TableStatus::kCreating;
  if (UnderWay(table.updated, moment)) return TableStatus::kUpdating;
  return TableStatus::kActive;
}

IndexStatus StatusOf(const TableDefinition& table, const IndexDefinition& index, Moment moment) {
  if (table.deleted || index.deleted) return IndexStatus::kDeleting;
  if (index.is_backfilling || UnderWay(index.added.value_or(table.created), moment)) {
    return IndexStatus::kCreating;
  }
  if (UnderWay(index.updated, moment)) return IndexStatus::kUpdating;
  return IndexStatus::kActive;
}

States StatesOf(const TableDefinition& table, Moment moment) {
  States states{.table = StatusOf(table, moment)};
  for (const IndexDefinition& index : table.indexes) {
    states.indexes.push_back(StatusOf(table, index, moment));
  }
  return states;
}

}  // namespace stator::engine
