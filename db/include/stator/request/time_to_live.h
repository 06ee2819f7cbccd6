// UpdateTimeToLive, DescribeTimeToLive.
//
// An item expires by one of its attributes, a number of seconds since 1970: when that is less than
// the time of the database's clock, but not by more than five years. An expired item can be read
// and written until it is swept away (Options, stator/database.h).
#pragma once

#include "stator/request/common.h"

namespace stator {

enum class TimeToLiveStatus : uint8_t { kEnabling, kDisabling, kEnabled, kDisabled };

struct TimeToLiveSpecification {
  std::optional<bool> enabled{};                // required
  std::optional<std::string> attribute_name{};  // required, 1 to 255 characters
};

struct TimeToLiveDescription {
  std::optional<TimeToLiveStatus> time_to_live_status{};
  std::optional<std::string> attribute_name{};  // Absent when disabled.
};

struct UpdateTimeToLiveRequest {
  std::optional<std::string> table_name{};                              // required
  std::optional<TimeToLiveSpecification> time_to_live_specification{};  // required
};

struct UpdateTimeToLiveResult {
  std::optional<TimeToLiveSpecification> time_to_live_specification{};
};

struct DescribeTimeToLiveRequest {
  std::optional<std::string> table_name{};  // required
};

struct DescribeTimeToLiveResult {
  std::optional<TimeToLiveDescription> time_to_live_description{};
};

}  // namespace stator
