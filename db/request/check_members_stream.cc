#include "db/request/member_gate.h"
#include "db/request/stream.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(ListStreamsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeStreamRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(GetShardIteratorRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(GetRecordsRequest);

}  // namespace stator
