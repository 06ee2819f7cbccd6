#include "db/request/attachment.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<ListContributorInsightsRequest> Decode(
    std::string_view, ParameterGate<ListContributorInsightsRequest>);
template absl::StatusOr<DescribeContributorInsightsRequest> Decode(
    std::string_view, ParameterGate<DescribeContributorInsightsRequest>);
template absl::StatusOr<DescribeKinesisStreamingDestinationRequest> Decode(
    std::string_view, ParameterGate<DescribeKinesisStreamingDestinationRequest>);
template absl::StatusOr<GetResourcePolicyRequest> Decode(std::string_view,
                                                         ParameterGate<GetResourcePolicyRequest>);

}  // namespace stator::wire
