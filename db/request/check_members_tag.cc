#include "db/request/member_gate.h"
#include "db/request/tag.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(TagResourceRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(UntagResourceRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListTagsOfResourceRequest);

}  // namespace stator
