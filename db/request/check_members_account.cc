#include "db/request/account.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeLimitsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeEndpointsRequest);

}  // namespace stator
