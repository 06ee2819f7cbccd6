#include "db/operation/account.h"

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/request/check_members.h"

namespace stator::operation {
namespace {

// How long clients may remember an endpoint: what the service says.
constexpr int64_t kCachePeriodInMinutes = 1440;

}  // namespace

absl::StatusOr<DescribeLimitsResult> DescribeLimits(const Context&,
                                                    const DescribeLimitsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return DescribeLimitsResult{.account_max_read_capacity_units = limits::kAccountCapacityUnitsMax,
                              .account_max_write_capacity_units = limits::kAccountCapacityUnitsMax,
                              .table_max_read_capacity_units = limits::kTableCapacityUnitsMax,
                              .table_max_write_capacity_units = limits::kTableCapacityUnitsMax};
}

// A database in this process has no endpoint but this machine; a server puts in what its client
// called it by.
absl::StatusOr<DescribeEndpointsResult> DescribeEndpoints(const Context&,
                                                          const DescribeEndpointsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return DescribeEndpointsResult{
      .endpoints = {{.address = "localhost", .cache_period_in_minutes = kCachePeriodInMinutes}}};
}

}  // namespace stator::operation
