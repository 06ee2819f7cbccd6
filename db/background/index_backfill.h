// Fills the indexes that were added to tables with items, in steps, while those are read and
// written. Writers maintain such an index from the commit that created it, so a step need only add
// what they left out.
#pragma once

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/model/key.h"
#include "db/storage/store.h"

namespace stator::background {

// Thread-safe: two steps at once are two steps.
class IndexBackfill final : public Task {
 public:
  // Both outlive the task. `delay`: how long the service prepares before it fills.
  IndexBackfill(storage::Store& store, engine::Catalog& catalog, const DigestSecret& secret,
                std::chrono::microseconds delay = {})
      : store_(store), catalog_(catalog), secret_(secret), delay_(delay) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

  // Runs what is due, at most some steps: enough for a small table. For a caller who would rather
  // find the index ready than wait for the background.
  absl::Status RunSome(Time now);

 private:
  storage::Store& store_;
  engine::Catalog& catalog_;
  const DigestSecret secret_;
  const std::chrono::microseconds delay_;
};

}  // namespace stator::background
