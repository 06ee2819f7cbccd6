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

struct ProvisionedThroughputDescription {
  std::optional<Time> last_increase_date_time{};
  std::optional<Time> last_decrease_date_time{};
  std::optional<int64_t> number_of_decreases_today{};
  std::optional<int64_t> read_capacity_units{};
  std::optional<int64_t> write_capacity_units{};
};

}  // namespace stator
