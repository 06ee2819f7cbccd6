#include "db/engine/time_to_live.h"

#include "db/engine/error.h"

namespace stator::engine {

absl::StatusOr<TimeToLive> EditedTimeToLive(const std::optional<TimeToLive>& current,
                                            const TimeToLiveSpecification& request, Time now,
                                            std::chrono::microseconds change_interval) {
  const bool is_on = current && current->enabled();
  if (is_on && current->attribute != *request.attribute_name) {
    return error::TimeToLiveOnOtherAttribute(current->attribute);
  }
  if (is_on == *request.enabled) {
    return is_on ? error::TimeToLiveAlreadyEnabled() : error::TimeToLiveAlreadyDisabled();
  }
  if (current && now - current->changed < change_interval) {
    return error::TimeToLiveChangedTooOften();
  }
  return TimeToLive{
      .attribute = *request.attribute_name,
      .stage = *request.enabled ? TimeToLiveStage::kFilling : TimeToLiveStage::kPurging,
      .changed = now};
}

TimeToLiveDescription DescriptionOf(const std::optional<TimeToLive>& time_to_live, Moment moment) {
  if (!time_to_live) return {.time_to_live_status = TimeToLiveStatus::kDisabled};
  const bool is_over = IsOver(time_to_live->changed, moment);
  if (time_to_live->enabled()) {
    return {is_over ? TimeToLiveStatus::kEnabled : TimeToLiveStatus::kEnabling,
            time_to_live->attribute};
  }
  if (is_over) return {.time_to_live_status = TimeToLiveStatus::kDisabled};
  return {TimeToLiveStatus::kDisabling, time_to_live->attribute};
}

}  // namespace stator::engine
