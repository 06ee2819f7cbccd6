// Erases the records of change logs that are past their retention, oldest first, in steps; and when
// a shard or a stream that gets no more has none left and its own time is past, forgets that too.
#pragma once

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"

namespace stator::background {

class LogTrim final : public Task {
 public:
  // Both outlive the task.
  LogTrim(storage::Store& store, engine::Catalog& catalog) : store_(store), catalog_(catalog) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

 private:
  // When there is something to do about a shard: its oldest record, or the shard itself.
  // Time::max() when there is nothing.
  absl::StatusOr<Time> DueOf(const engine::StreamDefinition& stream,
                             const engine::ShardDefinition& shard);
  absl::Status Erase(const engine::StreamDefinition& stream, const engine::ShardDefinition& shard,
                     Time now, bool& erased);

  storage::Store& store_;
  engine::Catalog& catalog_;
};

}  // namespace stator::background
