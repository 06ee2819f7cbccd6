// Reads one shard of a change log.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/model/change_record.h"
#include "db/model/log_key.h"
#include "db/model/sequence.h"
#include "db/storage/store.h"
#include "stator/clock.h"

namespace stator::engine {

struct LogShard {
  LogId log = 0;
  uint32_t shard = 0;
};

// Visits the records behind `after`, in order. Errors: kCorruption, for bytes that are no record,
// and those of the store.
using RecordVisitor = absl::FunctionRef<storage::Visit(Sequence, const ChangeRecord&)>;
absl::Status ReadLog(storage::Snapshot& snapshot, LogShard of, Sequence after, RecordVisitor visit);

// The trim horizon: the sequence behind which records may be read, when those before `since` may
// not, whether or not they have been erased yet. Sequence::First() when nothing was trimmed.
absl::StatusOr<Sequence> TrimHorizon(storage::Snapshot& snapshot, LogShard of, Time since);

// The oldest record of a shard that has not been erased, and the newest; nullopt: there is none.
struct LogEntry {
  Sequence sequence;
  Time time{};
};
absl::StatusOr<std::optional<LogEntry>> OldestOf(storage::Snapshot& snapshot, LogShard of);
absl::StatusOr<std::optional<LogEntry>> NewestOf(storage::Snapshot& snapshot, LogShard of);

}  // namespace stator::engine
