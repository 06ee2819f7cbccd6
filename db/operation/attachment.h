// The reads of contributor insights, Kinesis streams and resource policies.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/attachment.h"

namespace stator::operation {

absl::StatusOr<ListContributorInsightsResult> ListContributorInsights(
    const Context& context, const ListContributorInsightsRequest& request);
absl::StatusOr<DescribeContributorInsightsResult> DescribeContributorInsights(
    const Context& context, const DescribeContributorInsightsRequest& request);
absl::StatusOr<DescribeKinesisStreamingDestinationResult> DescribeKinesisStreamingDestination(
    const Context& context, const DescribeKinesisStreamingDestinationRequest& request);
absl::StatusOr<GetResourcePolicyResult> GetResourcePolicy(const Context& context,
                                                          const GetResourcePolicyRequest& request);

}  // namespace stator::operation
