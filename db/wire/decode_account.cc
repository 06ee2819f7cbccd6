#include "db/request/account.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<DescribeLimitsRequest> Decode(std::string_view,
                                                      ParameterGate<DescribeLimitsRequest>);
template absl::StatusOr<DescribeEndpointsRequest> Decode(std::string_view,
                                                         ParameterGate<DescribeEndpointsRequest>);

}  // namespace stator::wire
