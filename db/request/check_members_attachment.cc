#include "db/request/attachment.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(ListContributorInsightsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeContributorInsightsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeKinesisStreamingDestinationRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(GetResourcePolicyRequest);

}  // namespace stator
