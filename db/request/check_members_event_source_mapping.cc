#include "db/request/event_source_mapping.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(CreateEventSourceMappingRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(UpdateEventSourceMappingRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(GetEventSourceMappingRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DeleteEventSourceMappingRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListEventSourceMappingsRequest);

}  // namespace stator
