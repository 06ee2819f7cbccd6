// Rolls the shards of enabled streams when they have been open for long enough, as the service does
// every few hours: readers must follow a shard to its children, and the database gives them reason
// to.
#pragma once

#include <chrono>

#include "db/background/task.h"
#include "db/engine/catalog.h"

namespace stator::background {

class ShardRoll final : public Task {
 public:
  // `catalog` outlives the task. `age`: how long a shard stays open.
  ShardRoll(engine::Catalog& catalog, std::chrono::microseconds age)
      : catalog_(catalog), age_(age) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

 private:
  // The stream whose shards have been open for longest; nullptr when none is enabled.
  engine::StreamPtr Oldest() const;
  Time DueOf(const engine::StreamDefinition& stream) const;

  engine::Catalog& catalog_;
  const std::chrono::microseconds age_;
};

}  // namespace stator::background
