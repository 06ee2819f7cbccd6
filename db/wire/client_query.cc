#include "db/request/query.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const QueryRequest&, std::string&);
template void Encode(const ScanRequest&, std::string&);

template absl::StatusOr<QueryResult> DecodeResult(std::string_view);

}  // namespace stator::wire
