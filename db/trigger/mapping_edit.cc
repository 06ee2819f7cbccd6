// Both requests have the same settings, which are applied to a definition one by one. The order of
// checks: the source, the function, then the settings.
#include "db/trigger/mapping_edit.h"

#include <utility>

#include "db/base/limits.h"
#include "db/base/mapping_limits.h"
#include "db/base/status_macros.h"
#include "db/base/utf8.h"
#include "db/plan/tag_characters.h"
#include "db/trigger/error.h"
#include "db/trigger/filter.h"

namespace stator::trigger {
namespace {

using Change = MappingDefinition::Change;

constexpr std::string_view kUserAction = "User action";

absl::Status SetSource(const CreateEventSourceMappingRequest& request, const Place& place,
                       MappingDefinition& mapping) {
  if (!request.event_source_arn) return error::UnrecognizedSource();
  STATOR_ASSIGN_OR_RETURN(StreamSource source, StreamSourceOf(*request.event_source_arn, place));
  if (!request.starting_position) return error::NoStartingPosition();
  if (*request.starting_position == EventSourcePosition::kAtTimestamp) {
    return error::UnsupportedStartingPosition(*request.event_source_arn);
  }
  if (request.starting_position_timestamp) return error::UnusedTimestamp();
  mapping.stream_arn = *request.event_source_arn;
  mapping.table = std::move(source.table);
  mapping.label = std::move(source.label);
  mapping.starting_position = *request.starting_position;
  return absl::OkStatus();
}

absl::Status SetFilters(const FilterCriteria& criteria, MappingDefinition& mapping) {
  std::vector<std::string> patterns;
  for (const Filter& filter : criteria.filters.value_or(std::vector<Filter>())) {
    if (!filter.pattern) return error::InvalidFilter();
    patterns.push_back(*filter.pattern);
  }
  if (patterns.size() > limits::kFiltersMax) return error::TooManyFilters();
  STATOR_RETURN_IF_ERROR(Filters::Parse(patterns).status());
  mapping.filters = std::move(patterns);
  return absl::OkStatus();
}

absl::Status SetDestination(const DestinationConfig& config, const Place& place,
                            MappingDefinition& mapping) {
  if (config.on_success) return error::UnsupportedOnSuccess();
  const std::string destination = config.on_failure.value_or(OnFailure()).destination.value_or("");
  STATOR_ASSIGN_OR_RETURN(mapping.dead_letter_table, DestinationTableOf(destination, place));
  return absl::OkStatus();
}

absl::Status SetMetrics(const EventSourceMappingMetricsConfig& config, MappingDefinition& mapping) {
  mapping.counts_events = false;
  for (const EventSourceMappingMetric metric :
       config.metrics.value_or(std::vector<EventSourceMappingMetric>())) {
    if (metric != EventSourceMappingMetric::kEventCount) return error::UnsupportedMetric();
    mapping.counts_events = true;
  }
  return absl::OkStatus();
}

absl::Status SetTags(const std::map<std::string, std::string>& tags, MappingDefinition& mapping) {
  if (tags.size() > limits::kTagsPerResourceMax) return error::TooManyTags();
  for (const auto& [key, value] : tags) {
    const bool valid = !key.empty() && !key.starts_with("aws:") && IsValidUtf8(key) &&
                       IsValidUtf8(value) && plan::IsTagText(key) && plan::IsTagText(value) &&
                       CharacterCount(key) <= limits::kTagKeyCharactersMax &&
                       CharacterCount(value) <= limits::kTagValueCharactersMax;
    if (!valid) return error::InvalidTag(key);
  }
  mapping.tags = tags;
  return absl::OkStatus();
}

absl::Status ChangeTags(const UpdateEventSourceMappingRequest& request,
                        MappingDefinition& mapping) {
  std::map<std::string, std::string> tags = mapping.tags;
  for (const std::string& key : request.removed_tags) tags.erase(key);
  for (const auto& [key, value] : request.added_tags) tags[key] = value;
  return SetTags(tags, mapping);
}

template <typename T>
void SetIfGiven(const std::optional<T>& given, T& member) {
  if (given) member = *given;
}

template <typename Request>
absl::Status SetSettings(const Request& request, const Place& place, MappingDefinition& mapping) {
  if (request.filter_criteria) {
    STATOR_RETURN_IF_ERROR(SetFilters(*request.filter_criteria, mapping));
  }
  if (request.destination_config) {
    STATOR_RETURN_IF_ERROR(SetDestination(*request.destination_config, place, mapping));
  }
  if (request.metrics_config) STATOR_RETURN_IF_ERROR(SetMetrics(*request.metrics_config, mapping));
  const int32_t age = request.maximum_record_age_in_seconds.value_or(-1);
  if (age >= 0 && age < limits::kRecordAgeSecondsMin) return error::RecordAgeTooLow();
  SetIfGiven(request.maximum_record_age_in_seconds, mapping.record_age_seconds);
  SetIfGiven(request.enabled, mapping.enabled);
  SetIfGiven(request.batch_size, mapping.batch_size);
  SetIfGiven(request.maximum_batching_window_in_seconds, mapping.window_seconds);
  SetIfGiven(request.parallelization_factor, mapping.lanes);
  SetIfGiven(request.bisect_batch_on_function_error, mapping.bisect);
  SetIfGiven(request.maximum_retry_attempts, mapping.retries);
  SetIfGiven(request.tumbling_window_in_seconds, mapping.tumbling_seconds);
  if (request.function_response_types) {
    mapping.reports_item_failures = !request.function_response_types->empty();
  }
  return absl::OkStatus();
}

std::string_view StateOnTheWay(Change change) {
  switch (change) {
    case Change::kCreated:
      return "Creating";
    case Change::kEnabled:
      return "Enabling";
    case Change::kDisabled:
      return "Disabling";
    case Change::kUpdated:
      return "Updating";
  }
  return {};
}

// A clock that was set back to before the change does not hold up the mapping.
bool IsOnTheWay(const MappingDefinition& mapping, Time now, std::chrono::microseconds transition) {
  return now >= mapping.modified && now - mapping.modified < transition;
}

std::optional<FilterCriteria> FiltersOf(const MappingDefinition& mapping) {
  if (mapping.filters.empty()) return std::nullopt;
  std::vector<Filter> filters;
  for (const std::string& pattern : mapping.filters) filters.push_back({.pattern = pattern});
  return FilterCriteria{.filters = std::move(filters)};
}

// Without a destination too, as the service does.
DestinationConfig DestinationOf(const MappingDefinition& mapping, const Place& place) {
  OnFailure on_failure;
  if (!mapping.dead_letter_table.empty()) {
    on_failure.destination = place.TableArn(mapping.dead_letter_table);
  }
  return {.on_failure = std::move(on_failure)};
}

}  // namespace

absl::StatusOr<MappingDefinition> NewMapping(const CreateEventSourceMappingRequest& request,
                                             const Place& place) {
  MappingDefinition mapping;
  STATOR_RETURN_IF_ERROR(SetSource(request, place, mapping));
  STATOR_ASSIGN_OR_RETURN(mapping.function, FunctionNameOf(*request.function_name, place));
  STATOR_RETURN_IF_ERROR(SetSettings(request, place, mapping));
  if (request.tags) STATOR_RETURN_IF_ERROR(SetTags(*request.tags, mapping));
  return mapping;
}

absl::StatusOr<MappingDefinition> UpdatedMapping(const MappingDefinition& mapping,
                                                 const UpdateEventSourceMappingRequest& request,
                                                 const Place& place) {
  MappingDefinition updated = mapping;
  if (!request.removed_tags.empty() || !request.added_tags.empty()) {
    STATOR_RETURN_IF_ERROR(ChangeTags(request, updated));
    return updated;
  }
  if (request.function_name) {
    STATOR_ASSIGN_OR_RETURN(updated.function, FunctionNameOf(*request.function_name, place));
  }
  STATOR_RETURN_IF_ERROR(SetSettings(request, place, updated));
  updated.change = updated.enabled == mapping.enabled ? Change::kUpdated
                   : updated.enabled                  ? Change::kEnabled
                                                      : Change::kDisabled;
  if (updated.enabled || mapping.enabled) updated.problem.clear();
  return updated;
}

EventSourceMapping DescriptionOf(const MappingDefinition& mapping, const Place& place,
                                 std::string_view result, Time now,
                                 std::chrono::microseconds transition, bool is_new) {
  const bool on_the_way = is_new || IsOnTheWay(mapping, now, transition);
  const std::string_view settled = mapping.enabled ? "Enabled" : "Disabled";
  const bool was_stopped = !mapping.enabled && !mapping.problem.empty();
  EventSourceMapping description{
      .uuid = mapping.uuid,
      .starting_position = mapping.starting_position,
      .batch_size = mapping.batch_size,
      .maximum_batching_window_in_seconds = mapping.window_seconds,
      .parallelization_factor = mapping.next_lanes > 0 ? mapping.next_lanes : mapping.lanes,
      .event_source_arn = mapping.stream_arn,
      .filter_criteria = FiltersOf(mapping),
      .function_arn = place.FunctionArn(mapping.function),
      .last_modified = mapping.modified,
      .last_processing_result = std::string(result),
      .state = std::string(on_the_way ? StateOnTheWay(mapping.change) : settled),
      .state_transition_reason = was_stopped ? mapping.problem : std::string(kUserAction),
      .destination_config = DestinationOf(mapping, place),
      .maximum_record_age_in_seconds = mapping.record_age_seconds,
      .bisect_batch_on_function_error = mapping.bisect,
      .maximum_retry_attempts = mapping.retries,
      .tumbling_window_in_seconds = mapping.tumbling_seconds,
      .function_response_types = std::vector<FunctionResponseType>(),
      .event_source_mapping_arn = place.MappingArn(mapping.uuid)};
  if (mapping.reports_item_failures) {
    description.function_response_types->push_back(FunctionResponseType::kReportBatchItemFailures);
  }
  if (mapping.counts_events) {
    description.metrics_config =
        EventSourceMappingMetricsConfig{.metrics = {{EventSourceMappingMetric::kEventCount}}};
  }
  description.tags = mapping.tags;
  return description;
}

}  // namespace stator::trigger
