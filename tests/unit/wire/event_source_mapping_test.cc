// Event source mappings as JSON, which are AWS Lambda's.
#include "stator/request/event_source_mapping.h"

#include <string>

#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsInvalid;
using testing::IsOk;

template <typename Message>
std::string Json(const Message& message) {
  std::string json;
  wire::Encode(message, json);
  return json;
}

constexpr char kUuid[] = "11111111-2222-4333-8444-555555555555";

constexpr char kCreate[] =
    R"({"EventSourceArn":"arn","FunctionName":"count","Enabled":false,"BatchSize":10,)"
    R"("FilterCriteria":{"Filters":[{"Pattern":"{\"a\":[1]}"}]},)"
    R"("MetricsConfig":{"Metrics":["EventCount"]},"MaximumBatchingWindowInSeconds":1,)"
    R"("ParallelizationFactor":2,"DestinationConfig":{"OnSuccess":{},)"
    R"("OnFailure":{"Destination":"arn:t"}},"MaximumRecordAgeInSeconds":60,)"
    R"("BisectBatchOnFunctionError":true,"MaximumRetryAttempts":3,"TumblingWindowInSeconds":30,)"
    R"("FunctionResponseTypes":["ReportBatchItemFailures"],"StartingPosition":"TRIM_HORIZON",)"
    R"("Tags":{"team":"storage"}})";

TEST(EventSourceMappingMessages, ARequestIsReadAndWritten) {
  const auto request = wire::Decode<CreateEventSourceMappingRequest>(kCreate);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->function_name, "count");
  EXPECT_EQ(request->enabled, false);
  EXPECT_EQ(request->filter_criteria->filters->front().pattern, R"({"a":[1]})");
  EXPECT_EQ(request->destination_config->on_failure->destination, "arn:t");
  EXPECT_EQ(request->function_response_types->front(),
            FunctionResponseType::kReportBatchItemFailures);
  EXPECT_EQ(request->metrics_config->metrics->front(), EventSourceMappingMetric::kEventCount);
  EXPECT_EQ(request->starting_position, EventSourcePosition::kTrimHorizon);
  EXPECT_EQ(request->tags->at("team"), "storage");
  EXPECT_EQ(Json(*request), kCreate);
}

TEST(EventSourceMappingMessages, AMappingHasItsTimeAsSeconds) {
  const EventSourceMapping mapping{
      .uuid = kUuid,
      .starting_position = EventSourcePosition::kLatest,
      .last_modified = Time(std::chrono::microseconds(1'700'000'000'125'000)),
      .state = "Creating",
      .destination_config = DestinationConfig{.on_failure = OnFailure()},
      .function_response_types = std::vector<FunctionResponseType>(),
      .event_source_mapping_arn = "arn:m"};
  const std::string json = Json(mapping);
  EXPECT_EQ(json, R"({"UUID":"11111111-2222-4333-8444-555555555555","StartingPosition":"LATEST",)"
                  R"("LastModified":1700000000.125,"State":"Creating",)"
                  R"("DestinationConfig":{"OnFailure":{}},"FunctionResponseTypes":[],)"
                  R"("EventSourceMappingArn":"arn:m"})");
  const auto read = wire::DecodeResult<EventSourceMapping>(json);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->last_modified, mapping.last_modified);
  EXPECT_EQ(Json(*read), json);
}

TEST(EventSourceMappingMessages, APageHasItsMarker) {
  ListEventSourceMappingsResult page;
  page.next_marker = "next";
  page.event_source_mappings.push_back({.uuid = kUuid});
  EXPECT_EQ(Json(page), R"({"NextMarker":"next","EventSourceMappings":)"
                        R"([{"UUID":"11111111-2222-4333-8444-555555555555"}]})");
}

TEST(EventSourceMappingMessages, WhatIsOfOtherKindsOfSourcesIsRefusedByName) {
  for (const char* name : {"KMSKeyArn", "Topics", "Queues", "SelfManagedEventSource",
                           "ScalingConfig", "LoggingConfig", "ProvisionedPollerConfig"}) {
    const std::string json =
        R"({"FunctionName":"f",")" + std::string(name) + R"(":{"MaximumConcurrency":2}})";
    EXPECT_THAT(wire::Decode<CreateEventSourceMappingRequest>(json),
                IsInvalid(std::string(name) + " is not supported by this version"));
  }
  EXPECT_THAT(wire::Decode<CreateEventSourceMappingRequest>(
                  R"({"FunctionName":"f","Topics":[],"ScalingConfig":{},"KMSKeyArn":null})"),
              IsOk());
}

TEST(EventSourceMappingMembers, AreHeldToTheRangesOfTheReference) {
  const CreateEventSourceMappingRequest low{.event_source_arn = "",
                                            .function_name = "",
                                            .batch_size = 0,
                                            .maximum_batching_window_in_seconds = -1,
                                            .parallelization_factor = 0,
                                            .maximum_record_age_in_seconds = -2,
                                            .maximum_retry_attempts = -2,
                                            .tumbling_window_in_seconds = -1};
  const auto at_least = [](std::string_view value, std::string_view member, std::string_view what,
                           int least) {
    return "Value '" + std::string(value) + "' at '" + std::string(member) +
           "' failed to satisfy constraint: Member must have " + std::string(what) +
           " greater than or equal to " + std::to_string(least);
  };
  EXPECT_THAT(
      CheckMembers(low),
      IsInvalid("7 validation errors detected: " + at_least("", "functionName", "length", 1) +
                "; " + at_least("0", "batchSize", "value", 1) + "; " +
                at_least("-1", "maximumBatchingWindowInSeconds", "value", 0) + "; " +
                at_least("0", "parallelizationFactor", "value", 1) + "; " +
                at_least("-2", "maximumRecordAgeInSeconds", "value", -1) + "; " +
                at_least("-2", "maximumRetryAttempts", "value", -1) + "; " +
                at_least("-1", "tumblingWindowInSeconds", "value", 0)));
}

TEST(EventSourceMappingMembers, HaveMaxima) {
  const auto at_most = [](std::string_view value, std::string_view member, int most) {
    return IsInvalid("1 validation error detected: Value '" + std::string(value) + "' at '" +
                     std::string(member) +
                     "' failed to satisfy constraint: Member must have value less than or equal "
                     "to " +
                     std::to_string(most));
  };
  using Update = UpdateEventSourceMappingRequest;
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .batch_size = 10'001}),
              at_most("10001", "batchSize", 10'000));
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .maximum_batching_window_in_seconds = 301}),
              at_most("301", "maximumBatchingWindowInSeconds", 300));
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .parallelization_factor = 11}),
              at_most("11", "parallelizationFactor", 10));
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .maximum_record_age_in_seconds = 604'801}),
              at_most("604801", "maximumRecordAgeInSeconds", 604'800));
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .maximum_retry_attempts = 10'001}),
              at_most("10001", "maximumRetryAttempts", 10'000));
  EXPECT_THAT(CheckMembers(Update{.uuid = kUuid, .tumbling_window_in_seconds = 901}),
              at_most("901", "tumblingWindowInSeconds", 900));
  EXPECT_THAT(CheckMembers(ListEventSourceMappingsRequest{.max_items = 10'001}),
              at_most("10001", "maxItems", 10'000));
}

TEST(EventSourceMappingMembers, APatternHasAtMost4096Characters) {
  const auto with = [](size_t length) {
    return CreateEventSourceMappingRequest{
        .function_name = "f",
        .filter_criteria = FilterCriteria{.filters = {{{.pattern = std::string(length, 'x')}}}}};
  };
  EXPECT_THAT(CheckMembers(with(4096)), IsOk());
  EXPECT_THAT(CheckMembers(with(4097)),
              IsInvalid("1 validation error detected: Value '" + std::string(4097, 'x') +
                        "' at 'filterCriteria.filters.1.member.pattern' failed to satisfy "
                        "constraint: Member must have length less than or equal to 4096"));
}

TEST(EventSourceMappingMembers, AUuidHas36Characters) {
  EXPECT_THAT(CheckMembers(GetEventSourceMappingRequest{.uuid = kUuid}), IsOk());
  EXPECT_THAT(CheckMembers(GetEventSourceMappingRequest{.uuid = "short"}),
              IsInvalid("1 validation error detected: Value 'short' at 'uUID' failed to satisfy "
                        "constraint: Member must have length greater than or equal to 36"));
  EXPECT_THAT(CheckMembers(DeleteEventSourceMappingRequest()),
              IsInvalid("1 validation error detected: Value null at 'uUID' failed to satisfy "
                        "constraint: Member must not be null"));
}

TEST(EventSourceMappingMembers, EnumsHaveTheirValuesAlone) {
  EXPECT_THAT(
      wire::Decode<CreateEventSourceMappingRequest>(
          R"({"FunctionName":"f","StartingPosition":"NOW"})"),
      IsInvalid("1 validation error detected: Value 'NOW' at 'startingPosition' failed to satisfy "
                "constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, "
                "TRIM_HORIZON]"));
}

TEST(EventSourceMappingMembers, ListsOfEnumsAreToldAsAWhole) {
  EXPECT_THAT(
      wire::Decode<UpdateEventSourceMappingRequest>(
          R"({"UUID":"11111111-2222-4333-8444-555555555555",)"
          R"("FunctionResponseTypes":["Nothing"],)"
          R"("MetricsConfig":{"Metrics":["EventCount","Nothing"]}})"),
      IsInvalid("2 validation errors detected: Value '[EventCount, Nothing]' at "
                "'metricsConfig.metrics' failed to satisfy constraint: Member must satisfy "
                "constraint: [Member must satisfy enum value set: [EventCount, ErrorCount, "
                "KafkaMetrics]]; Value '[Nothing]' at 'functionResponseTypes' failed to satisfy "
                "constraint: Member must satisfy constraint: [Member must satisfy enum value set: "
                "[ReportBatchItemFailures]]"));
  EXPECT_THAT(
      wire::Decode<UpdateEventSourceMappingRequest>(
          R"({"UUID":"11111111-2222-4333-8444-555555555555","FunctionResponseTypes":["Nothing"],)"
          R"("FunctionResponseTypes":["ReportBatchItemFailures"]})"),
      IsOk());
  EXPECT_THAT(CheckMembers(UpdateEventSourceMappingRequest{
                  .uuid = kUuid,
                  .function_response_types = {{FunctionResponseType::kReportBatchItemFailures,
                                               FunctionResponseType::kReportBatchItemFailures}}}),
              IsInvalid("1 validation error detected: Value '[ReportBatchItemFailures, "
                        "ReportBatchItemFailures]' at 'functionResponseTypes' failed to satisfy "
                        "constraint: Member must have length less than or equal to 1"));
}

}  // namespace
}  // namespace stator
