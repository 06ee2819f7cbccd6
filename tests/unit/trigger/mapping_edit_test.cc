// What requests make of a mapping, with the texts of everything that is refused, and what is told
// of it.
#include "db/trigger/mapping_edit.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::trigger {
namespace {

using stator::testing::IsInvalid;
using stator::testing::IsOk;
using Tags = std::map<std::string, std::string>;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Place kHome{.region = "us-east-1", .account = "000000000000"};
const std::string kStream = kHome.TableArn("visits") + "/stream/2026-01-01T00:00:00.000";

CreateEventSourceMappingRequest Least() {
  return {.event_source_arn = kStream,
          .function_name = "count",
          .starting_position = EventSourcePosition::kTrimHorizon};
}

FilterCriteria Patterns(const std::vector<std::string>& patterns) {
  std::vector<Filter> filters;
  for (const std::string& pattern : patterns) filters.push_back({.pattern = pattern});
  return {.filters = filters};
}

TEST(NewMapping, HasTheDefaultsOfTheService) {
  const auto mapping = NewMapping(Least(), kHome);
  ASSERT_THAT(mapping, IsOk());
  const MappingDefinition expected{.stream_arn = kStream,
                                   .table = "visits",
                                   .label = "2026-01-01T00:00:00.000",
                                   .function = "count",
                                   .starting_position = EventSourcePosition::kTrimHorizon,
                                   .change = MappingDefinition::Change::kCreated,
                                   .enabled = true,
                                   .batch_size = 100,
                                   .window_seconds = 0,
                                   .lanes = 1,
                                   .record_age_seconds = -1,
                                   .bisect = false,
                                   .retries = -1,
                                   .tumbling_seconds = 0};
  EXPECT_EQ(*mapping, expected);
}

TEST(NewMapping, HasWhatTheRequestSays) {
  CreateEventSourceMappingRequest request = Least();
  request.function_name = kHome.FunctionArn("other");
  request.starting_position = EventSourcePosition::kLatest;
  request.enabled = false;
  request.batch_size = 10'000;
  request.filter_criteria = Patterns({R"({"eventName":["INSERT"]})", R"({"a":[1]})"});
  request.maximum_batching_window_in_seconds = 300;
  request.parallelization_factor = 10;
  request.destination_config = {.on_failure = {{.destination = kHome.TableArn("letters")}}};
  request.maximum_record_age_in_seconds = 60;
  request.bisect_batch_on_function_error = true;
  request.maximum_retry_attempts = 0;
  request.tumbling_window_in_seconds = 900;
  request.function_response_types = {{FunctionResponseType::kReportBatchItemFailures}};
  request.metrics_config = {.metrics = {{EventSourceMappingMetric::kEventCount}}};
  request.tags = Tags{{"team", "storage"}};
  const auto mapping = NewMapping(request, kHome);
  ASSERT_THAT(mapping, IsOk());
  const MappingDefinition expected{.stream_arn = kStream,
                                   .table = "visits",
                                   .label = "2026-01-01T00:00:00.000",
                                   .function = "other",
                                   .starting_position = EventSourcePosition::kLatest,
                                   .enabled = false,
                                   .batch_size = 10'000,
                                   .filters = {R"({"eventName":["INSERT"]})", R"({"a":[1]})"},
                                   .window_seconds = 300,
                                   .lanes = 10,
                                   .dead_letter_table = "letters",
                                   .record_age_seconds = 60,
                                   .bisect = true,
                                   .retries = 0,
                                   .tumbling_seconds = 900,
                                   .reports_item_failures = true,
                                   .counts_events = true,
                                   .tags = {{"team", "storage"}}};
  EXPECT_EQ(*mapping, expected);
}

TEST(NewMapping, NeedsASourceThatIsAStream) {
  CreateEventSourceMappingRequest request = Least();
  request.event_source_arn.reset();
  EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Unrecognized event source."));
  request.event_source_arn = "arn:aws:sqs:us-east-1:000000000000:queue";
  EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Unrecognized event source."));
}

TEST(NewMapping, NeedsAStartingPosition) {
  CreateEventSourceMappingRequest request = Least();
  request.starting_position.reset();
  EXPECT_THAT(NewMapping(request, kHome),
              IsInvalid("1 validation error detected: Value null at 'startingPosition' failed to "
                        "satisfy constraint: Member must not be null."));
}

TEST(NewMapping, OfAStreamOfATableBeginsAtNoTime) {
  CreateEventSourceMappingRequest request = Least();
  request.starting_position = EventSourcePosition::kAtTimestamp;
  request.starting_position_timestamp = Time();
  EXPECT_THAT(NewMapping(request, kHome),
              IsInvalid("Unsupported starting position for arn type: " + kStream));
  request.starting_position = EventSourcePosition::kLatest;
  EXPECT_THAT(
      NewMapping(request, kHome),
      IsInvalid("StartingPositionTimestamp is for the StartingPosition AT_TIMESTAMP alone."));
}

TEST(NewMapping, NeedsAFunctionThatCouldBeHere) {
  CreateEventSourceMappingRequest request = Least();
  request.function_name = "111111111111:count";
  EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Function does not exist"));
}

TEST(NewMapping, HasNoDestinationForSuccess) {
  CreateEventSourceMappingRequest request = Least();
  request.destination_config = {.on_success = {{.destination = kHome.TableArn("letters")}}};
  EXPECT_THAT(
      NewMapping(request, kHome),
      IsInvalid("Unsupported DestinationConfig parameter for given event source mapping type."));
}

TEST(NewMapping, HasADestinationForFailureThatIsATable) {
  CreateEventSourceMappingRequest request = Least();
  request.destination_config = {
      .on_failure = {{.destination = "arn:aws:sqs:us-east-1:000000000000:queue"}}};
  EXPECT_THAT(NewMapping(request, kHome),
              IsInvalid("A destination that is not a table of this database is not supported by "
                        "this version: arn:aws:sqs:us-east-1:000000000000:queue"));
}

TEST(NewMapping, RefusesAgesOfLessThanAMinute) {
  for (const int age : {0, 1, 59}) {
    CreateEventSourceMappingRequest request = Least();
    request.maximum_record_age_in_seconds = age;
    EXPECT_THAT(NewMapping(request, kHome),
                IsInvalid("MaximumRecordAgeInSeconds must be -1, or at least 60."));
  }
}

TEST(NewMapping, TakesBatchesOfMoreThanTenWithoutAWindow) {
  CreateEventSourceMappingRequest request = Least();
  request.batch_size = 11;
  EXPECT_THAT(NewMapping(request, kHome), IsOk());
}

TEST(NewMapping, TakesWindowsWithSeveralLanes) {
  CreateEventSourceMappingRequest request = Least();
  request.tumbling_window_in_seconds = 30;
  request.parallelization_factor = 2;
  EXPECT_THAT(NewMapping(request, kHome), IsOk());
}

TEST(NewMapping, RefusesFiltersThatAreNone) {
  CreateEventSourceMappingRequest request = Least();
  request.filter_criteria = Patterns({"single-string"});
  EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Invalid filter pattern definition."));
  request.filter_criteria = {.filters = {{Filter()}}};
  EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Invalid filter pattern definition."));
}

TEST(NewMapping, HasAtMostFiveFilters) {
  CreateEventSourceMappingRequest request = Least();
  request.filter_criteria = Patterns(std::vector<std::string>(5, R"({"a":[1]})"));
  EXPECT_THAT(NewMapping(request, kHome), IsOk());
  request.filter_criteria = Patterns(std::vector<std::string>(6, R"({"a":[1]})"));
  EXPECT_THAT(NewMapping(request, kHome),
              IsInvalid("FilterCriteria has more than the 5 filters that it may have."));
}

TEST(NewMapping, CountsEventsAndNothingElse) {
  for (const auto metric :
       {EventSourceMappingMetric::kErrorCount, EventSourceMappingMetric::kKafkaMetrics}) {
    CreateEventSourceMappingRequest request = Least();
    request.metrics_config = {.metrics = {{EventSourceMappingMetric::kEventCount, metric}}};
    EXPECT_THAT(
        NewMapping(request, kHome),
        IsInvalid("Unsupported MetricsConfig parameter for given event source mapping type."));
  }
}

TEST(NewMapping, HasTagsOfTheUsualForm) {
  const std::string text =
      "' is not of 1 to 128 characters with a value of at most 256, all of them "
      "letters, digits, spaces and _ . : / = + - @, and without aws: in front.";
  CreateEventSourceMappingRequest request = Least();
  const std::pair<std::string, std::string> bad[] = {{"", "v"},
                                                     {"aws:x", "v"},
                                                     {"a*", "v"},
                                                     {"a", "*"},
                                                     {"a", "\xFF"},
                                                     {std::string(129, 'k'), "v"},
                                                     {"a", std::string(257, 'v')}};
  for (const auto& [key, value] : bad) {
    request.tags = Tags{{key, value}};
    EXPECT_THAT(NewMapping(request, kHome), IsInvalid("Tags: the entry '" + key + text));
  }
  request.tags = Tags{{std::string(128, 'k'), std::string(256, 'v')}, {"é", ""}};
  EXPECT_THAT(NewMapping(request, kHome), IsOk());
  for (int i = 0; i < 50; ++i) request.tags->emplace("k" + std::to_string(i), "");
  EXPECT_THAT(NewMapping(request, kHome),
              IsInvalid("Tags has more than the 50 entries that it may have."));
}

MappingDefinition Existing() {
  return {.number = 3,
          .uuid = "11111111-2222-4333-8444-555555555555",
          .stream_arn = kStream,
          .table = "visits",
          .label = "2026-01-01T00:00:00.000",
          .log = 9,
          .function = "count",
          .starting_position = EventSourcePosition::kLatest,
          .start = {.stamp = 4, .ordinal = 0},
          .modified = Time(std::chrono::seconds(1'700'000'000)),
          .batch_size = 10,
          .filters = {R"({"a":[1]})"},
          .dead_letter_table = "letters",
          .retries = 2,
          .reports_item_failures = true};
}

MappingDefinition Updated(const UpdateEventSourceMappingRequest& request,
                          const MappingDefinition& mapping = Existing()) {
  const auto updated = UpdatedMapping(mapping, request, kHome);
  EXPECT_THAT(updated, IsOk());
  return updated.ok() ? *updated : MappingDefinition();
}

TEST(UpdatedMapping, IsAsItWasWhereNothingIsSaid) {
  MappingDefinition expected = Existing();
  expected.change = MappingDefinition::Change::kUpdated;
  EXPECT_EQ(Updated({}), expected);
}

TEST(UpdatedMapping, HasWhatTheRequestSays) {
  MappingDefinition expected = Existing();
  expected.change = MappingDefinition::Change::kUpdated;
  expected.function = "other";
  expected.batch_size = 7;
  expected.retries = -1;
  expected.lanes = 4;
  EXPECT_EQ(Updated({.function_name = "other",
                     .batch_size = 7,
                     .parallelization_factor = 4,
                     .maximum_retry_attempts = -1}),
            expected);
}

TEST(UpdatedMapping, LosesWhatIsGivenWithoutContent) {
  EXPECT_THAT(Updated({.filter_criteria = FilterCriteria()}).filters, IsEmpty());
  EXPECT_THAT(Updated({.filter_criteria = Patterns({})}).filters, IsEmpty());
  EXPECT_EQ(Updated({.destination_config = DestinationConfig()}).dead_letter_table, "");
  EXPECT_EQ(Updated({.destination_config = {{.on_failure = OnFailure()}}}).dead_letter_table, "");
  EXPECT_EQ(
      Updated({.destination_config = {{.on_failure = {{.destination = ""}}}}}).dead_letter_table,
      "");
  EXPECT_FALSE(Updated({.function_response_types = {{}}}).reports_item_failures);
}

TEST(UpdatedMapping, IsCheckedAsANewOneIs) {
  const auto error_of = [](const UpdateEventSourceMappingRequest& request) {
    return UpdatedMapping(Existing(), request, kHome);
  };
  EXPECT_THAT(error_of({.function_name = "count:live"}), IsInvalid("Function does not exist"));
  EXPECT_THAT(error_of({.filter_criteria = Patterns({"{}"})}),
              IsInvalid("Invalid filter pattern definition."));
  EXPECT_THAT(error_of({.maximum_record_age_in_seconds = 59}),
              IsInvalid("MaximumRecordAgeInSeconds must be -1, or at least 60."));
}

TEST(UpdatedMapping, SaysWhetherItWasEnabledOrDisabled) {
  using Change = MappingDefinition::Change;
  MappingDefinition disabled = Existing();
  disabled.enabled = false;
  EXPECT_EQ(Updated({.enabled = false}).change, Change::kDisabled);
  EXPECT_EQ(Updated({.enabled = true}).change, Change::kUpdated);
  EXPECT_EQ(Updated({.enabled = true}, disabled).change, Change::kEnabled);
  EXPECT_EQ(Updated({.enabled = false}, disabled).change, Change::kUpdated);
}

TEST(UpdatedMapping, ForgetsWhyItWasStoppedWhenItIsEnabled) {
  MappingDefinition stopped = Existing();
  stopped.enabled = false;
  stopped.problem = "PROBLEM: x";
  EXPECT_EQ(Updated({.batch_size = 1}, stopped).problem, "PROBLEM: x");
  EXPECT_EQ(Updated({.enabled = true}, stopped).problem, "");
}

constexpr std::chrono::seconds kTransition{10};

std::string StateOf(const MappingDefinition& mapping, std::chrono::seconds later,
                    bool is_new = false) {
  return *DescriptionOf(mapping, kHome, "OK", mapping.modified + later, kTransition, is_new).state;
}

TEST(Description, TellsEverything) {
  const EventSourceMapping told =
      DescriptionOf(Existing(), kHome, "No records processed", Existing().modified + kTransition,
                    kTransition, false);
  EXPECT_EQ(told.uuid, "11111111-2222-4333-8444-555555555555");
  EXPECT_EQ(told.starting_position, EventSourcePosition::kLatest);
  EXPECT_EQ(told.batch_size, 10);
  EXPECT_EQ(told.maximum_batching_window_in_seconds, 0);
  EXPECT_EQ(told.parallelization_factor, 1);
  EXPECT_EQ(told.event_source_arn, kStream);
  ASSERT_EQ(told.filter_criteria->filters->size(), 1u);
  EXPECT_EQ(told.filter_criteria->filters->front().pattern, R"({"a":[1]})");
  EXPECT_EQ(told.function_arn, kHome.FunctionArn("count"));
  EXPECT_EQ(told.last_modified, Existing().modified);
  EXPECT_EQ(told.last_processing_result, "No records processed");
  EXPECT_EQ(told.state, "Enabled");
  EXPECT_EQ(told.state_transition_reason, "User action");
  EXPECT_EQ(told.destination_config->on_failure->destination, kHome.TableArn("letters"));
  EXPECT_FALSE(told.destination_config->on_success.has_value());
  EXPECT_EQ(told.maximum_record_age_in_seconds, -1);
  EXPECT_EQ(told.bisect_batch_on_function_error, false);
  EXPECT_EQ(told.maximum_retry_attempts, 2);
  EXPECT_EQ(told.tumbling_window_in_seconds, 0);
  EXPECT_THAT(*told.function_response_types,
              ElementsAre(FunctionResponseType::kReportBatchItemFailures));
  EXPECT_EQ(told.event_source_mapping_arn,
            kHome.MappingArn("11111111-2222-4333-8444-555555555555"));
  EXPECT_FALSE(told.metrics_config.has_value());
}

TEST(Description, OfLittleHasAnEmptyDestinationAndNoFilters) {
  const EventSourceMapping told = DescriptionOf({}, kHome, "OK", Time(), kTransition, false);
  EXPECT_FALSE(told.filter_criteria.has_value());
  ASSERT_TRUE(told.destination_config->on_failure.has_value());
  EXPECT_FALSE(told.destination_config->on_failure->destination.has_value());
  EXPECT_THAT(*told.function_response_types, IsEmpty());
}

TEST(Description, ShowsTheMetricsThatWereAskedFor) {
  const EventSourceMapping told =
      DescriptionOf({.counts_events = true}, kHome, "OK", Time(), kTransition, false);
  EXPECT_THAT(*told.metrics_config->metrics, ElementsAre(EventSourceMappingMetric::kEventCount));
}

TEST(Description, ShowsAStateOnTheWayUntilTheTransitionIsOver) {
  using Change = MappingDefinition::Change;
  const std::pair<Change, std::string> states[] = {{Change::kCreated, "Creating"},
                                                   {Change::kEnabled, "Enabling"},
                                                   {Change::kDisabled, "Disabling"},
                                                   {Change::kUpdated, "Updating"}};
  for (const auto& [change, state] : states) {
    MappingDefinition mapping = Existing();
    mapping.change = change;
    mapping.enabled = change != Change::kDisabled;
    const std::string settled = mapping.enabled ? "Enabled" : "Disabled";
    EXPECT_EQ(StateOf(mapping, std::chrono::seconds(0)), state);
    EXPECT_EQ(StateOf(mapping, std::chrono::seconds(9)), state);
    EXPECT_EQ(StateOf(mapping, std::chrono::seconds(10)), settled);
    EXPECT_EQ(StateOf(mapping, std::chrono::seconds(10), /*is_new=*/true), state);
    // The clock was set back.
    EXPECT_EQ(StateOf(mapping, std::chrono::seconds(-1)), settled);
  }
}

TEST(Description, TellsWhyAMappingWasStopped) {
  MappingDefinition stopped = Existing();
  stopped.problem = "It overran its limit.";
  const auto reason_of = [](const MappingDefinition& mapping) {
    return *DescriptionOf(mapping, kHome, "OK", Time(), kTransition, false).state_transition_reason;
  };
  EXPECT_EQ(reason_of(stopped), "User action");
  stopped.enabled = false;
  EXPECT_EQ(reason_of(stopped), "It overran its limit.");
}

}  // namespace
}  // namespace stator::trigger
