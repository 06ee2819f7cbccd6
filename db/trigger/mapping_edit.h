// What the operations on event source mappings make of a definition, and what they tell of it: all
// checks but those that need the store. Pure functions.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/trigger/mapping.h"

namespace stator::trigger {

// Where the database is.
struct Place {
  std::string region;
  std::string account;

  // "arn:aws:lambda:<region>:<account>:function:<name>"
  std::string FunctionArn(std::string_view function) const;
};

// The name of a function that is given as name, partial ARN or ARN, of this place. Errors:
// ValidationException.
absl::StatusOr<std::string> FunctionNameOf(std::string_view given, const Place& place);

// The definition of a new mapping; its number, uuid, log, start and time are the caller's to give.
// REQUIRES: the request has passed the member gate. Errors, as the service tells them:
// combinations that are refused, sources and destinations of other kinds, filters.
absl::StatusOr<MappingDefinition> NewMapping(const CreateEventSourceMappingRequest& request,
                                             const Place& place);

// What it is after an update. Errors: likewise.
absl::StatusOr<MappingDefinition> UpdatedMapping(const MappingDefinition& mapping,
                                                 const UpdateEventSourceMappingRequest& request,
                                                 const Place& place);

// A description. `result`: LastProcessingResult. A change shows its state on the way (Creating,
// Enabling, Disabling, Updating) until `transition` is over since, and at its own answer
// (`is_new`).
EventSourceMapping DescriptionOf(const MappingDefinition& mapping, const Place& place,
                                 std::string_view result, Time now,
                                 std::chrono::microseconds transition, bool is_new);

}  // namespace stator::trigger
