// A step reads and erases in one Update, so that it needs to remember nothing: what is left of the
// table is what the next step finds first.
#include "db/background/table_purge.h"

#include "db/base/status_macros.h"
#include "db/engine/expiry_index.h"
#include "db/engine/outcome.h"
#include "db/engine/table_stats.h"
#include "db/model/key.h"
#include "db/model/record.h"

namespace stator::background {
namespace {

using storage::Decision;
using storage::Space;
using storage::Visit;

constexpr size_t kItemsPerStep = 64;
constexpr size_t kBytesPerStep = 256 * 1024;

void EraseExpiryEntry(std::string_view attribute, std::string_view key, std::string_view value,
                      storage::WriteBatch& batch) {
  const auto record = ItemRecord::Read(value);
  const auto seconds = record ? engine::ExpiryOf(record->item(), attribute) : std::nullopt;
  if (!seconds) return;
  batch.Erase(Space::kExpiry, batch.arena().Copy(engine::ExpiryKey(*seconds, key)));
}

// Puts the erasure of the first items of `table` and of what follows from them into the batch; sets
// `done` when there are no more.
absl::Status EraseSome(const engine::Catalog::Dropped& table, storage::Snapshot& snapshot,
                       storage::WriteBatch& batch, bool& done) {
  const StoreKey begin = StoreKey::Table(table.id);
  StoreKey end = begin;
  const bool bounded = end.AdvanceBeyondPrefix();
  size_t items = 0;
  size_t bytes = 0;
  done = true;
  return snapshot.Scan({.space = Space::kItems,
                        .begin = begin.bytes(),
                        .end = bounded ? end.bytes() : std::string_view(),
                        .row_hint = kItemsPerStep},
                       [&](std::string_view key, std::string_view value) {
                         if (items == kItemsPerStep || bytes > kBytesPerStep) {
                           done = false;
                           return Visit::kStop;
                         }
                         batch.Erase(Space::kItems, batch.arena().Copy(key));
                         if (!table.expiry_attribute.empty()) {
                           EraseExpiryEntry(table.expiry_attribute, key, value, batch);
                         }
                         ++items;
                         bytes += value.size();
                         return Visit::kContinue;
                       });
}

}  // namespace

std::optional<Time> TablePurge::NextDue() {
  const auto dropped = catalog_.NextDropped();
  return dropped.ok() && *dropped ? std::optional(Time::min()) : std::nullopt;
}

absl::Status TablePurge::RunOnce(Time) {
  STATOR_ASSIGN_OR_RETURN(const auto table, catalog_.NextDropped());
  if (!table) return absl::OkStatus();
  absl::Status read;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        bool done = false;
        read = EraseSome(*table, snapshot, batch, done);
        if (!read.ok()) return Decision::kRefuse;
        if (done) {
          engine::EraseTableStats(table->id, batch);
          engine::Catalog::ForgetDropped(table->id, batch);
        }
        return Decision::kCommit;
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  return engine::StatusOf(outcome, read);
}

}  // namespace stator::background
