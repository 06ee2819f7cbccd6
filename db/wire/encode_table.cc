#include "db/request/table.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const CreateTableResult&, std::string&);
template void Encode(const DescribeTableResult&, std::string&);
template void Encode(const ListTablesResult&, std::string&);
template void Encode(const UpdateTableResult&, std::string&);
template void Encode(const DeleteTableResult&, std::string&);

}  // namespace stator::wire
