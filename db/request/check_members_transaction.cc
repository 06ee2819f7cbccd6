#include "db/request/member_gate.h"
#include "db/request/transaction.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(TransactGetItemsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(TransactWriteItemsRequest);

}  // namespace stator
