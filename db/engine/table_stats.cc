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
  const int64_t items = int64_t{change.after.has_value()} - int64_t{change.before.has_value()};
  const int64_t bytes = int64_t{change.size_after} - int64_t{change.size_before};
  const TableId table = change.schema->id;
  storage::Arena& arena = batch.arena();
  if (items != 0) {
    batch.Add(Space::kStatistics, arena.Copy(CounterKey(table, Counter::kItems)), items);
  }
  if (bytes != 0) {
    batch.Add(Space::kStatistics, arena.Copy(CounterKey(table, Counter::kBytes)), bytes);
  }
}

absl::StatusOr<TableStats> ReadTableStats(storage::Store& store, TableId table) {
  const std::string items = CounterKey(table, Counter::kItems);
  const std::string bytes = CounterKey(table, Counter::kBytes);
  const std::string_view keys[] = {items, bytes};
  int64_t values[2] = {0, 0};
  STATOR_RETURN_IF_ERROR(store.View([&](storage::Snapshot& snapshot) {
    return snapshot.Get(Space::kStatistics, keys,
                        [&](size_t i, std::optional<std::string_view> value) {
                          if (value) values[i] = storage::ReadCounter(*value);
                        });
  }));
  return TableStats{.item_count = values[0], .size_bytes = values[1]};
}

void EraseTableStats(TableId table, storage::WriteBatch& batch) {
  for (const Counter counter : {Counter::kItems, Counter::kBytes}) {
    batch.Erase(Space::kStatistics, batch.arena().Copy(CounterKey(table, counter)));
  }
}

}  // namespace stator::engine
