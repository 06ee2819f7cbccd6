#include "db/trigger/batch.h"

#include <algorithm>
#include <utility>

#include "db/base/status_macros.h"
#include "db/model/log_key.h"
#include "db/trigger/event.h"
#include "stator/trigger.h"

namespace stator::trigger {
namespace {

using storage::Visit;

// So many records are passed over in one reading at most: it holds a snapshot meanwhile.
constexpr int64_t kLookedAtMax = 10'000;

// Puts together one batch.
class BatchReader {
 public:
  BatchReader(const engine::StreamDefinition& stream, Sequence after, const BatchRules& rules,
              const engine::StreamOrigin& origin)
      : stream_(stream), rules_(rules), origin_(origin), window_end_(rules.window_end) {
    batch_.looked_at = after;
    batch_.is_at_end = true;
  }

  Visit Take(Sequence sequence, const ChangeRecord& change) {
    if (rules_.until && sequence > *rules_.until) return Stop(/*full=*/true);
    if (++looked_at_ > kLookedAtMax) return Stop(/*full=*/!batch_.empty());
    Record record = engine::RecordOf(stream_, sequence, change, origin_);
    if (rules_.lanes > 1 && LaneOfItem(*record.dynamodb->keys, rules_.lanes) != rules_.lane) {
      return Pass(sequence);
    }
    const BatchFate fate = FateOf(change);
    if (!batch_.empty() && (fate != batch_.fate || fate == BatchFate::kTooDeep)) return Stop(true);
    if (fate == BatchFate::kDeliver && window_end_ && change.time >= *window_end_) {
      return Stop(true);
    }
    std::string event;
    const bool filters = !rules_.filters->empty();
    if (filters || rules_.wants_events) AppendRecord(record, rules_.stream_arn, event);
    if (filters && !rules_.filters->Matches(event)) {
      ++batch_.filtered;
      return Pass(sequence);
    }
    const size_t bytes =
        rules_.wants_events ? event.size() + 1 : static_cast<size_t>(*record.dynamodb->size_bytes);
    const bool fits =
        batch_.records.size() < rules_.records_max && bytes_ + bytes <= rules_.bytes_max;
    if (!batch_.empty() && !fits) return Stop(true);
    bytes_ += bytes;
    Add(sequence, change, fate, std::move(record), std::move(event));
    return Visit::kContinue;
  }

  Batch Done() && {
    batch_.is_full |= batch_.records.size() >= rules_.records_max;
    return std::move(batch_);
  }

 private:
  Visit Stop(bool full) {
    batch_.is_full |= full;
    batch_.is_at_end = false;
    return Visit::kStop;
  }
  Visit Pass(Sequence sequence) {
    batch_.looked_at = sequence;
    return Visit::kContinue;
  }

  BatchFate FateOf(const ChangeRecord& change) const {
    if (change.time < rules_.oldest) return BatchFate::kExpired;
    return change.depth() > static_cast<size_t>(kTriggerDepthMax) ? BatchFate::kTooDeep
                                                                  : BatchFate::kDeliver;
  }

  void Add(Sequence sequence, const ChangeRecord& change, BatchFate fate, Record record,
           std::string event) {
    if (batch_.empty()) {
      batch_.fate = fate;
      batch_.first_time = change.time;
      if (rules_.window.count() > 0 && !window_end_) {
        window_end_ = WindowStart(change.time, rules_.window) + rules_.window;
      }
    }
    batch_.last_time = change.time;
    batch_.looked_at = sequence;
    batch_.records.push_back(std::move(record));
    batch_.sequences.push_back(sequence);
    if (rules_.wants_events) batch_.events.push_back(std::move(event));
    if (change.depth() > batch_.path.size()) batch_.path = change.Path();
  }

  const engine::StreamDefinition& stream_;
  const BatchRules& rules_;
  const engine::StreamOrigin& origin_;
  std::optional<Time> window_end_;
  Batch batch_;
  size_t bytes_ = 0;
  int64_t looked_at_ = 0;
};

}  // namespace

absl::StatusOr<Batch> ReadBatch(storage::Snapshot& snapshot, const engine::StreamDefinition& stream,
                                uint32_t shard, Sequence after, const BatchRules& rules,
                                const engine::StreamOrigin& origin) {
  const engine::LogShard of{stream.log, shard};
  // What was erased is before the mark; what has merely become too old is still to be had.
  STATOR_ASSIGN_OR_RETURN(const Sequence erased, engine::TrimHorizon(snapshot, of, Time::min()));
  BatchReader reader(stream, after, rules, origin);
  STATOR_RETURN_IF_ERROR(
      engine::ReadLog(snapshot, of, after, [&](Sequence sequence, const ChangeRecord& change) {
        return reader.Take(sequence, change);
      }));
  Batch batch = std::move(reader).Done();
  batch.was_trimmed = after > Sequence::First() && after < erased;
  return batch;
}

// The hash must be the same in every process: FNV-1a.
uint8_t LaneOfItem(const Item& keys, uint8_t lanes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : keys.encoded()) {
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  }
  return static_cast<uint8_t>((hash ^ hash >> 32) % lanes);
}

Time WindowStart(Time time, std::chrono::seconds length) {
  const auto since = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
  const auto into = since % length;
  return Time(since - (into.count() < 0 ? into + length : into));
}

}  // namespace stator::trigger
