#include "db/request/time_to_live.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<UpdateTimeToLiveRequest> Decode(std::string_view,
                                                        ParameterGate<UpdateTimeToLiveRequest>);
template absl::StatusOr<DescribeTimeToLiveRequest> Decode(std::string_view,
                                                          ParameterGate<DescribeTimeToLiveRequest>);

}  // namespace stator::wire
