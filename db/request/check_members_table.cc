#include "db/request/member_gate.h"
#include "db/request/table.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(CreateTableRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeTableRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListTablesRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(UpdateTableRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DeleteTableRequest);

}  // namespace stator
