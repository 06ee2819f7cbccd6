// The one place that reads the wall clock.
#include "stator/clock.h"

namespace stator {
namespace {

class MachineClock final : public Clock {
 public:
  Time Now() const override {
    return std::chrono::time_point_cast<Time::duration>(std::chrono::system_clock::now());
  }
};

}  // namespace

Clock& SystemClock() {
  // Never destroyed, so that a thread which outlives main may still ask for the time.
  static auto* const clock = new MachineClock;
  return *clock;
}

}  // namespace stator
