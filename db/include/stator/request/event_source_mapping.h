// The five operations on event source mappings, as AWS Lambda has them: which function is called
// with the changes of which stream, and how. What a mapping does with them is in stator/trigger.h.
//
//   CreateEventSourceMapping{.event_source_arn = <of a stream>, .function_name = "count",
//                            .starting_position = EventSourcePosition::kTrimHorizon}
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"

namespace stator {

enum class EventSourcePosition : uint8_t {
  kTrimHorizon,  // With the oldest record that there is.
  kLatest,       // With the first one that is committed after the mapping.
  kAtTimestamp,  // Not of streams of tables.
};
enum class FunctionResponseType : uint8_t { kReportBatchItemFailures };
enum class EventSourceMappingMetric : uint8_t { kEventCount, kErrorCount, kKafkaMetrics };

struct OnSuccess {
  std::optional<std::string> destination{};
};

// Where batches go that failed for good: the ARN of a table (stator/trigger.h, "Dead letters").
struct OnFailure {
  std::optional<std::string> destination{};
};

struct DestinationConfig {
  std::optional<OnSuccess> on_success{};
  std::optional<OnFailure> on_failure{};
};

// A pattern of EventBridge over a record of the event, as JSON.
struct Filter {
  std::optional<std::string> pattern{};
};

// A record is delivered when one of the filters matches; without any, always.
struct FilterCriteria {
  std::optional<std::vector<Filter>> filters{};
};

struct EventSourceMappingMetricsConfig {
  std::optional<std::vector<EventSourceMappingMetric>> metrics{};
};

// Counts and times as AWS Lambda has them; defaults are those of the service.
struct CreateEventSourceMappingRequest {
  std::optional<std::string> event_source_arn{};           // required
  std::optional<std::string> function_name{};              // required; name, partial ARN or ARN
  std::optional<EventSourcePosition> starting_position{};  // required
  std::optional<Time> starting_position_timestamp{};       // with kAtTimestamp
  std::optional<bool> enabled{};                           // default true
  std::optional<int32_t> batch_size{};                     // 1 to 10,000; default 100
  std::optional<FilterCriteria> filter_criteria{};
  std::optional<int32_t> maximum_batching_window_in_seconds{};  // 0 to 300; default 0
  std::optional<int32_t> parallelization_factor{};              // 1 to 10; default 1
  std::optional<DestinationConfig> destination_config{};
  std::optional<int32_t> maximum_record_age_in_seconds{};  // -1 (default: any), 60 to 604,800
  std::optional<bool> bisect_batch_on_function_error{};    // default false
  std::optional<int32_t> maximum_retry_attempts{};         // -1 (default: any), 0 to 10,000
  std::optional<int32_t> tumbling_window_in_seconds{};     // 0 (default: none) to 900
  std::optional<std::vector<FunctionResponseType>> function_response_types{};
  std::optional<EventSourceMappingMetricsConfig> metrics_config{};
  std::optional<std::map<std::string, std::string>> tags{};
};

// What is absent stays as it is.
struct UpdateEventSourceMappingRequest {
  std::optional<std::string> uuid{};  // required
  std::optional<std::string> function_name{};
  std::optional<bool> enabled{};        // default true
  std::optional<int32_t> batch_size{};  // 1 to 10,000; default 100
  std::optional<FilterCriteria> filter_criteria{};
  std::optional<int32_t> maximum_batching_window_in_seconds{};  // 0 to 300; default 0
  std::optional<int32_t> parallelization_factor{};              // 1 to 10; default 1
  std::optional<DestinationConfig> destination_config{};
  std::optional<int32_t> maximum_record_age_in_seconds{};  // -1 (default: any), 60 to 604,800
  std::optional<bool> bisect_batch_on_function_error{};    // default false
  std::optional<int32_t> maximum_retry_attempts{};         // -1 (default: any), 0 to 10,000
  std::optional<int32_t> tumbling_window_in_seconds{};     // 0 (default: none) to 900
  std::optional<std::vector<FunctionResponseType>> function_response_types{};
  std::optional<EventSourceMappingMetricsConfig> metrics_config{};
  // What the service has operations of their own for, TagResource and UntagResource: a request with
  // any of these changes tags alone. First some are removed, if they are there, then some added.
  std::vector<std::string> removed_tags{};
  std::map<std::string, std::string> added_tags{};
};

struct GetEventSourceMappingRequest {
  std::optional<std::string> uuid{};  // required
};

struct DeleteEventSourceMappingRequest {
  std::optional<std::string> uuid{};  // required
};

struct ListEventSourceMappingsRequest {
  std::optional<std::string> event_source_arn{};
  std::optional<std::string> function_name{};
  std::optional<std::string> marker{};
  std::optional<int32_t> max_items{};  // 1 to 10,000; at most 100 are answered at a time
};

// A mapping as it is.
struct EventSourceMapping {
  std::optional<std::string> uuid{};
  std::optional<EventSourcePosition> starting_position{};
  std::optional<int32_t> batch_size{};
  std::optional<int32_t> maximum_batching_window_in_seconds{};
  std::optional<int32_t> parallelization_factor{};
  std::optional<std::string> event_source_arn{};
  std::optional<FilterCriteria> filter_criteria{};
  std::optional<std::string> function_arn{};
  std::optional<Time> last_modified{};
  // "No records processed", "OK", "PROBLEM: ...".
  std::optional<std::string> last_processing_result{};
  // "Creating", "Enabling", "Enabled", "Disabling", "Disabled", "Updating", "Deleting".
  std::optional<std::string> state{};
  std::optional<std::string> state_transition_reason{};
  std::optional<DestinationConfig> destination_config{};
  std::optional<int32_t> maximum_record_age_in_seconds{};
  std::optional<bool> bisect_batch_on_function_error{};
  std::optional<int32_t> maximum_retry_attempts{};
  std::optional<int32_t> tumbling_window_in_seconds{};
  std::optional<std::vector<FunctionResponseType>> function_response_types{};
  std::optional<std::string> event_source_mapping_arn{};
  std::optional<EventSourceMappingMetricsConfig> metrics_config{};
  std::map<std::string, std::string> tags{};  // The service tells them by ListTags alone.
};

struct ListEventSourceMappingsResult {
  std::optional<std::string> next_marker{};
  std::vector<EventSourceMapping> event_source_mappings;
};

}  // namespace stator
