#include "db/request/account.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const DescribeLimitsRequest&, std::string&);
template void Encode(const DescribeEndpointsRequest&, std::string&);

template absl::StatusOr<DescribeLimitsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeEndpointsResult> DecodeResult(std::string_view);

}  // namespace stator::wire
