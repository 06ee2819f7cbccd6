#include "db/request/event_source_mapping.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const EventSourceMapping&, std::string&);
template void Encode(const ListEventSourceMappingsResult&, std::string&);

}  // namespace stator::wire
