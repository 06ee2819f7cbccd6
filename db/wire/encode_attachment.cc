#include "db/request/attachment.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListContributorInsightsResult&, std::string&);
template void Encode(const DescribeContributorInsightsResult&, std::string&);
template void Encode(const DescribeKinesisStreamingDestinationResult&, std::string&);
template void Encode(const GetResourcePolicyResult&, std::string&);

}  // namespace stator::wire
