// The heart: how a Mutation becomes a Change, and a Change becomes bytes.
//
// Decide, then apply. Deciding reads the item as it is, checks the condition, computes the new
// image and its size, and may refuse, having written nothing. Applying fills the batch: the item,
// and each consequence of the Change. Since a decision leaves no trace, the store may ask for it as
// often as it likes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "db/engine/capacity.h"
#include "db/engine/table.h"
#include "db/engine/write_hook.h"
#include "db/plan/mutation.h"
#include "db/storage/store.h"

namespace stator::engine {

// What a write leaves behind for its result. Owns its bytes; assigned anew by each decision.
struct WriteResult {
  absl::Status refusal;  // Why kRefuse, but for a false condition.
  bool condition_failed = false;
  bool is_duplicate = false;       // It was that of an insert.
  std::optional<Item> attributes;  // What ReturnValues asks for; with a false condition, the item.
  size_t size_before = 0;          // As DynamoDB counts; 0 where there was none.
  size_t size_after = 0;
  // Of the item's collection after the write; nullopt where there are none (item_collection.h).
  std::optional<int64_t> collection_bytes;
  UnitsOfIndexes index_units;  // Of those that were written to. Borrows from the table.
  // What the table's write hooks wanted beside it: the batch borrows from it.
  std::vector<std::unique_ptr<HookedWrites>> hooked;
};

// The status of a write that was refused: that of `result`, DuplicateItemException, or
// ConditionalCheckFailedException with the item attached.
absl::Status RefusalOf(WriteResult& result);

// Decides one mutation of `table` on `snapshot` and, if it is to be, fills `batch`.
storage::Decision DecideWrite(const Table& table, const plan::Mutation& mutation,
                              storage::Snapshot& snapshot, storage::WriteBatch& batch,
                              WriteResult& result);

// Told of a change that is going to be written; its views die with the call. An error refuses the
// write.
using ChangeVisitor = absl::FunctionRef<absl::Status(const Change&)>;

// The same without the table's write hooks. `changed` is called when there is a change.
storage::Decision DecideAlone(const Table& table, const plan::Mutation& mutation,
                              storage::Snapshot& snapshot, storage::WriteBatch& batch,
                              ChangeVisitor changed, WriteResult& result);

}  // namespace stator::engine
