#include "db/engine/writer.h"

#include <utility>

#include "db/base/check.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/expiry_index.h"
#include "db/engine/hooked_write.h"
#include "db/engine/item_collection.h"
#include "db/engine/reader.h"
#include "db/engine/secondary_index.h"
#include "db/engine/table_stats.h"
#include "db/model/change.h"
#include "db/model/record.h"
#include "db/plan/index_key_check.h"

namespace stator::engine {
namespace {

using storage::Decision;
using storage::Space;

// The item as it will be. `bytes` owns what an update made; a put's item is the request's own.
struct NewImage {
  std::optional<ItemView> item;  // nullopt: deleted.
  size_t size = 0;
  std::string bytes;
  expression::UpdateTrace trace;  // Which attributes an update touched, for UPDATED_OLD and _NEW.
};

absl::Status ApplyUpdate(const plan::Mutation& mutation, std::optional<ItemView> before,
                         NewImage& image) {
  // An update of what is not there begins with the key. One that only removes makes no item.
  const ItemView base = before.value_or(mutation.item);
  if (mutation.update == nullptr) {
    image.bytes = std::string(base.encoded());
  } else {
    if (!before && !mutation.update->CreatesItem()) return absl::OkStatus();
    if (absl::Status updated = mutation.update->Apply(base, image.bytes, image.trace);
        !updated.ok()) {
      return updated;
    }
  }
  image.item = ItemView(std::string_view(image.bytes));
  image.size = image.item->SizeAsItem();
  const bool fits =
      image.size <= limits::kItemBytesMax && image.trace.bytes_written() <= limits::kItemBytesMax;
  if (!fits) return error::ItemTooLargeAfterUpdate();
  const TableSchema& schema = *mutation.address.schema;
  STATOR_RETURN_IF_ERROR(plan::CheckIndexKeysAfterUpdate(schema, before, *image.item));
  return plan::FitsWithLocalEntries(schema, *image.item, image.size)
             ? absl::OkStatus()
             : error::ItemTooLargeAfterUpdate();
}

absl::Status MakeImage(const plan::Mutation& mutation, std::optional<ItemView> before,
                       NewImage& image) {
  switch (mutation.kind) {
    case plan::MutationKind::kPut:
      image.item = mutation.item;
      image.size = mutation.item_size;
      return absl::OkStatus();
    case plan::MutationKind::kUpdate:
      return ApplyUpdate(mutation, before, image);
    case plan::MutationKind::kDelete:
    case plan::MutationKind::kCheck:
      return absl::OkStatus();
  }
  STATOR_CHECK(false);
}

std::optional<Item> Copy(const std::optional<ItemView>& item) {
  return item ? std::optional<Item>(std::in_place, *item) : std::nullopt;
}

std::optional<Item> ReturnedBy(const plan::Mutation& mutation, std::optional<ItemView> before,
                               const NewImage& image) {
  switch (mutation.return_values) {
    case ReturnValues::kNone:
      return std::nullopt;
    case ReturnValues::kAllOld:
      return Copy(before);
    case ReturnValues::kAllNew:
      return Copy(image.item);
    case ReturnValues::kUpdatedOld:
      return image.trace.TouchedBefore(before);
    case ReturnValues::kUpdatedNew:
      return image.trace.TouchedAfter(image.item);
  }
  STATOR_CHECK(false);
}

void PutRecord(const Change& change, storage::WriteBatch& batch) {
  const std::string_view key = change.key->bytes();
  if (!change.after) return batch.Erase(Space::kItems, key);
  const size_t bytes = ItemRecord::BytesFor(*change.after);
  char* record = batch.arena().Allocate(bytes);
  ItemRecord::Write(*change.after, change.size_after, change.schema->key.partition[0].name, record);
  batch.PutStampedValue(Space::kItems, key, {record, bytes}, ItemRecord::kStampOffset);
}

// Everything that follows from a change, in the commit of the change. First what may refuse it.
absl::Status Apply(const Table& table, const Change& change, Time now, storage::Snapshot& snapshot,
                   storage::WriteBatch& batch, WriteResult& result) {
  const TableSchema& schema = *change.schema;
  const IndexChanges indexes = schema.indexes.empty() ? IndexChanges() : ChangesOfIndexes(change);
  if (schema.HasLocalIndex()) {
    STATOR_RETURN_IF_ERROR(UpdateItemCollection(change, indexes, table.item_collection_bytes_max(),
                                                snapshot, batch, result.collection_bytes));
  }
  if (!change.before && !change.after) return absl::OkStatus();
  PutRecord(change, batch);
  AddToTableStats(change, batch);
  const std::optional<TimeToLive>& time_to_live = table.definition().time_to_live;
  if (time_to_live && time_to_live->indexed()) UpdateExpiryIndex(*time_to_live, change, batch);
  if (table.log() != nullptr) table.log()->Append(change, now, batch);
  if (indexes.empty()) return absl::OkStatus();
  return UpdateIndexes(change, indexes, snapshot, batch, result.index_units);
}

// The decision proper, on the item as it is: what `before` borrows dies with the visit.
Decision DecideOn(const Table& table, const plan::Mutation& mutation,
                  const std::optional<ItemRecord>& record, storage::Snapshot& snapshot,
                  storage::WriteBatch& batch, ChangeVisitor changed, WriteResult& result) {
  const auto before = record ? std::optional(record->item()) : std::nullopt;
  if (mutation.condition != nullptr && !mutation.condition->Matches(before.value_or(ItemView()))) {
    result.condition_failed = true;
    result.is_duplicate = mutation.is_insert;
    if (mutation.return_item_on_failure) result.attributes = Copy(before);
    return Decision::kRefuse;
  }
  if (mutation.kind == plan::MutationKind::kCheck) {
    result.size_before = result.size_after = record ? record->item_size() : 0;
    return Decision::kCommit;
  }
  NewImage image;
  result.refusal = MakeImage(mutation, before, image);
  if (!result.refusal.ok()) return Decision::kRefuse;
  result.attributes = ReturnedBy(mutation, before, image);
  result.size_before = record ? record->item_size() : 0;
  result.size_after = image.size;
  const Change change{.schema = mutation.address.schema,
                      .key = &mutation.address.store_key,
                      .secret = &mutation.address.secret,
                      .before = before,
                      .after = image.item,
                      .size_before = static_cast<uint32_t>(result.size_before),
                      .size_after = static_cast<uint32_t>(result.size_after),
                      .actor = mutation.actor,
                      .cause = mutation.cause.get()};
  result.refusal = Apply(table, change, mutation.now, snapshot, batch, result);
  if (result.refusal.ok() && (change.before || change.after)) result.refusal = changed(change);
  return result.refusal.ok() ? Decision::kCommit : Decision::kRefuse;
}

}  // namespace

absl::Status RefusalOf(WriteResult& result) {
  if (!result.condition_failed) return std::move(result.refusal);
  return result.is_duplicate ? error::DuplicateItem() : error::ConditionFailed(result.attributes);
}

Decision DecideWrite(const Table& table, const plan::Mutation& mutation,
                     storage::Snapshot& snapshot, storage::WriteBatch& batch, WriteResult& result) {
  if (table.hooks().any()) [[unlikely]]
    return DecideHookedWrite(table, mutation, snapshot, batch, result);
  const auto nobody = [](const Change&) { return absl::OkStatus(); };
  return DecideAlone(table, mutation, snapshot, batch, nobody, result);
}

Decision DecideAlone(const Table& table, const plan::Mutation& mutation,
                     storage::Snapshot& snapshot, storage::WriteBatch& batch, ChangeVisitor changed,
                     WriteResult& result) {
  if (!table.IsCurrent()) return Decision::kReplan;
  result = WriteResult();
  Decision decision = Decision::kRefuse;
  const absl::Status read =
      ReadItem(snapshot, mutation.address, [&](const std::optional<ItemRecord>& record) {
        decision = DecideOn(table, mutation, record, snapshot, batch, changed, result);
      });
  if (read.ok()) return decision;
  result.refusal = read;
  return Decision::kRefuse;
}

}  // namespace stator::engine
