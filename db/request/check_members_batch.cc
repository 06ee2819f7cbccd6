#include "db/request/batch.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(BatchGetItemRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(BatchWriteItemRequest);

}  // namespace stator
