// Work that nobody waits for: erasing what was dropped, later expiry, backfills, trimming.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "stator/clock.h"

namespace stator::background {

// Called by one thread at a time.
class Task {
 public:
  virtual ~Task() = default;

  // When there is something to do; nullopt: not before the next Wake of the worker.
  virtual std::optional<Time> NextDue() = 0;

  // One bounded step: a few milliseconds at most, and at most one commit. An error is tried again
  // later.
  virtual absl::Status RunOnce(Time now) = 0;

  // As RunOnce, but does nothing that falls due after `horizon` (not before what NextDue said),
  // when another task has its turn. For tasks of which one step does what falls due at many times.
  virtual absl::Status RunUntil(Time /*horizon*/, Time now) { return RunOnce(now); }
};

}  // namespace stator::background
