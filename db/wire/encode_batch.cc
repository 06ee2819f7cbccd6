#include "db/request/batch.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const BatchGetItemResult&, std::string&);
template void Encode(const BatchWriteItemResult&, std::string&);

}  // namespace stator::wire
