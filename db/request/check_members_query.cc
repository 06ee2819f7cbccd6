#include "db/request/member_gate.h"
#include "db/request/query.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(QueryRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ScanRequest);

}  // namespace stator
