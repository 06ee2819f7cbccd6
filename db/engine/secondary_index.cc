// A writer maintains an index from the commit that creates it, while a backfill puts the entries of
// older items. So while an index is filled the entry of what an item was may be missing. Erasing it
// is no error, but the statistics count what is there: whether it was is asked of the snapshot,
// then and only then.
#include "db/engine/secondary_index.h"

#include <optional>
#include <string_view>

#include "db/base/status_macros.h"
#include "db/engine/table_stats.h"
#include "db/model/index_entry.h"
#include "db/model/record.h"

namespace stator::engine {
namespace {

using storage::Space;

void PutEntry(const IndexSchema& index, const IndexEntry& entry, const StoreKey& key,
              storage::WriteBatch& batch) {
  const size_t bytes = ItemRecord::BytesFor(entry.item());
  char* const record = batch.arena().Allocate(bytes);
  ItemRecord::Write(entry.item(), entry.size(), index.key.partition[0].name, record);
  batch.PutStampedValue(Space::kIndexes, batch.arena().Copy(key.bytes()), {record, bytes},
                        ItemRecord::kStampOffset);
}

absl::Status IsThere(const StoreKey& key, storage::Snapshot& snapshot, bool& there) {
  const std::string_view bytes = key.bytes();
  return snapshot.Get(Space::kIndexes, {&bytes, 1},
                      [&](size_t, std::optional<std::string_view> entry) { there = !!entry; });
}

// Two writes where the entry moves: one is erased, another put.
double UnitsOf(const std::optional<IndexEntry>& before, const std::optional<IndexEntry>& after,
               bool moves) {
  const size_t size_before = before ? before->size() : 0;
  const size_t size_after = after ? after->size() : 0;
  if (moves) return WriteUnits(size_before, 0) + WriteUnits(0, size_after);
  return WriteUnits(size_before, size_after);
}

absl::Status UpdateIndex(const IndexChange& change, const DigestSecret& secret,
                         storage::Snapshot& snapshot, storage::WriteBatch& batch,
                         UnitsOfIndexes& units) {
  const auto& [changed, before, after] = change;
  const IndexSchema& index = *changed;
  if (!before && !after) return absl::OkStatus();
  if (before && after && before->item() == after->item()) return absl::OkStatus();

  const std::optional<StoreKey> old_key =
      before ? std::optional(before->Key(secret)) : std::nullopt;
  const std::optional<StoreKey> new_key = after ? std::optional(after->Key(secret)) : std::nullopt;
  bool was_there = before.has_value();
  if (was_there && index.is_backfilling) {
    STATOR_RETURN_IF_ERROR(IsThere(*old_key, snapshot, was_there));
  }
  if (old_key && old_key != new_key) {
    batch.Erase(Space::kIndexes, batch.arena().Copy(old_key->bytes()));
  }
  if (new_key) PutEntry(index, *after, *new_key, batch);
  const int64_t bytes_before = was_there ? change.bytes_before() : 0;
  AddToStats(index.id, int64_t{after.has_value()} - int64_t{was_there},
             change.bytes_after() - bytes_before, batch);
  units.push_back({&index, UnitsOf(before, after, old_key && new_key && old_key != new_key)});
  return absl::OkStatus();
}

}  // namespace

IndexChanges ChangesOfIndexes(const Change& change) {
  const KeySchema& table_key = change.schema->key;
  IndexChanges changes;
  for (const IndexSchema& index : change.schema->indexes) {
    IndexChange& of_index = changes.emplace_back();
    of_index.index = &index;
    if (change.before) {
      of_index.before = IndexEntry::Of(index, table_key, *change.before, change.size_before);
    }
    if (change.after) {
      of_index.after = IndexEntry::Of(index, table_key, *change.after, change.size_after);
    }
  }
  return changes;
}

absl::Status UpdateIndexes(const Change& change, const IndexChanges& indexes,
                           storage::Snapshot& snapshot, storage::WriteBatch& batch,
                           UnitsOfIndexes& units) {
  for (const IndexChange& index : indexes) {
    STATOR_RETURN_IF_ERROR(UpdateIndex(index, *change.secret, snapshot, batch, units));
  }
  return absl::OkStatus();
}

absl::Status FillIndex(const TableSchema& schema, const IndexSchema& index,
                       const DigestSecret& secret, ItemView item, size_t item_size,
                       storage::Snapshot& snapshot, storage::WriteBatch& batch, size_t& bytes) {
  const auto entry = IndexEntry::Of(index, schema.key, item, item_size);
  if (!entry) return absl::OkStatus();
  const StoreKey key = entry->Key(secret);
  bool there = false;
  STATOR_RETURN_IF_ERROR(IsThere(key, snapshot, there));
  if (there) return absl::OkStatus();
  PutEntry(index, *entry, key, batch);
  AddToStats(index.id, 1, static_cast<int64_t>(entry->size()), batch);
  bytes += entry->size();
  return absl::OkStatus();
}

}  // namespace stator::engine
