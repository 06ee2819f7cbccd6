#include "db/engine/table_stats.h"

#include <string>
#include <string_view>

#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

using storage::Space;

enum class Counter : char { kItems = 0, kBytes = 1 };

std::string CounterKey(TableId table, Counter counter) {
  std::string key(StoreKey::Table(table).bytes());
  key.push_back(static_cast<char>(counter));
  return key;
}

}  // namespace

void AddToTableStats(const Change& change, storage::WriteBatch& batch) {
  AddToStats(change.schema->id,
             int64_t{change.after.has_value()} - int64_t{change.before.has_value()},
             int64_t{change.size_after} - int64_t{change.size_before}, batch);
}

void AddToStats(TableId id, int64_t items, int64_t bytes, storage::WriteBatch& batch) {
  storage::Arena& arena = batch.arena();
  if (items != 0) {
    batch.Add(Space::kStatistics, arena.Copy(CounterKey(id, Counter::kItems)), items);
  }
  if (bytes != 0) {
    batch.Add(Space::kStatistics, arena.Copy(CounterKey(id, Counter::kBytes)), bytes);
  }
}

absl::StatusOr<TableStats> ReadTableStats(storage::Store& store, TableId table) {
  STATOR_ASSIGN_OR_RETURN(const std::vector<TableStats> stats, ReadStats(store, {&table, 1}));
  return stats[0];
}

absl::StatusOr<std::vector<TableStats>> ReadStats(storage::Store& store,
                                                  absl::Span<const TableId> ids) {
  std::vector<std::string> names;
  for (const TableId id : ids) {
    names.push_back(CounterKey(id, Counter::kItems));
    names.push_back(CounterKey(id, Counter::kBytes));
  }
  const std::vector<std::string_view> keys(names.begin(), names.end());
  std::vector<TableStats> stats(ids.size());
  STATOR_RETURN_IF_ERROR(store.View([&](storage::Snapshot& snapshot) {
    return snapshot.Get(
        Space::kStatistics, keys, [&](size_t i, std::optional<std::string_view> value) {
          if (!value) return;
          TableStats& of = stats[i / 2];
          (i % 2 == 0 ? of.item_count : of.size_bytes) = storage::ReadCounter(*value);
        });
  }));
  return stats;
}

void EraseTableStats(TableId table, storage::WriteBatch& batch) {
  for (const Counter counter : {Counter::kItems, Counter::kBytes}) {
    batch.Erase(Space::kStatistics, batch.arena().Copy(CounterKey(table, counter)));
  }
}

}  // namespace stator::engine
