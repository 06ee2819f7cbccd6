// ItemCount and TableSizeBytes (of an index, IndexSizeBytes), kept exactly: each change adds its
// difference to two counters in the same commit. Never read by a write, so never a reason for
// writers to conflict.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/model/change.h"
#include "db/storage/store.h"

namespace stator::engine {

struct TableStats {
  int64_t item_count = 0;
  int64_t size_bytes = 0;  // As DynamoDB counts.
};

void AddToTableStats(const Change& change, storage::WriteBatch& batch);
// Of a table or an index, by id.
void AddToStats(TableId id, int64_t items, int64_t bytes, storage::WriteBatch& batch);
absl::StatusOr<TableStats> ReadTableStats(storage::Store& store, TableId table);
// Of tables and of indexes, which are counted alike, at one moment and in the order of `ids`.
absl::StatusOr<std::vector<TableStats>> ReadStats(storage::Store& store,
                                                  absl::Span<const TableId> ids);
// For the purge of a dropped table or index.
void EraseTableStats(TableId table, storage::WriteBatch& batch);

}  // namespace stator::engine
