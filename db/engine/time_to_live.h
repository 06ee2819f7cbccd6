// A table's time to live as it is stored, and what UpdateTimeToLive makes of it. Pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "db/engine/moment.h"
#include "stator/clock.h"
#include "stator/request/time_to_live.h"

namespace stator::engine {

// These numbers stand in rows of the catalog: never change one.
enum class TimeToLiveStage : uint8_t {
  kFilling = 0,  // On; entries of items from before are still being added to the expiry index.
  kOn = 1,
  kPurging = 2,  // Off; entries are still being erased.
  kOff = 3,
};

// A value. A table whose time to live was never set has none.
struct TimeToLive {
  std::string attribute;
  TimeToLiveStage stage = TimeToLiveStage::kFilling;
  Time changed{};  // When it was last switched on or off.

  bool enabled() const {
    return stage == TimeToLiveStage::kFilling || stage == TimeToLiveStage::kOn;
  }
  // Writers keep the index in step with the items: put entries while enabled, and erase them as
  // long as there are any.
  bool indexed() const { return stage != TimeToLiveStage::kOff; }
};

// What the request makes of `current`. `change_interval`: how soon after one change the next may
// follow. Errors, as ValidationException: on or off already, on by another attribute, too soon.
// REQUIRES: the request passed CheckMembers.
absl::StatusOr<TimeToLive> EditedTimeToLive(const std::optional<TimeToLive>& current,
                                            const TimeToLiveSpecification& request, Time now,
                                            std::chrono::microseconds change_interval);

// ENABLING or DISABLING until the delay is over, however far the expiry index is: that it is late
// shows only in when items are deleted, which nobody may rely on.
TimeToLiveDescription DescriptionOf(const std::optional<TimeToLive>& time_to_live, Moment moment);

}  // namespace stator::engine
