// Deletes what has expired: follows the expiry index in the order of time, in bounded steps, and
// never looks at an item that is not due.
#pragma once

#include <chrono>

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"

namespace stator::background {

class ExpirySweep final : public Task {
 public:
  // Deletes items no sooner than `delay` after they expired. Store and catalog outlive the task.
  ExpirySweep(storage::Store& store, const engine::Catalog& catalog,
              std::chrono::microseconds delay)
      : store_(store), catalog_(catalog), delay_(delay) {}

  // When the first item is due; Time::max() while none is, but a write may add one.
  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override { return RunUntil(now, now); }
  absl::Status RunUntil(Time horizon, Time now) override;

 private:
  Time DueFrom(int64_t seconds) const;

  storage::Store& store_;
  const engine::Catalog& catalog_;
  const std::chrono::microseconds delay_;
};

}  // namespace stator::background
