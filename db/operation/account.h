// DescribeLimits, DescribeEndpoints.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/account.h"

namespace stator::operation {

absl::StatusOr<DescribeLimitsResult> DescribeLimits(const Context& context,
                                                    const DescribeLimitsRequest& request);
absl::StatusOr<DescribeEndpointsResult> DescribeEndpoints(const Context& context,
                                                          const DescribeEndpointsRequest& request);

}  // namespace stator::operation
