// What time it is for changes that take time.
#pragma once

#include <chrono>
#include <optional>

#include "stator/clock.h"

namespace stator::engine {

struct Moment {
  Time now;
  std::chrono::microseconds delay{0};  // How long a change of a table takes.
};

// Whether a change that began at `since` is under way. A clock may be set back behind `since`: the
// change is then still under way.
inline bool IsUnderWay(std::optional<Time> since, Moment moment) {
  return since && moment.delay.count() > 0 && moment.now < *since + moment.delay;
}

// Whether it is done; false if none began.
inline bool IsOver(std::optional<Time> since, Moment moment) {
  return since && !IsUnderWay(since, moment);
}

}  // namespace stator::engine
