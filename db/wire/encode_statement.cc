#include "db/request/statement.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ExecuteStatementResult&, std::string&);
template void Encode(const BatchExecuteStatementResult&, std::string&);
template void Encode(const ExecuteTransactionResult&, std::string&);

}  // namespace stator::wire
