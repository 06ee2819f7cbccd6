#include "db/request/stream.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListStreamsRequest&, std::string&);
template void Encode(const DescribeStreamRequest&, std::string&);
template void Encode(const GetShardIteratorRequest&, std::string&);
template void Encode(const GetRecordsRequest&, std::string&);

template absl::StatusOr<ListStreamsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeStreamResult> DecodeResult(std::string_view);
template absl::StatusOr<GetShardIteratorResult> DecodeResult(std::string_view);
template absl::StatusOr<GetRecordsResult> DecodeResult(std::string_view);

}  // namespace stator::wire
