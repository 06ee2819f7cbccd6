// Field tables of the five operations on event source mappings. They are AWS Lambda's, and no part
// of operations.h: they have no X-Amz-Target.
//
// StartingPosition and EventSourceArn are not required here, as in the API reference: it depends on
// the kind of source whether there must be one, so they are looked at behind the members
// (trigger/mapping_edit.h).
#pragma once

#include "db/base/mapping_limits.h"
#include "db/request/field.h"
#include "stator/request/event_source_mapping.h"

namespace stator {

template <>
struct EnumNames<EventSourcePosition> {
  using E = EventSourcePosition;
  static constexpr std::pair<E, std::string_view> names[] = {
      {E::kLatest, "LATEST"},
      {E::kAtTimestamp, "AT_TIMESTAMP"},
      {E::kTrimHorizon, "TRIM_HORIZON"},
  };
};

template <>
struct EnumNames<FunctionResponseType> {
  static constexpr std::pair<FunctionResponseType, std::string_view> names[] = {
      {FunctionResponseType::kReportBatchItemFailures, "ReportBatchItemFailures"},
  };
};

template <>
struct EnumNames<EventSourceMappingMetric> {
  using E = EventSourceMappingMetric;
  static constexpr std::pair<E, std::string_view> names[] = {
      {E::kEventCount, "EventCount"},
      {E::kErrorCount, "ErrorCount"},
      {E::kKafkaMetrics, "KafkaMetrics"},
  };
};

template <>
struct FieldsOf<OnSuccess> {
  static constexpr std::string_view name = "OnSuccess";
  static constexpr auto fields =
      std::make_tuple(Field("Destination", &OnSuccess::destination)
                          .Between(0, limits::kDestinationArnCharactersMax));
};

template <>
struct FieldsOf<OnFailure> {
  static constexpr std::string_view name = "OnFailure";
  static constexpr auto fields =
      std::make_tuple(Field("Destination", &OnFailure::destination)
                          .Between(0, limits::kDestinationArnCharactersMax));
};

template <>
struct FieldsOf<DestinationConfig> {
  static constexpr std::string_view name = "DestinationConfig";
  static constexpr auto fields =
      std::make_tuple(Field("OnSuccess", &DestinationConfig::on_success),
                      Field("OnFailure", &DestinationConfig::on_failure));
};

template <>
struct FieldsOf<Filter> {
  static constexpr std::string_view name = "Filter";
  static constexpr auto fields = std::make_tuple(
      Field("Pattern", &Filter::pattern).Between(0, limits::kFilterPatternCharactersMax));
};

template <>
struct FieldsOf<FilterCriteria> {
  static constexpr std::string_view name = "FilterCriteria";
  static constexpr auto fields = std::make_tuple(Field("Filters", &FilterCriteria::filters));
};

template <>
struct FieldsOf<EventSourceMappingMetricsConfig> {
  using T = EventSourceMappingMetricsConfig;
  static constexpr std::string_view name = "EventSourceMappingMetricsConfig";
  static constexpr auto fields =
      std::make_tuple(Field("Metrics", &T::metrics).Between(0, limits::kMappingMetricsMax));
};

// What requests that make or change a mapping have in common, in the order of the API reference.
// Its other members are of other kinds of sources, or of services that we have not.
template <typename R>
constexpr auto MappingSettings() {
  return std::make_tuple(
      Field("Enabled", &R::enabled),
      Field("BatchSize", &R::batch_size).Between(1, limits::kBatchSizeMax),
      Field("FilterCriteria", &R::filter_criteria), Unsupported("KMSKeyArn"),
      Field("MetricsConfig", &R::metrics_config), Unsupported("LoggingConfig").UnlessEmpty(),
      Unsupported("ScalingConfig").UnlessEmpty(),
      Field("MaximumBatchingWindowInSeconds", &R::maximum_batching_window_in_seconds)
          .Between(0, limits::kBatchingWindowSecondsMax),
      Field("ParallelizationFactor", &R::parallelization_factor)
          .Between(1, limits::kParallelizationFactorMax),
      Field("DestinationConfig", &R::destination_config),
      Field("MaximumRecordAgeInSeconds", &R::maximum_record_age_in_seconds)
          .Between(-1, limits::kRecordAgeSecondsMax),
      Field("BisectBatchOnFunctionError", &R::bisect_batch_on_function_error),
      Field("MaximumRetryAttempts", &R::maximum_retry_attempts)
          .Between(-1, limits::kRetryAttemptsMax),
      Field("TumblingWindowInSeconds", &R::tumbling_window_in_seconds)
          .Between(0, limits::kTumblingWindowSecondsMax),
      Unsupported("SourceAccessConfigurations").UnlessEmpty(),
      Field("FunctionResponseTypes", &R::function_response_types)
          .Between(0, limits::kFunctionResponseTypesMax),
      Unsupported("AmazonManagedKafkaEventSourceConfig").UnlessEmpty(),
      Unsupported("SelfManagedKafkaEventSourceConfig").UnlessEmpty(),
      Unsupported("DocumentDBEventSourceConfig").UnlessEmpty(),
      Unsupported("ProvisionedPollerConfig").UnlessEmpty());
}

template <>
struct FieldsOf<CreateEventSourceMappingRequest> {
  using R = CreateEventSourceMappingRequest;
  static constexpr std::string_view name = "CreateEventSourceMappingRequest";
  static constexpr auto fields = std::tuple_cat(
      std::make_tuple(Field("EventSourceArn", &R::event_source_arn)
                          .Between(0, limits::kEventSourceArnCharactersMax),
                      Field("FunctionName", &R::function_name)
                          .Required()
                          .Between(1, limits::kNamespacedFunctionNameCharactersMax)),
      MappingSettings<R>(),
      std::make_tuple(Field("StartingPosition", &R::starting_position),
                      Field("StartingPositionTimestamp", &R::starting_position_timestamp),
                      Field("Tags", &R::tags), Unsupported("Topics").UnlessEmpty(),
                      Unsupported("Queues").UnlessEmpty(),
                      Unsupported("SelfManagedEventSource").UnlessEmpty()));
};

template <>
struct FieldsOf<UpdateEventSourceMappingRequest> {
  using R = UpdateEventSourceMappingRequest;
  static constexpr std::string_view name = "UpdateEventSourceMappingRequest";
  static constexpr auto fields =
      std::tuple_cat(std::make_tuple(Field("UUID", &R::uuid)
                                         .Required()
                                         .Between(limits::kUuidCharacters, limits::kUuidCharacters),
                                     Field("FunctionName", &R::function_name)
                                         .Between(1, limits::kNamespacedFunctionNameCharactersMax)),
                     MappingSettings<R>());
};

template <>
struct FieldsOf<GetEventSourceMappingRequest> {
  using R = GetEventSourceMappingRequest;
  static constexpr std::string_view name = "GetEventSourceMappingRequest";
  static constexpr auto fields = std::make_tuple(
      Field("UUID", &R::uuid).Required().Between(limits::kUuidCharacters, limits::kUuidCharacters));
};

template <>
struct FieldsOf<DeleteEventSourceMappingRequest> {
  using R = DeleteEventSourceMappingRequest;
  static constexpr std::string_view name = "DeleteEventSourceMappingRequest";
  static constexpr auto fields = std::make_tuple(
      Field("UUID", &R::uuid).Required().Between(limits::kUuidCharacters, limits::kUuidCharacters));
};

template <>
struct FieldsOf<ListEventSourceMappingsRequest> {
  using R = ListEventSourceMappingsRequest;
  static constexpr std::string_view name = "ListEventSourceMappingsRequest";
  static constexpr auto fields =
      std::make_tuple(Field("EventSourceArn", &R::event_source_arn)
                          .Between(0, limits::kEventSourceArnCharactersMax),
                      Field("FunctionName", &R::function_name)
                          .Between(1, limits::kNamespacedFunctionNameCharactersMax),
                      Field("Marker", &R::marker),
                      Field("MaxItems", &R::max_items).Between(1, limits::kMappingsAskedForMax));
};

// Results.

template <>
struct FieldsOf<EventSourceMapping> {
  using M = EventSourceMapping;
  static constexpr std::string_view name = "EventSourceMappingConfiguration";
  static constexpr auto fields = std::make_tuple(
      Field("UUID", &M::uuid), Field("StartingPosition", &M::starting_position),
      Field("BatchSize", &M::batch_size),
      Field("MaximumBatchingWindowInSeconds", &M::maximum_batching_window_in_seconds),
      Field("ParallelizationFactor", &M::parallelization_factor),
      Field("EventSourceArn", &M::event_source_arn), Field("FilterCriteria", &M::filter_criteria),
      Field("FunctionArn", &M::function_arn), Field("LastModified", &M::last_modified),
      Field("LastProcessingResult", &M::last_processing_result), Field("State", &M::state),
      Field("StateTransitionReason", &M::state_transition_reason),
      Field("DestinationConfig", &M::destination_config),
      Field("MaximumRecordAgeInSeconds", &M::maximum_record_age_in_seconds),
      Field("BisectBatchOnFunctionError", &M::bisect_batch_on_function_error),
      Field("MaximumRetryAttempts", &M::maximum_retry_attempts),
      Field("TumblingWindowInSeconds", &M::tumbling_window_in_seconds),
      Field("FunctionResponseTypes", &M::function_response_types),
      Field("EventSourceMappingArn", &M::event_source_mapping_arn),
      Field("MetricsConfig", &M::metrics_config));
};

template <>
struct FieldsOf<ListEventSourceMappingsResult> {
  using R = ListEventSourceMappingsResult;
  static constexpr std::string_view name = "ListEventSourceMappingsResponse";
  static constexpr auto fields =
      std::make_tuple(Field("NextMarker", &R::next_marker),
                      Field("EventSourceMappings", &R::event_source_mappings));
};

}  // namespace stator
