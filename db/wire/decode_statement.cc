#include "db/request/statement.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<ExecuteStatementRequest> Decode(std::string_view,
                                                        ParameterGate<ExecuteStatementRequest>);
template absl::StatusOr<BatchExecuteStatementRequest> Decode(
    std::string_view, ParameterGate<BatchExecuteStatementRequest>);
template absl::StatusOr<ExecuteTransactionRequest> Decode(std::string_view,
                                                          ParameterGate<ExecuteTransactionRequest>);

}  // namespace stator::wire
