#include "db/request/event_source_mapping.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const EventSourceMapping&, std::string&);
template void Encode(const ListEventSourceMappingsResult&, std::string&);

template void Encode(const CreateEventSourceMappingRequest&, std::string&);
template void Encode(const UpdateEventSourceMappingRequest&, std::string&);
template void Encode(const GetEventSourceMappingRequest&, std::string&);
template void Encode(const DeleteEventSourceMappingRequest&, std::string&);
template void Encode(const ListEventSourceMappingsRequest&, std::string&);

}  // namespace stator::wire
