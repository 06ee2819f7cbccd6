#include "db/request/event_source_mapping.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const CreateEventSourceMappingRequest&, std::string&);
template void Encode(const UpdateEventSourceMappingRequest&, std::string&);
template void Encode(const GetEventSourceMappingRequest&, std::string&);
template void Encode(const DeleteEventSourceMappingRequest&, std::string&);
template void Encode(const ListEventSourceMappingsRequest&, std::string&);

template absl::StatusOr<EventSourceMapping> DecodeResult(std::string_view);
template absl::StatusOr<ListEventSourceMappingsResult> DecodeResult(std::string_view);

}  // namespace stator::wire
