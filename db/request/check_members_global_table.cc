#include "db/request/global_table.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(ListGlobalTablesRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeGlobalTableRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeGlobalTableSettingsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeTableReplicaAutoScalingRequest);

}  // namespace stator
