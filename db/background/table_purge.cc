// A step reads and erases in one Update, so that it needs to remember nothing: what is left of the
// table is what the next step finds first.
#include "db/background/table_purge.h"

#include "db/base/status_macros.h"
#include "db/engine/outcome.h"
#include "db/engine/table_stats.h"
#include "db/model/key.h"

namespace stator::background {
namespace {

using storage::Decision;
using storage::Space;
using storage::Visit;

constexpr size_t kItemsPerStep = 64;
constexpr size_t kBytesPerStep = 256 * 1024;

// Puts the erasure of the first items of `table` into the batch; sets `done` when there are no
// more.
absl::Status EraseSome(TableId table, storage::Snapshot& snapshot, storage::WriteBatch& batch,
                       bool& done) {
  const StoreKey begin = StoreKey::Table(table);
  StoreKey end = begin;
  const bool bounded = end.AdvanceBeyondPrefix();
  size_t bytes = 0;
  done = true;
  return snapshot.Scan({.space = Space::kItems,
                        .begin = begin.bytes(),
                        .end = bounded ? end.bytes() : std::string_view(),
                        .row_hint = kItemsPerStep},
                       [&](std::string_view key, std::string_view value) {
                         if (batch.entries().size() == kItemsPerStep || bytes > kBytesPerStep) {
                           done = false;
                           return Visit::kStop;
                         }
                         batch.Erase(Space::kItems, batch.arena().Copy(key));
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
  STATOR_ASSIGN_OR_RETURN(const std::optional<TableId> table, catalog_.NextDropped());
  if (!table) return absl::OkStatus();
  absl::Status read;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        bool done = false;
        read = EraseSome(*table, snapshot, batch, done);
        if (!read.ok()) return Decision::kRefuse;
        if (done) {
          engine::EraseTableStats(*table, batch);
          engine::Catalog::ForgetDropped(*table, batch);
        }
        return Decision::kCommit;
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  return engine::StatusOf(outcome, read);
}

}  // namespace stator::background
