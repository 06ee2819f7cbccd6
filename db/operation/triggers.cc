#include "db/operation/triggers.h"

#include <algorithm>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/operation/write_function.h"
#include "db/plan/resource_arn.h"
#include "db/request/check_members.h"
#include "db/request/event_source_mapping.h"
#include "db/trigger/dispatch_error.h"
#include "db/trigger/mapping_edit.h"

namespace stator::operation {
namespace {

using trigger::MappingDefinition;

constexpr size_t kFunctionNameMax = 64;
// As Lambda answers at most.
constexpr size_t kMappingsPerPageMax = 100;

bool IsFunctionName(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !name.empty() && name.size() <= kFunctionNameMax &&
         std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

TriggerOperations::TriggerOperations(const Context& context, trigger::Dispatcher& dispatcher,
                                     trigger::Place place)
    : context_(context),
      dispatcher_(dispatcher),
      place_(std::move(place)),
      rows_(context.store, context.catalog) {}

absl::Status TriggerOperations::Set(std::string_view name, trigger::LocalFunction function) {
  if (!IsFunctionName(name)) return trigger::error::FunctionNameInvalid(name);
  dispatcher_.functions().Set(name, std::move(function));
  dispatcher_.FunctionsChanged();
  return absl::OkStatus();
}

absl::Status TriggerOperations::Register(std::string_view name, Function function,
                                         const FunctionOptions& options) {
  return Set(name, {.call = std::move(function), .options = options});
}

absl::Status TriggerOperations::Register(std::string_view name, ExactlyOnceFunction function,
                                         const FunctionOptions& options) {
  return Set(name, {.call = std::move(function), .options = options});
}

void TriggerOperations::Unregister(std::string_view name) { dispatcher_.functions().Remove(name); }

void TriggerOperations::SetHost(FunctionHost* host) {
  dispatcher_.functions().SetHost(host);
  dispatcher_.FunctionsChanged();
}

void TriggerOperations::HostChanged() { dispatcher_.FunctionsChanged(); }

absl::StatusOr<std::unique_ptr<WriteSubscription>> TriggerOperations::OnWrite(
    std::string_view table, WriteFunction function) {
  return SubscribeToWrites(context_, table, std::move(function));
}

EventSourceMapping TriggerOperations::Describe(const MappingDefinition& mapping,
                                               bool is_new) const {
  const std::string result =
      mapping.problem.empty() ? dispatcher_.ResultOf(mapping.uuid) : mapping.problem;
  return trigger::DescriptionOf(mapping, place_, result, context_.clock.Now(), context_.delay,
                                is_new);
}

absl::StatusOr<MappingDefinition> TriggerOperations::Find(std::string_view uuid) const {
  STATOR_ASSIGN_OR_RETURN(const std::vector<MappingDefinition> all, rows_.All());
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& m) { return m.uuid == uuid; });
  if (found == all.end()) return trigger::error::MappingNotFound();
  return *found;
}

absl::StatusOr<EventSourceMapping> TriggerOperations::CreateEventSourceMapping(
    const CreateEventSourceMappingRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_ASSIGN_OR_RETURN(MappingDefinition mapping, trigger::NewMapping(request, place_));
  mapping.uuid = NewUuid();
  mapping.created = mapping.modified = context_.clock.Now();
  STATOR_ASSIGN_OR_RETURN(mapping, rows_.Create(std::move(mapping)));
  STATOR_RETURN_IF_ERROR(dispatcher_.Added(mapping));
  return Describe(mapping, /*is_new=*/true);
}

absl::StatusOr<EventSourceMapping> TriggerOperations::GetEventSourceMapping(
    const GetEventSourceMappingRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_ASSIGN_OR_RETURN(const MappingDefinition mapping, Find(*request.uuid));
  return Describe(mapping, /*is_new=*/false);
}

absl::StatusOr<EventSourceMapping> TriggerOperations::UpdateEventSourceMapping(
    const UpdateEventSourceMappingRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  const auto edit = [&](const MappingDefinition& before) -> absl::StatusOr<MappingDefinition> {
    STATOR_ASSIGN_OR_RETURN(MappingDefinition after,
                            trigger::UpdatedMapping(before, request, place_));
    after.modified = context_.clock.Now();
    // The number of lanes changes when they have come to one place (trigger/lane_change.cc).
    const int32_t lanes = std::exchange(after.lanes, before.lanes);
    if (request.parallelization_factor) after.next_lanes = lanes == before.lanes ? 0 : lanes;
    return after;
  };
  STATOR_ASSIGN_OR_RETURN(const MappingDefinition mapping, rows_.Update(*request.uuid, edit));
  STATOR_RETURN_IF_ERROR(dispatcher_.Changed(mapping));
  return Describe(mapping, /*is_new=*/true);
}

absl::StatusOr<EventSourceMapping> TriggerOperations::DeleteEventSourceMapping(
    const DeleteEventSourceMappingRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_ASSIGN_OR_RETURN(const MappingDefinition mapping, rows_.Erase(*request.uuid));
  EventSourceMapping described = Describe(mapping, /*is_new=*/false);
  described.state = "Deleting";
  dispatcher_.Removed(mapping.uuid);
  return described;
}

// The marker is the UUID of the last mapping of the page before.
absl::StatusOr<ListEventSourceMappingsResult> TriggerOperations::ListEventSourceMappings(
    const ListEventSourceMappingsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  std::string function;
  if (request.function_name) {
    STATOR_ASSIGN_OR_RETURN(function, trigger::FunctionNameOf(*request.function_name, place_));
  }
  STATOR_ASSIGN_OR_RETURN(const std::vector<MappingDefinition> all, rows_.All());
  const size_t limit = std::min<size_t>(
      static_cast<size_t>(request.max_items.value_or(kMappingsPerPageMax)), kMappingsPerPageMax);
  ListEventSourceMappingsResult result;
  bool is_behind = !request.marker;
  for (const MappingDefinition& mapping : all) {
    const bool begins = is_behind;
    is_behind |= request.marker == mapping.uuid;
    if (!begins || (request.function_name && mapping.function != function) ||
        (request.event_source_arn && mapping.stream_arn != *request.event_source_arn)) {
      continue;
    }
    if (result.event_source_mappings.size() == limit) {
      result.next_marker = result.event_source_mappings.back().uuid;
      break;
    }
    result.event_source_mappings.push_back(Describe(mapping, /*is_new=*/false));
  }
  return result;
}

absl::Status TriggerOperations::Replay(std::string_view mapping, const ReplayFrom& from) {
  STATOR_ASSIGN_OR_RETURN(MappingDefinition found, Find(mapping));
  STATOR_RETURN_IF_ERROR(rows_.SetBack(mapping, from));
  // What is in flight finds that the row is another, and is void.
  return dispatcher_.Restart(std::move(found));
}

}  // namespace stator::operation
