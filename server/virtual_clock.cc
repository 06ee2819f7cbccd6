#include "server/virtual_clock.h"

namespace stator::server {

ClockReading VirtualClock::Read() const {
  const int64_t state = state_.load(std::memory_order_acquire);
  const Microseconds half(state >> 1);
  const Time machine = machine_.Now();
  if (IsFrozen(state)) return {Time(half), true, Time(half) - machine};
  return {machine + half, false, half};
}

std::optional<Time> VirtualClock::TimeAfter(const ClockTurn& turn, Time now) {
  if (turn.set) now = *turn.set;
  if (now > kLatest || now < kEarliest) return std::nullopt;
  // Compared in this way, nothing can overflow.
  if (turn.advance > kLatest - now || turn.advance < kEarliest - now) return std::nullopt;
  return now + turn.advance;
}

bool VirtualClock::Turn(const ClockTurn& turn) {
  const absl::MutexLock lock(&turning_);
  const int64_t state = state_.load(std::memory_order_relaxed);
  const Time machine = machine_.Now();
  const bool frozen = turn.frozen.value_or(IsFrozen(state));
  const Time before =
      IsFrozen(state) ? Time(Microseconds(state >> 1)) : machine + Microseconds(state >> 1);
  const std::optional<Time> now = TimeAfter(turn, before);
  if (!now) return false;
  const Microseconds half = frozen ? now->time_since_epoch() : *now - machine;
  state_.store(half.count() * 2 + (frozen ? 1 : 0), std::memory_order_release);
  return true;
}

}  // namespace stator::server
