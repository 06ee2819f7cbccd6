// The index says what may be due, and the item has the last word: each step reads the items of the
// first entries again, in the Update that deletes them, since a write may have come between.
#include "db/background/expiry_sweep.h"

#include <deque>
#include <vector>

#include "db/engine/expiry_index.h"
#include "db/engine/outcome.h"
#include "db/engine/writer.h"
#include "db/model/record.h"
#include "db/plan/mutation.h"
#include "stator/error.h"

namespace stator::background {
namespace {

using engine::ExpiryEntry;
using storage::Decision;
using storage::Space;
using storage::Visit;

constexpr size_t kEntriesPerStep = 64;
constexpr size_t kBytesPerStep = 1024 * 1024;

// Amazon DynamoDB Developer Guide, "Using time to live": an item whose time lies further back than
// five years is not deleted.
constexpr std::chrono::seconds kIgnoredAfter = std::chrono::years(5);

bool IsIgnored(int64_t seconds, Time now) {
  return Time(std::chrono::seconds(seconds)) < now - kIgnoredAfter;
}

// The deletions of a step. The batch borrows their keys, so they stay where they are until the
// Update is done.
using Deletions = std::deque<plan::Mutation>;

// One step, on the snapshot of its Update.
class Step {
 public:
  Step(const engine::Catalog& catalog, storage::Snapshot& snapshot, storage::WriteBatch& batch,
       Deletions& deletions, const DigestSecret& secret, Time now)
      : catalog_(catalog),
        snapshot_(snapshot),
        batch_(batch),
        deletions_(deletions),
        secret_(secret),
        now_(now) {}

  Decision Run(const std::vector<ExpiryEntry>& due, absl::Status& failure) {
    for (const ExpiryEntry& entry : due) {
      batch_.Erase(Space::kExpiry,
                   batch_.arena().Copy(engine::ExpiryKey(entry.seconds, entry.item.bytes())));
      const Decision decision = DeleteIfExpired(entry, failure);
      if (decision != Decision::kCommit) return decision;
      if (bytes_ > kBytesPerStep) break;
    }
    return Decision::kCommit;
  }

 private:
  // The partition key of the item if it expires when the entry says, else nullopt.
  absl::StatusOr<std::optional<Value>> PartitionOfExpired(const engine::Table& table,
                                                          const ExpiryEntry& entry) {
    std::optional<Value> partition;
    const std::string_view key = entry.item.bytes();
    const absl::Status read =
        snapshot_.Get(Space::kItems, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
          const auto record = value ? ItemRecord::Read(*value) : std::nullopt;
          if (!record) return;
          bytes_ += value->size();
          const std::string& attribute = table.definition().time_to_live->attribute;
          if (engine::ExpiryOf(record->item(), attribute) != entry.seconds) return;
          const auto found = record->item().Find(table.schema().key.partition[0].name);
          if (found) partition.emplace(*found);
        });
    if (!read.ok()) return read;
    return partition;
  }

  Decision DeleteIfExpired(const ExpiryEntry& entry, absl::Status& failure) {
    if (IsIgnored(entry.seconds, now_)) return Decision::kCommit;
    const engine::Table* table = TableOf(entry);
    if (table == nullptr) return Decision::kCommit;
    const auto partition = PartitionOfExpired(*table, entry);
    // A damaged item is left to whoever repairs it, without its entry: the sweep must go on.
    if (IsError(partition.status(), ErrorCode::kCorruption)) return Decision::kCommit;
    failure = partition.status();
    if (!failure.ok()) return Decision::kRefuse;
    if (!*partition) return Decision::kCommit;
    deletions_.push_back(
        {.kind = plan::MutationKind::kDelete,
         .address = {&table->schema(), entry.item, ValueView((*partition)->encoded()), secret_},
         .item = {},
         .actor = Actor::kTimeToLive,
         .now = now_});
    engine::WriteResult result;
    const Decision decision =
        engine::DecideWrite(*table, deletions_.back(), snapshot_, batch_, result);
    if (decision == Decision::kRefuse) failure = engine::RefusalOf(result);
    return decision;
  }

  // The entry's table, if it still has time to live. Entries that follow each other are often of
  // one table.
  const engine::Table* TableOf(const ExpiryEntry& entry) {
    const TableId id = StoreKey::TableOf(entry.item.bytes());
    if (table_ == nullptr || table_->schema().id != id) {
      table_ = catalog_.FindIf([id](const engine::TableDefinition& d) {
        return d.id == id && d.time_to_live && d.time_to_live->enabled();
      });
    }
    return table_.get();
  }

  const engine::Catalog& catalog_;
  storage::Snapshot& snapshot_;
  storage::WriteBatch& batch_;
  Deletions& deletions_;
  const DigestSecret secret_;
  const Time now_;
  size_t bytes_ = 0;
  engine::TablePtr table_;
};

}  // namespace

Time ExpirySweep::DueFrom(int64_t seconds) const {
  const Time expired = engine::ExpiredFrom(seconds);
  return expired < Time::max() - delay_ ? expired + delay_ : Time::max();
}

std::optional<Time> ExpirySweep::NextDue() {
  std::optional<Time> due;
  const absl::Status read = store_.View([&](storage::Snapshot& snapshot) {
    return snapshot.Scan({.space = Space::kExpiry, .begin = {}, .end = {}, .row_hint = 1},
                         [&](std::string_view key, std::string_view) {
                           const auto entry = engine::ParseExpiryKey(key);
                           // What is no entry is dropped at once.
                           due = entry ? DueFrom(entry->seconds) : Time::min();
                           return Visit::kStop;
                         });
  });
  if (!read.ok()) return Time::max();  // To be read again.
  if (due) return due;
  const engine::TablePtr waiting = catalog_.FindIf(
      [](const engine::TableDefinition& d) { return d.time_to_live && d.time_to_live->enabled(); });
  return waiting != nullptr ? std::optional(Time::max()) : std::nullopt;
}

absl::Status ExpirySweep::RunUntil(Time horizon, Time now) {
  absl::Status failure;
  std::vector<ExpiryEntry> due;
  Deletions deletions;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        due.clear();
        deletions.clear();
        failure = snapshot.Scan(
            {.space = Space::kExpiry, .begin = {}, .end = {}, .row_hint = kEntriesPerStep},
            [&](std::string_view key, std::string_view) {
              const auto entry = engine::ParseExpiryKey(key);
              if (!entry) {
                batch.Erase(Space::kExpiry, batch.arena().Copy(key));
                return Visit::kContinue;
              }
              if (horizon < DueFrom(entry->seconds) || due.size() == kEntriesPerStep) {
                return Visit::kStop;
              }
              due.push_back(*entry);
              return Visit::kContinue;
            });
        if (!failure.ok()) return Decision::kRefuse;
        return Step(catalog_, snapshot, batch, deletions, {store_.identity().secret}, now)
            .Run(due, failure);
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) return absl::OkStatus();  // The next step.
  return engine::StatusOf(outcome, failure);
}

}  // namespace stator::background
