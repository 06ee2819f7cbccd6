// What follows from a change for the secondary indexes of its table, in the commit of the change:
// so an index is never behind its table. Each index is brought from what it held of the item before
// to what it holds of it now, and an index for which those are the same is not written to.
//
// An entry is an ordinary item record, of the item that the index holds (model/index_entry), so
// that a Query of an index is a Query of a table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "db/engine/capacity.h"
#include "db/model/change.h"
#include "db/model/index_entry.h"
#include "db/storage/store.h"

namespace stator::engine {

// What one index holds of an item, before a change of it and after.
struct IndexChange {
  const IndexSchema* index;
  std::optional<IndexEntry> before{};
  std::optional<IndexEntry> after{};

  int64_t bytes_before() const { return before ? static_cast<int64_t>(before->size()) : 0; }
  int64_t bytes_after() const { return after ? static_cast<int64_t>(after->size()) : 0; }
};
using IndexChanges = absl::InlinedVector<IndexChange, 4>;

// What a change means for the indexes of change.schema, of which nothing is written yet. Borrows
// from the change.
IndexChanges ChangesOfIndexes(const Change& change);

// Brings the indexes up to date. `snapshot` is that of the change's Update; it is asked only while
// an index is being filled. Appends to `units` what each index that was written to costs. Errors:
// those of the store; then the batch must not be committed.
absl::Status UpdateIndexes(const Change& change, const IndexChanges& indexes,
                           storage::Snapshot& snapshot, storage::WriteBatch& batch,
                           UnitsOfIndexes& units);

// For the backfill of an index: puts the entry of an item as it is on `snapshot`, that of the same
// Update, unless it is there already or the item has none. Statistics follow. Adds to `bytes` what
// was put.
absl::Status FillIndex(const TableSchema& schema, const IndexSchema& index,
                       const DigestSecret& secret, ItemView item, size_t item_size,
                       storage::Snapshot& snapshot, storage::WriteBatch& batch, size_t& bytes);

}  // namespace stator::engine
