// The server's clock: the machine's, moved by an offset, or one that stands still. All that a
// database does by the time of day hangs on it; timeouts of sockets do not.
//
//   VirtualClock clock(SystemClock());
//   clock.Turn({.advance = std::chrono::hours(48)});   // two days later, and it runs on
//   clock.Turn({.frozen = true});                      // stands still
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "absl/synchronization/mutex.h"
#include "stator/clock.h"

namespace stator::server {

// What is to become of a clock. A clock that is told to do several things first stands still or
// runs, then is set, then advanced, at one moment.
struct ClockTurn {
  std::optional<bool> frozen{};
  std::optional<Time> set{};
  std::chrono::microseconds advance{0};  // May be negative.
};

struct ClockReading {
  Time now;
  bool frozen = false;
  std::chrono::microseconds offset{0};  // Ahead of the machine's clock at this moment.
};

// Thread-safe: a reader sees a turn whole or not at all, and Now costs one load beside what the
// machine's clock costs.
class VirtualClock final : public Clock {
 public:
  // Runs with `machine`, which outlives it, until it is turned.
  explicit VirtualClock(const Clock& machine) : machine_(machine) {}

  Time Now() const override { return TimeOf(state_.load(std::memory_order_acquire)); }
  ClockReading Read() const;

  // The years 1970 to 9999, which every format of a date can say.
  static constexpr Time kEarliest{std::chrono::seconds(0)};
  static constexpr Time kLatest{std::chrono::seconds(253'402'300'799)};

  // Does nothing and returns false if the clock would leave that range.
  bool Turn(const ClockTurn& turn);
  // What the clock would show; nullopt if it would leave that range.
  std::optional<Time> TimeAfter(const ClockTurn& turn) const { return TimeAfter(turn, Now()); }

 private:
  using Microseconds = std::chrono::microseconds;

  static std::optional<Time> TimeAfter(const ClockTurn& turn, Time now);

  // One word: twice the offset, or twice the time at which it stands plus one.
  static constexpr bool IsFrozen(int64_t state) { return (state & 1) != 0; }
  Time TimeOf(int64_t state) const {
    const Microseconds half(state >> 1);
    return IsFrozen(state) ? Time(half) : machine_.Now() + half;
  }

  const Clock& machine_;
  std::atomic<int64_t> state_{0};
  absl::Mutex turning_;  // Held by Turn; nobody else waits for it.
};

}  // namespace stator::server
