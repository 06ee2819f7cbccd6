#include "db/request/statement.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ExecuteStatementRequest&, std::string&);
template void Encode(const BatchExecuteStatementRequest&, std::string&);
template void Encode(const ExecuteTransactionRequest&, std::string&);

template absl::StatusOr<ExecuteStatementResult> DecodeResult(std::string_view);
template absl::StatusOr<BatchExecuteStatementResult> DecodeResult(std::string_view);
template absl::StatusOr<ExecuteTransactionResult> DecodeResult(std::string_view);

}  // namespace stator::wire
