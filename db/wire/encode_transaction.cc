#include "db/request/transaction.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const TransactGetItemsResult&, std::string&);
template void Encode(const TransactWriteItemsResult&, std::string&);

}  // namespace stator::wire
