// What follows from a change for the secondary indexes of its table, in the commit of the change:
// so an index is never behind its table. Each index is brought from what it held of the item before
// to what it holds of it now, and an index for which those are the same is not written to.
//
// An entry is an ordinary item record, of the item that the index holds (model/index_entry), so
// that a Query of an index is a Query of a table.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "db/engine/capacity.h"
#include "db/model/change.h"
#include "db/storage/store.h"

namespace stator::engine {

// Brings every index of change.schema up to date. `snapshot` is that of the change's Update; it is
// asked only while an index is being filled. Appends to `units` what each index that was written to
// costs. Errors: those of the store; then the batch must not be committed.
absl::Status UpdateIndexes(const Change& change, storage::Snapshot& snapshot,
                           storage::WriteBatch& batch, UnitsOfIndexes& units);

// For the backfill of an index: puts the entry of an item as it is on `snapshot`, that of the same
// Update, unless it is there already or the item has none. Statistics follow. Adds to `bytes` what
// was put.
absl::Status FillIndex(const TableSchema& schema, const IndexSchema& index,
                       const DigestSecret& secret, ItemView item, size_t item_size,
                       storage::Snapshot& snapshot, storage::WriteBatch& batch, size_t& bytes);

}  // namespace stator::engine
