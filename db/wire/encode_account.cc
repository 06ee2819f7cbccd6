#include "db/request/account.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const DescribeLimitsResult&, std::string&);
template void Encode(const DescribeEndpointsResult&, std::string&);

}  // namespace stator::wire
