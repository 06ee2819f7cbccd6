// Erases what dropped tables and deleted indexes held, in steps small enough that writers hardly
// notice. It is invisible from the commit that dropped it; this only gives the space back. Where a
// deletion takes time, it also ends it when that is over.
#pragma once

#include "db/background/task.h"
#include "db/engine/catalog.h"
#include "db/storage/store.h"

namespace stator::background {

class Purge final : public Task {
 public:
  // Both outlive the task. `delay`: how long a deletion takes.
  Purge(storage::Store& store, engine::Catalog& catalog, std::chrono::microseconds delay = {})
      : store_(store), catalog_(catalog), delay_(delay) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override { return RunUntil(now, now); }
  absl::Status RunUntil(Time horizon, Time now) override;

 private:
  // When the next deletion is over; nullopt when none is under way.
  std::optional<Time> NextSettlement() const;

  storage::Store& store_;
  engine::Catalog& catalog_;
  const std::chrono::microseconds delay_;
};

}  // namespace stator::background
