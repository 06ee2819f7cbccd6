#include "db/request/event_source_mapping.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<CreateEventSourceMappingRequest> Decode(
    std::string_view, ParameterGate<CreateEventSourceMappingRequest>);
template absl::StatusOr<UpdateEventSourceMappingRequest> Decode(
    std::string_view, ParameterGate<UpdateEventSourceMappingRequest>);
template absl::StatusOr<GetEventSourceMappingRequest> Decode(
    std::string_view, ParameterGate<GetEventSourceMappingRequest>);
template absl::StatusOr<DeleteEventSourceMappingRequest> Decode(
    std::string_view, ParameterGate<DeleteEventSourceMappingRequest>);
template absl::StatusOr<ListEventSourceMappingsRequest> Decode(
    std::string_view, ParameterGate<ListEventSourceMappingsRequest>);

}  // namespace stator::wire
