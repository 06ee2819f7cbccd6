// Writers keep the index in step with every item that they change from the commit on that switched
// time to live on (or off). A step works inside an Update, so it is serial with them, and what it
// has passed stays right.
#include "db/background/expiry_fill.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/expiry_index.h"
#include "db/engine/outcome.h"
#include "db/model/record.h"

namespace stator::background {
namespace {

using engine::TableDefinition;
using engine::TimeToLiveStage;
using storage::Decision;
using storage::Space;
using storage::Visit;

constexpr size_t kItemsPerStep = 64;
constexpr size_t kBytesPerFill = 256 * 1024;

bool IsUnfinished(const TableDefinition& table) {
  return table.time_to_live && (table.time_to_live->stage == TimeToLiveStage::kFilling ||
                                table.time_to_live->stage == TimeToLiveStage::kPurging);
}

}  // namespace

engine::TablePtr ExpiryFill::NextTable() const { return catalog_.FindIf(IsUnfinished); }

std::optional<Time> ExpiryFill::NextDue() {
  return NextTable() != nullptr ? std::optional(Time::min()) : std::nullopt;
}

absl::Status ExpiryFill::RunOnce(Time) {
  const engine::TablePtr table = NextTable();
  if (table == nullptr) return absl::OkStatus();
  // Any change of the table begins it again: it may have been switched off and on meanwhile.
  if (table != table_ || generation_ != store_.generation()) {
    table_ = table;
    generation_ = store_.generation();
    progress_ = {.failure = {}, .next = std::string(StoreKey::Table(table->schema().id).bytes())};
  }
  if (progress_.at_end) return Finish();
  Progress progress;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        return Step(snapshot, batch, progress);
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, progress.failure));
  progress_ = std::move(progress);
  return absl::OkStatus();
}

Decision ExpiryFill::Step(storage::Snapshot& snapshot, storage::WriteBatch& batch,
                          Progress& progress) const {
  if (!table_->IsCurrent()) return Decision::kReplan;
  const engine::TimeToLive& time_to_live = *table_->definition().time_to_live;
  StoreKey end = StoreKey::Table(table_->schema().id);
  const bool bounded = end.AdvanceBeyondPrefix();
  size_t items = 0;
  size_t bytes = 0;
  progress = {.failure = {}, .next = {}, .at_end = true};
  progress.failure = snapshot.Scan(
      {.space = Space::kItems,
       .begin = progress_.next,
       .end = bounded ? end.bytes() : std::string_view(),
       .row_hint = kItemsPerStep},
      [&](std::string_view key, std::string_view value) {
        if (items == kItemsPerStep || bytes > kBytesPerFill) {
          progress.next = key;
          progress.at_end = false;
          return Visit::kStop;
        }
        ++items;
        bytes += value.size();
        const auto record = ItemRecord::Read(value);
        const auto seconds =
            record ? engine::ExpiryOf(record->item(), time_to_live.attribute) : std::nullopt;
        if (!seconds) return Visit::kContinue;
        const std::string_view entry = batch.arena().Copy(engine::ExpiryKey(*seconds, key));
        if (time_to_live.enabled()) {
          batch.Put(Space::kExpiry, entry, {});
        } else {
          batch.Erase(Space::kExpiry, entry);
        }
        return Visit::kContinue;
      });
  return progress.failure.ok() ? Decision::kCommit : Decision::kRefuse;
}

absl::Status ExpiryFill::Finish() {
  const TableDefinition& done = table_->definition();
  const auto finished = catalog_.Update(
      done.name, [&](const TableDefinition& current) -> absl::StatusOr<TableDefinition> {
        // Dropped and created again, or changed: there is something else to do.
        if (!table_->IsCurrent()) return absl::AbortedError("the table has changed");
        TableDefinition edited = current;
        edited.time_to_live->stage =
            current.time_to_live->enabled() ? TimeToLiveStage::kOn : TimeToLiveStage::kOff;
        return edited;
      });
  const bool stale = !finished.ok() && !table_->IsCurrent();
  table_ = nullptr;
  return stale ? absl::OkStatus() : finished.status();
}

}  // namespace stator::background
