#include "db/engine/item_collection.h"

#include <algorithm>
#include <utility>

#include "db/base/bytes.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"

namespace stator::engine {
namespace {

using storage::Space;

constexpr int64_t kGb = int64_t{1} << 30;

std::string_view CollectionKey(const StoreKey& item) {
  return item.bytes().substr(0, sizeof(TableId) + Digest::kBytes);
}

// As the last change of the batch left it, else as the snapshot has it.
absl::Status ReadCollection(std::string_view key, storage::Snapshot& snapshot,
                            const storage::WriteBatch& batch, int64_t& bytes) {
  const auto& entries = batch.entries();
  const auto last = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& entry) {
    return entry.space == Space::kIndexes && entry.key == key;
  });
  if (last != entries.rend()) {
    bytes = storage::ReadCounter(last->value);
    return absl::OkStatus();
  }
  return snapshot.Get(Space::kIndexes, {&key, 1}, [&](size_t, std::optional<std::string_view> row) {
    bytes = storage::ReadCounter(row.value_or(""));
  });
}

void PutCollection(std::string_view key, int64_t bytes, storage::WriteBatch& batch) {
  if (bytes == 0) return batch.Erase(Space::kIndexes, key);
  char* const row = batch.arena().Allocate(sizeof bytes);
  StoreLittle<uint64_t>(bytes, row);
  batch.Put(Space::kIndexes, key, {row, sizeof bytes});
}

int64_t GrowthOf(const Change& change, const IndexChanges& indexes) {
  int64_t growth = int64_t{change.size_after} - int64_t{change.size_before};
  for (const IndexChange& of : indexes) {
    if (of.index->is_local) growth += of.bytes_after() - of.bytes_before();
  }
  return growth;
}

}  // namespace

absl::Status UpdateItemCollection(const Change& change, const IndexChanges& indexes,
                                  int64_t bytes_max, storage::Snapshot& snapshot,
                                  storage::WriteBatch& batch, std::optional<int64_t>& bytes) {
  const std::string_view key = CollectionKey(*change.key);
  int64_t before = 0;
  STATOR_RETURN_IF_ERROR(ReadCollection(key, snapshot, batch, before));
  const int64_t growth = GrowthOf(change, indexes);
  const int64_t after = before + growth;
  if (growth > 0 && after > bytes_max) return error::ItemCollectionTooLarge();
  if (after != before) PutCollection(key, after, batch);
  bytes = after;
  return absl::OkStatus();
}

std::optional<ItemCollectionMetrics> MetricsOf(std::optional<ReturnItemCollectionMetrics> asked,
                                               const KeySchema& key, ItemView item,
                                               std::optional<int64_t> bytes) {
  if (asked != ReturnItemCollectionMetrics::kSize || !bytes) return std::nullopt;
  const std::string& partition = key.partition[0].name;
  const auto lower = static_cast<double>(*bytes / kGb);
  return ItemCollectionMetrics{
      .item_collection_key = Item{{partition, Value(*item.Find(partition))}},
      .size_estimate_range_gb = std::vector<double>{lower, lower + 1}};
}

void MetricsByTable::Add(std::string_view table_name, const KeySchema& key, ItemView item,
                         std::optional<int64_t> bytes) {
  auto metrics = MetricsOf(asked_, key, item, bytes);
  if (!metrics) return;
  std::vector<ItemCollectionMetrics>& of_table = tables_[std::string(table_name)];
  const auto same =
      std::find_if(of_table.begin(), of_table.end(), [&](const ItemCollectionMetrics& known) {
        return known.item_collection_key == metrics->item_collection_key;
      });
  if (same == of_table.end()) {
    of_table.push_back(*std::move(metrics));
  } else {
    *same = *std::move(metrics);
  }
}

std::optional<MetricsByTable::Result> MetricsByTable::Take() && {
  return tables_.empty() ? std::nullopt : std::optional(std::move(tables_));
}

}  // namespace stator::engine
