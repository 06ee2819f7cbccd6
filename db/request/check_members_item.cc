#include "db/request/item.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(PutItemRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(GetItemRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(UpdateItemRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DeleteItemRequest);

}  // namespace stator
