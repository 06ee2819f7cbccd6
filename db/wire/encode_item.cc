#include "db/request/item.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const PutItemResult&, std::string&);
template void Encode(const GetItemResult&, std::string&);
template void Encode(const UpdateItemResult&, std::string&);
template void Encode(const DeleteItemResult&, std::string&);

}  // namespace stator::wire
