#include "db/engine/log_reader.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/error.h"

namespace stator::engine {
namespace {

using storage::Direction;
using storage::Space;
using storage::Visit;

// Of a range of the log space that holds records only. A damaged record ends the scan.
absl::Status ScanRecords(storage::Snapshot& snapshot, const storage::Range& range,
                         RecordVisitor visit) {
  absl::Status damage;
  STATOR_RETURN_IF_ERROR(snapshot.Scan(range, [&](std::string_view key, std::string_view value) {
    const auto sequence = LogKey::SequenceOf(key);
    const auto record = ChangeRecord::Read(value);
    if (!sequence || !record) {
      damage = error::DamagedLogRecord();
      return Visit::kStop;
    }
    return visit(*sequence, *record);
  }));
  return damage;
}

absl::StatusOr<std::optional<LogEntry>> EdgeOf(storage::Snapshot& snapshot, LogShard of,
                                               Direction direction) {
  std::optional<LogEntry> edge;
  const LogKey begin(of.log, of.shard, Sequence::First());
  const std::string end = LogKey::EndOfShard(of.log, of.shard);
  STATOR_RETURN_IF_ERROR(ScanRecords(snapshot,
                                     {.space = Space::kLog,
                                      .begin = begin.bytes(),
                                      .end = end,
                                      .direction = direction,
                                      .row_hint = 1},
                                     [&](Sequence sequence, const ChangeRecord& record) {
                                       edge = LogEntry{sequence, record.time};
                                       return Visit::kStop;
                                     }));
  return edge;
}

}  // namespace

absl::Status ReadLog(storage::Snapshot& snapshot, LogShard of, Sequence after,
                     RecordVisitor visit) {
  const LogKey key(of.log, of.shard, after);
  const std::string begin = std::string(key.bytes()).append(1, '\0');
  const std::string end = LogKey::EndOfShard(of.log, of.shard);
  return ScanRecords(snapshot, {.space = Space::kLog, .begin = begin, .end = end}, visit);
}

absl::StatusOr<Sequence> TrimHorizon(storage::Snapshot& snapshot, LogShard of, Time since) {
  Sequence horizon = Sequence::First();
  const std::string mark = LogKey::OfTrimMark(of.log, of.shard);
  const std::string_view key = mark;
  STATOR_RETURN_IF_ERROR(
      snapshot.Get(Space::kLog, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
        if (value) horizon = DecodeSequence(*value).value_or(horizon);
      }));
  STATOR_RETURN_IF_ERROR(
      ReadLog(snapshot, of, horizon, [&](Sequence sequence, const ChangeRecord& record) {
        if (record.time >= since) return Visit::kStop;
        horizon = sequence;
        return Visit::kContinue;
      }));
  return horizon;
}

absl::StatusOr<std::optional<LogEntry>> OldestOf(storage::Snapshot& snapshot, LogShard of) {
  return EdgeOf(snapshot, of, Direction::kForward);
}

absl::StatusOr<std::optional<LogEntry>> NewestOf(storage::Snapshot& snapshot, LogShard of) {
  return EdgeOf(snapshot, of, Direction::kBackward);
}

}  // namespace stator::engine
