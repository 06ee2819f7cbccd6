// Where time comes from. Everything that depends on the time of day (expiry, retention, iterators,
// tokens, states of tables) asks the Clock that the database was opened with, so a test can turn
// it.
//
//   stator::ManualClock clock;
//   clock.Advance(std::chrono::hours(48));
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace stator {

// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
using Time = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

// Thread-safe: Now may be called from any thread at any time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time Now() const = 0;
};

// The machine's clock. Shared, never destroyed.
Clock& SystemClock();

// A clock that stands still until it is moved. It may be set back; the database copes. Each call is
// atomic: advances from several threads add up.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start = Time(std::chrono::seconds(1'700'000'000)))
      : now_(start.time_since_epoch().count()) {}

  Time Now() const override {
    return Time(std::chrono::microseconds(now_.load(std::memory_order_acquire)));
  }
  void Set(Time now) { now_.store(now.time_since_epoch().count(), std::memory_order_release); }
  void Advance(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<int64_t> now_;  // Microseconds since 1970.
};

}  // namespace stator
