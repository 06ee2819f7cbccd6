#include "db/request/query.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<QueryRequest> Decode(std::string_view, ParameterGate<QueryRequest>);
template absl::StatusOr<ScanRequest> Decode(std::string_view, ParameterGate<ScanRequest>);

}  // namespace stator::wire
