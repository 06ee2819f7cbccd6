#include "db/request/attachment.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListContributorInsightsResult&, std::string&);
template void Encode(const DescribeContributorInsightsResult&, std::string&);
template void Encode(const DescribeKinesisStreamingDestinationResult&, std::string&);
template void Encode(const GetResourcePolicyResult&, std::string&);

template void Encode(const ListContributorInsightsRequest&, std::string&);
template void Encode(const DescribeContributorInsightsRequest&, std::string&);
template void Encode(const DescribeKinesisStreamingDestinationRequest&, std::string&);
template void Encode(const GetResourcePolicyRequest&, std::string&);

}  // namespace stator::wire
