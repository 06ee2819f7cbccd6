#include "db/request/stream.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<ListStreamsRequest> Decode(std::string_view,
                                                   ParameterGate<ListStreamsRequest>);
template absl::StatusOr<DescribeStreamRequest> Decode(std::string_view,
                                                      ParameterGate<DescribeStreamRequest>);
template absl::StatusOr<GetShardIteratorRequest> Decode(std::string_view,
                                                        ParameterGate<GetShardIteratorRequest>);
template absl::StatusOr<GetRecordsRequest> Decode(std::string_view,
                                                  ParameterGate<GetRecordsRequest>);

}  // namespace stator::wire
