// Operations on event source mappings: to the database, which keeps them.
#include <utility>

#include "db/base/status_macros.h"
#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "server/lambda/lambda_parts.h"
#include "stator/request/event_source_mapping.h"

namespace stator::server {
namespace {

constexpr int kAccepted = 202;

// The database lets a mapping wait for its function; AWS Lambda has none without one.
absl::Status CheckFunctionIsThere(const LambdaParts& parts,
                                  const std::optional<std::string>& function) {
  if (!function) return absl::OkStatus();
  const absl::Status found = FindFunction(parts, *function).status();
  return absl::IsNotFound(found) ? absl::InvalidArgumentError("Function does not exist") : found;
}

absl::StatusOr<EventSourceMapping> CreateMapping(const LambdaParts& parts,
                                                 const LambdaRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const CreateEventSourceMappingRequest asked,
                          wire::Decode<CreateEventSourceMappingRequest>(request.body));
  STATOR_RETURN_IF_ERROR(CheckMembers(asked));
  STATOR_RETURN_IF_ERROR(CheckFunctionIsThere(parts, asked.function_name));
  return parts.triggers.CreateEventSourceMapping(asked);
}

absl::StatusOr<EventSourceMapping> UpdateMapping(const LambdaParts& parts,
                                                 const LambdaRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const UpdateEventSourceMappingRequest asked,
                          wire::Decode<UpdateEventSourceMappingRequest>(
                              WithMember(request.body, "UUID", request.arguments[0])));
  STATOR_RETURN_IF_ERROR(CheckMembers(asked));
  STATOR_RETURN_IF_ERROR(CheckFunctionIsThere(parts, asked.function_name));
  return parts.triggers.UpdateEventSourceMapping(asked);
}

std::optional<std::string> FromQuery(const LambdaRequest& request, std::string_view name) {
  const std::string* value = request.Find(name);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

absl::StatusOr<ListEventSourceMappingsResult> ListMappings(const LambdaParts& parts,
                                                           const LambdaRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const std::optional<int32_t> max_items, MaxItemsOf(request));
  return parts.triggers.ListEventSourceMappings(
      {.event_source_arn = FromQuery(request, "EventSourceArn"),
       .function_name = FromQuery(request, "FunctionName"),
       .marker = FromQuery(request, "Marker"),
       .max_items = max_items});
}

}  // namespace

LambdaAnswer CreateEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(CreateMapping(parts, request), kAccepted);
}

LambdaAnswer UpdateEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(UpdateMapping(parts, request), kAccepted);
}

LambdaAnswer GetEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(parts.triggers.GetEventSourceMapping({.uuid = request.arguments[0]}));
}

LambdaAnswer DeleteEventSourceMapping(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(parts.triggers.DeleteEventSourceMapping({.uuid = request.arguments[0]}),
                      kAccepted);
}

LambdaAnswer ListEventSourceMappings(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(ListMappings(parts, request));
}

}  // namespace stator::server
