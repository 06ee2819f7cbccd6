// DescribeLimits, DescribeEndpoints: what belongs to an account or an endpoint, not to a table.
#pragma once

#include "stator/request/common.h"

namespace stator {

struct DescribeLimitsRequest {};

struct DescribeLimitsResult {
  std::optional<int64_t> account_max_read_capacity_units{};
  std::optional<int64_t> account_max_write_capacity_units{};
  std::optional<int64_t> table_max_read_capacity_units{};
  std::optional<int64_t> table_max_write_capacity_units{};
};

struct Endpoint {
  std::optional<std::string> address{};  // "host" or "host:port"
  std::optional<int64_t> cache_period_in_minutes{};
};

struct DescribeEndpointsRequest {};

struct DescribeEndpointsResult {
  std::vector<Endpoint> endpoints;
};

}  // namespace stator
