#include "db/request/query.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const QueryResult&, std::string&);

}  // namespace stator::wire
