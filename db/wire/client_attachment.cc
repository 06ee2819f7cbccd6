#include "db/request/attachment.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListContributorInsightsRequest&, std::string&);
template void Encode(const DescribeContributorInsightsRequest&, std::string&);
template void Encode(const DescribeKinesisStreamingDestinationRequest&, std::string&);
template void Encode(const GetResourcePolicyRequest&, std::string&);

template absl::StatusOr<ListContributorInsightsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeContributorInsightsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeKinesisStreamingDestinationResult> DecodeResult(std::string_view);
template absl::StatusOr<GetResourcePolicyResult> DecodeResult(std::string_view);

}  // namespace stator::wire
