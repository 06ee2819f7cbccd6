// A step reads what was dropped and erases of it in one Update, so that it needs to remember
// nothing: what is left of the table or index is what the next step finds first, and what a rewind
// has brought back is not erased.
#include "db/background/purge.h"

#include <algorithm>

#include "db/background/step.h"
#include "db/base/status_macros.h"
#include "db/engine/catalog_rows.h"
#include "db/engine/expiry_index.h"
#include "db/engine/outcome.h"
#include "db/engine/table_stats.h"
#include "db/model/key.h"
#include "db/model/record.h"

namespace stator::background {
namespace {

using engine::Dropped;
using storage::Decision;
using storage::Space;
using storage::Visit;

void EraseExpiryEntry(std::string_view attribute, std::string_view key, std::string_view value,
                      storage::WriteBatch& batch) {
  const auto record = ItemRecord::Read(value);
  const auto seconds = record ? engine::ExpiryOf(record->item(), attribute) : std::nullopt;
  if (!seconds) return;
  batch.Erase(Space::kExpiry, batch.arena().Copy(engine::ExpiryKey(*seconds, key)));
}

// Puts the erasure of the first rows of what was dropped in one space, and of what follows from
// them, into the batch; clears `done` when there are more than the budget allows.
absl::Status EraseSome(const Dropped& dropped, Space space, StepBudget& budget,
                       storage::Snapshot& snapshot, storage::WriteBatch& batch, bool& done) {
  const StoreKey begin = StoreKey::Table(dropped.id);
  StoreKey end = begin;
  const bool bounded = end.AdvanceBeyondPrefix();
  return snapshot.Scan({.space = space,
                        .begin = begin.bytes(),
                        .end = bounded ? end.bytes() : std::string_view(),
                        .row_hint = StepBudget::kRows},
                       [&](std::string_view key, std::string_view value) {
                         if (budget.IsSpent()) {
                           done = false;
                           return Visit::kStop;
                         }
                         batch.Erase(space, batch.arena().Copy(key));
                         if (space == Space::kItems && !dropped.expiry_attribute.empty()) {
                           EraseExpiryEntry(dropped.expiry_attribute, key, value, batch);
                         }
                         budget.Take(value.size());
                         return Visit::kContinue;
                       });
}

// Of a table, its items first, then the sizes of its item collections.
absl::Status EraseSome(const Dropped& dropped, storage::Snapshot& snapshot,
                       storage::WriteBatch& batch, bool& done) {
  StepBudget budget;
  done = true;
  STATOR_RETURN_IF_ERROR(EraseSome(dropped, dropped.space, budget, snapshot, batch, done));
  if (!done || dropped.space != Space::kItems) return absl::OkStatus();
  return EraseSome(dropped, Space::kIndexes, budget, snapshot, batch, done);
}

// Of what was dropped first, and last of all that it was.
absl::Status EraseSome(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<Dropped> dropped, engine::FirstDropped(snapshot));
  if (!dropped) return absl::OkStatus();
  bool done = false;
  STATOR_RETURN_IF_ERROR(EraseSome(*dropped, snapshot, batch, done));
  if (!done) return absl::OkStatus();
  engine::EraseTableStats(dropped->id, batch);
  engine::EraseDropped(dropped->id, batch);
  return absl::OkStatus();
}

}  // namespace

std::optional<Time> Purge::NextSettlement() const {
  std::optional<Time> first;
  const auto consider = [&](std::optional<Time> deleted) {
    if (deleted && (!first || *deleted + delay_ < *first)) first = *deleted + delay_;
  };
  catalog_.FindIf([&](const engine::TableDefinition& table) {
    consider(table.deleted);
    for (const engine::IndexDefinition& index : table.indexes) consider(index.deleted);
    return false;
  });
  return first;
}

std::optional<Time> Purge::NextDue() {
  const auto dropped = engine::FirstDropped(store_);
  return dropped.ok() && *dropped ? std::optional(Time::min()) : NextSettlement();
}

absl::Status Purge::RunUntil(Time horizon, Time /*now*/) {
  STATOR_RETURN_IF_ERROR(catalog_.Settle({.now = horizon, .delay = delay_}));
  absl::Status read;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        read = EraseSome(snapshot, batch);
        return read.ok() ? Decision::kCommit : Decision::kRefuse;
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  return engine::StatusOf(outcome, read);
}

}  // namespace stator::background
