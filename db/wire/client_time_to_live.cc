#include "db/request/time_to_live.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const UpdateTimeToLiveRequest&, std::string&);
template void Encode(const DescribeTimeToLiveRequest&, std::string&);

template absl::StatusOr<UpdateTimeToLiveResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeTimeToLiveResult> DecodeResult(std::string_view);

}  // namespace stator::wire
