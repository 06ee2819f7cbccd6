#include "db/request/table.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const CreateTableResult&, std::string&);
template void Encode(const DescribeTableResult&, std::string&);
template void Encode(const ListTablesResult&, std::string&);
template void Encode(const UpdateTableResult&, std::string&);
template void Encode(const DeleteTableResult&, std::string&);

template void Encode(const CreateTableRequest&, std::string&);
template void Encode(const DescribeTableRequest&, std::string&);
template void Encode(const ListTablesRequest&, std::string&);
template void Encode(const UpdateTableRequest&, std::string&);
template void Encode(const DeleteTableRequest&, std::string&);

}  // namespace stator::wire
