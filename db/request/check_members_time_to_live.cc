#include "db/request/member_gate.h"
#include "db/request/time_to_live.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(UpdateTimeToLiveRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeTimeToLiveRequest);

}  // namespace stator
