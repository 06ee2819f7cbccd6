#include "db/request/time_to_live.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const UpdateTimeToLiveResult&, std::string&);
template void Encode(const DescribeTimeToLiveResult&, std::string&);

}  // namespace stator::wire
