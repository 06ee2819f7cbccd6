#include "db/request/member_gate.h"
#include "db/request/statement.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(ExecuteStatementRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(BatchExecuteStatementRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ExecuteTransactionRequest);

}  // namespace stator
