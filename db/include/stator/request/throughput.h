// How much a table or an index may be read and written.
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"

namespace stator {

struct ProvisionedThroughput {
  std::optional<int64_t> read_capacity_units{};   // required, at least 1
  std::optional<int64_t> write_capacity_units{};  // required, at least 1
};

struct OnDemandThroughput {  // -1: no maximum
  std::optional<int64_t> max_read_request_units{};
  std::optional<int64_t> max_write_request_units{};
};

// What a table can bear at a moment's notice. Never less than its throughput, or than what every
// on-demand table begins with (12,000 and 4,000); it can be raised, and never falls.
struct WarmThroughput {
  std::optional<int64_t> read_units_per_second{};
  std::optional<int64_t> write_units_per_second{};
};

struct ProvisionedThroughputDescription {
  std::optional<Time> last_increase_date_time{};
  std::optional<Time> last_decrease_date_time{};
  std::optional<int64_t> number_of_decreases_today{};
  std::optional<int64_t> read_capacity_units{};
  std::optional<int64_t> write_capacity_units{};
};

}  // namespace stator
