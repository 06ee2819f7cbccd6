// A step takes some shards, each in an Update that reads, erases, and leaves the mark up to which
// it came, so that a reader whose place was trimmed can be told so.
#include "db/background/log_trim.h"

#include <algorithm>

#include "db/background/step.h"
#include "db/base/status_macros.h"
#include "db/engine/log_reader.h"
#include "db/engine/outcome.h"
#include "db/engine/stream_edit.h"
#include "db/engine/table_stats.h"
#include "db/model/log_key.h"

namespace stator::background {
namespace {

using engine::ShardDefinition;
using engine::StreamDefinition;
using storage::Decision;
using storage::Space;
using storage::Visit;

// The first moment at which what is of `then` is past.
Time PastFrom(Time then) { return then + engine::kStreamRetention + std::chrono::microseconds(1); }

// To find the next that is due all are looked at, which a step for each would do too often.
constexpr int kShardsInAStep = 64;

// What one step erases of a shard.
struct Trimmed {
  int64_t records = 0;
  int64_t bytes = 0;
  Sequence last;
};

absl::Status EraseRecords(const StreamDefinition& stream, const ShardDefinition& shard, Time now,
                          storage::Snapshot& snapshot, storage::WriteBatch& batch,
                          Trimmed& trimmed) {
  StepBudget budget;
  return engine::ReadLog(snapshot, {stream.log, shard.number}, Sequence::First(),
                         [&](Sequence sequence, const ChangeRecord& record) {
                           if (budget.IsSpent() || !engine::IsPast(record.time, now))
                             return Visit::kStop;
                           const LogKey key(stream.log, shard.number, sequence);
                           batch.Erase(Space::kLog, batch.arena().Copy(key.bytes()));
                           const size_t bytes = record.bytes();
                           budget.Take(bytes);
                           ++trimmed.records;
                           trimmed.bytes += static_cast<int64_t>(bytes);
                           trimmed.last = sequence;
                           return Visit::kContinue;
                         });
}

}  // namespace

absl::StatusOr<Time> LogTrim::DueOf(const StreamDefinition& stream, const ShardDefinition& shard) {
  std::optional<engine::LogEntry> oldest;
  STATOR_RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(oldest, engine::OldestOf(snapshot, {stream.log, shard.number}));
    return absl::OkStatus();
  }));
  if (oldest) return PastFrom(oldest->time);
  return shard.closed ? PastFrom(*shard.closed) : Time::max();
}

std::optional<Time> LogTrim::NextDue() {
  std::optional<Time> first;
  for (const engine::StreamPtr& stream : catalog_.streams().All()) {
    for (const ShardDefinition& shard : stream->shards) {
      const Time due = DueOf(*stream, shard).value_or(Time::max());
      if (!first || due < *first) first = due;
    }
  }
  return first;
}

absl::Status LogTrim::Erase(const StreamDefinition& stream, const ShardDefinition& shard, Time now,
                            bool& erased) {
  absl::Status read;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        Trimmed trimmed;
        read = EraseRecords(stream, shard, now, snapshot, batch, trimmed);
        if (!read.ok()) return Decision::kRefuse;
        erased = trimmed.records > 0;
        if (!erased) return Decision::kCommit;
        storage::Arena& arena = batch.arena();
        batch.Put(Space::kLog, arena.Copy(LogKey::OfTrimMark(stream.log, shard.number)),
                  arena.Copy(EncodeSequence(trimmed.last)));
        engine::AddToStats(stream.log, -trimmed.records, -trimmed.bytes, batch);
        return Decision::kCommit;
      });
  if (outcome.kind == storage::Outcome::Kind::kReplan) {
    erased = true;  // For all that is known; the next step will see.
    return absl::OkStatus();
  }
  return engine::StatusOf(outcome, read);
}

absl::Status LogTrim::RunOnce(Time now) {
  int shards_left = kShardsInAStep;
  for (const engine::StreamPtr& stream : catalog_.streams().All()) {
    std::vector<uint32_t> empty;
    for (const ShardDefinition& shard : stream->shards) {
      STATOR_ASSIGN_OR_RETURN(const Time due, DueOf(*stream, shard));
      if (now < due) continue;
      bool erased = false;
      STATOR_RETURN_IF_ERROR(Erase(*stream, shard, now, erased));
      if (!erased) empty.push_back(shard.number);
      if (erased && --shards_left == 0) return absl::OkStatus();
    }
    if (!empty.empty()) return catalog_.ForgetShards(*stream, empty);
    if (shards_left < kShardsInAStep) return absl::OkStatus();
  }
  return absl::OkStatus();
}

}  // namespace stator::background
