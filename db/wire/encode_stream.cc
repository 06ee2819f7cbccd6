#include "db/request/stream.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListStreamsResult&, std::string&);
template void Encode(const DescribeStreamResult&, std::string&);
template void Encode(const GetShardIteratorResult&, std::string&);
template void Encode(const GetRecordsResult&, std::string&);

}  // namespace stator::wire
