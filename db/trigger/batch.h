// Reads from a shard of a log what a function is called with next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "db/engine/log_reader.h"
#include "db/engine/stream.h"
#include "db/engine/stream_view.h"
#include "db/model/sequence.h"
#include "db/storage/store.h"
#include "db/trigger/filter.h"
#include "stator/clock.h"
#include "stator/request/stream.h"

namespace stator::trigger {

// What is to be done with the records of a batch, which is the same for all of them.
enum class BatchFate : uint8_t {
  kDeliver,
  kExpired,  // Older than the mapping allows, or than the stream keeps.
  kTooDeep,  // Functions fire each other without end. A batch of one.
};

struct Batch {
  BatchFate fate = BatchFate::kDeliver;
  std::vector<Record> records;
  std::vector<Sequence> sequences;  // Of each record.
  std::vector<std::string> events;  // Each as AppendRecord gives it, where that was wanted.
  Time first_time{};                // Of the first and the last record.
  Time last_time{};
  std::vector<uint32_t> path;  // The longest of the records' causes.

  // Every record of the lane up to this one is in the batch or was filtered out.
  Sequence looked_at;
  int64_t filtered = 0;
  bool is_full = false;      // More would not fit, or must not be in the same batch.
  bool is_at_end = false;    // There are no more records for the time being.
  bool was_trimmed = false;  // Records behind where the lane stood were gone already.

  bool empty() const { return records.empty(); }
};

// What may be in a batch.
struct BatchRules {
  const Filters* filters = nullptr;
  std::string stream_arn;
  size_t records_max = 100;
  size_t bytes_max = 6 * 1024 * 1024;
  std::optional<Sequence> until;  // A batch that is tried again ends here.
  uint8_t lane = 0;               // Only records of this lane of so many.
  uint8_t lanes = 1;
  Time oldest{};                   // Those before are expired.
  std::optional<Time> window_end;  // Those from here on are the next window's.
  std::chrono::seconds window{0};  // Without one begun: all in that of the first record.
  bool wants_events = false;
};

// Records behind `after` in their order. Errors: those of the log.
absl::StatusOr<Batch> ReadBatch(storage::Snapshot& snapshot, const engine::StreamDefinition& stream,
                                uint32_t shard, Sequence after, const BatchRules& rules,
                                const engine::StreamOrigin& origin);

// The lane of an item, of so many: by its key.
uint8_t LaneOfItem(const Item& keys, uint8_t lanes);

// The tumbling window that a time falls into begins here.
Time WindowStart(Time time, std::chrono::seconds length);

}  // namespace stator::trigger
