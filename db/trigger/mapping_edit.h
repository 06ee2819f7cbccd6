// What the operations on event source mappings make of a definition, and what they tell of it: all
// checks but those that need the store. Pure functions.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/trigger/arn.h"
#include "db/trigger/mapping.h"

namespace stator::trigger {

// The definition of a new mapping; its number, uuid, log, start and time are the caller's to give.
// REQUIRES: the request has passed the member gate. Errors, as the service tells them:
// combinations that are refused, sources and destinations of other kinds, filters.
absl::StatusOr<MappingDefinition> NewMapping(const CreateEventSourceMappingRequest& request,
                                             const Place& place);

// What it is after an update; its time is the caller's to give. Members that are there replace what
// was there as a whole: a DestinationConfig or FilterCriteria without content clears it. What went
// wrong before is forgotten, unless the mapping stays disabled. REQUIRES and errors: likewise.
absl::StatusOr<MappingDefinition> UpdatedMapping(const MappingDefinition& mapping,
                                                 const UpdateEventSourceMappingRequest& request,
                                                 const Place& place);

// A description. `result`: LastProcessingResult. A change shows its state on the way (Creating,
// Enabling, Disabling, Updating) until `transition` is over since, and at its own answer
// (`is_new`). StateTransitionReason is "User action", or why the mapping was stopped.
EventSourceMapping DescriptionOf(const MappingDefinition& mapping, const Place& place,
                                 std::string_view result, Time now,
                                 std::chrono::microseconds transition, bool is_new);

}  // namespace stator::trigger
