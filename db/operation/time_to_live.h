// UpdateTimeToLive, DescribeTimeToLive.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/time_to_live.h"

namespace stator::operation {

absl::StatusOr<UpdateTimeToLiveResult> UpdateTimeToLive(const Context& context,
                                                        const UpdateTimeToLiveRequest& request);
absl::StatusOr<DescribeTimeToLiveResult> DescribeTimeToLive(
    const Context& context, const DescribeTimeToLiveRequest& request);

}  // namespace stator::operation
