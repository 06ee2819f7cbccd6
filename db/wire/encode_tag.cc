#include "db/request/tag.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const TagResourceResult&, std::string&);
template void Encode(const UntagResourceResult&, std::string&);
template void Encode(const ListTagsOfResourceResult&, std::string&);

}  // namespace stator::wire
