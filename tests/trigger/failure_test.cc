// What happens to batches that fail: retries, halves, partial failures, age, and where they go.
#include <string>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

MATCHER_P(IsRedriven, letters, "has redriven so many") { return arg.ok() && *arg == letters; }

FunctionResult Fails(const Invocation&) { return absl::UnknownError("no"); }

class Failing : public TriggerTest {
 protected:
  // Fails as a whole while the batch has this key.
  static std::function<FunctionResult(const Invocation&)> FailsOn(const std::string& key) {
    return [key](const Invocation& call) -> FunctionResult {
      for (const std::string& k : KeysOf(call)) {
        if (k == key) return absl::UnknownError("no");
      }
      return FunctionResponse();
    };
  }
  // Reports the record of this key, and those behind it.
  static std::function<FunctionResult(const Invocation&)> Reports(const std::string& key) {
    return [key](const Invocation& call) -> FunctionResult {
      FunctionResponse response;
      for (const Record& record : call.records) {
        if (KeyOf(record) == key) {
          response.batch_item_failures.push_back(*record.dynamodb->sequence_number);
        }
      }
      return response;
    };
  }
};

TEST_F(Failing, IsTriedAsOftenAsTheRetriesSayAndOnceMore) {
  Remember(Fails);
  Map({.destination_config = ToDeadLetters(), .maximum_retry_attempts = 3});
  Put("a");
  Put("b");
  const DrainReport report = Drain();
  EXPECT_THAT(calls_, SizeIs(4));
  EXPECT_EQ(report.errors, 4);
  EXPECT_EQ(report.dropped, 2);
  EXPECT_GT(report.skipped.count(), 0);
  const std::vector<Item> letters = DeadLetters();
  ASSERT_THAT(letters, SizeIs(1));
  const ItemView document = letters[0].Find("document")->AsMap();
  const ItemView context = document.Find("requestContext")->AsMap();
  EXPECT_EQ(context.Find("condition")->AsString(), "RetryAttemptsExhausted");
  EXPECT_EQ(context.Find("approximateInvokeCount")->AsNumber(), Number(4));
  EXPECT_EQ(letters[0].Find("records")->AsList().size(), 2u);
}

TEST_F(Failing, KeepsItsPlaceInTheQueueWhileItIsTried) {
  int failures = 0;
  Remember([&](const Invocation& call) -> FunctionResult {
    EXPECT_EQ(call.attempt, failures + 1);
    if (++failures < 3) return absl::UnknownError("not yet");
    failures = 0;
    return FunctionResponse();
  });
  Map({.batch_size = 1});
  Put("a");
  Put("b");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"a"}, {"a"}, {"a"}, {"b"}, {"b"}, {"b"}}));
}

TEST_F(Failing, WhatAFunctionThrowsIsAFailure) {
  Remember([](const Invocation&) -> FunctionResult { throw std::runtime_error("thrown"); });
  const std::string uuid = Map({.maximum_retry_attempts = 0});
  Put("a");
  EXPECT_EQ(Drain().errors, 1);
  EXPECT_EQ(Get(uuid).last_processing_result, "PROBLEM: Function call failed");
}

TEST_F(Failing, IsHalvedUntilThePoisonStandsAlone) {
  Remember(FailsOn("c"));
  Map({.bisect_batch_on_function_error = true, .maximum_retry_attempts = 1});
  for (const char* key : {"a", "b", "c", "d"}) Put(key);
  const DrainReport report = Drain();
  // Halving costs no retry: only the record alone is retried.
  EXPECT_EQ(calls_, (Calls{{"a", "b", "c", "d"}, {"a", "b"}, {"c", "d"}, {"c"}, {"c"}, {"d"}}));
  EXPECT_EQ(report.dropped, 1);
  EXPECT_EQ(report.records, 3);
}

TEST_F(Failing, GoesOnFromTheFirstRecordThatWasReported) {
  Remember(Reports("b"));
  Map({.maximum_retry_attempts = 2,
       .function_response_types = {{FunctionResponseType::kReportBatchItemFailures}}});
  for (const char* key : {"a", "b", "c"}) Put(key);
  EXPECT_EQ(Drain().dropped, 2);
  EXPECT_EQ(calls_, (Calls{{"a", "b", "c"}, {"b", "c"}, {"b", "c"}}));
}

TEST_F(Failing, IsCutAtTheReportedRecordWhenItBisects) {
  Remember(Reports("b"));
  Map({.bisect_batch_on_function_error = true,
       .maximum_retry_attempts = 0,
       .function_response_types = {{FunctionResponseType::kReportBatchItemFailures}}});
  for (const char* key : {"a", "b", "c"}) Put(key);
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(calls_, (Calls{{"a", "b", "c"}, {"b", "c"}, {"b"}, {"c"}}));
}

TEST_F(Failing, AReportThatNobodyAskedForIsNotLookedAt) {
  Remember(Reports("a"));
  Map({});
  Put("a");
  EXPECT_EQ(Drain().records, 1);
  EXPECT_THAT(calls_, SizeIs(1));
}

TEST_F(Failing, AReportOfARecordThatIsNotInTheBatchFailsAllOfIt) {
  Remember([](const Invocation&) -> FunctionResult {
    return FunctionResponse{.batch_item_failures = {"1"}};
  });
  Map({.maximum_retry_attempts = 1,
       .function_response_types = {{FunctionResponseType::kReportBatchItemFailures}}});
  Put("a");
  Put("b");
  EXPECT_EQ(Drain().dropped, 2);
  EXPECT_EQ(calls_, (Calls{{"a", "b"}, {"a", "b"}}));
}

TEST_F(Failing, IsGivenUpWhenItBecomesTooOld) {
  Remember(Fails);
  Map({.destination_config = ToDeadLetters(), .maximum_record_age_in_seconds = 60});
  Put("a");
  const DrainReport report = Drain();
  EXPECT_EQ(report.dropped, 1);
  EXPECT_GE(report.skipped, std::chrono::seconds(60));
  const std::vector<Item> letters = DeadLetters();
  ASSERT_THAT(letters, SizeIs(1));
  const ItemView document = letters[0].Find("document")->AsMap();
  EXPECT_EQ(document.Find("requestContext")->AsMap().Find("condition")->AsString(),
            "RecordAgeExceeded");
  EXPECT_FALSE(document.Find("responseContext").has_value());
}

TEST_F(Failing, WithoutLimitsIsTriedForADay) {
  Remember(Fails);
  Map({});
  Put("a");
  const DrainReport report = Drain();
  EXPECT_EQ(report.dropped, 1);
  EXPECT_GE(report.skipped, std::chrono::hours(24));
  EXPECT_GT(report.invocations, 1000);
  // The virtual time was that batch's alone.
  calls_.clear();
  Remember();
  Put("b");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"b"}}));
}

TEST_F(Failing, IsDeliveredAgainByARedrive) {
  Remember(Fails);
  const std::string uuid =
      Map({.destination_config = ToDeadLetters(), .maximum_retry_attempts = 0});
  Put("a");
  Put("b");
  Drain();
  EXPECT_THAT(triggers().Redrive(uuid), IsErrorCode(ErrorCode::kInternal));
  EXPECT_THAT(DeadLetters(), SizeIs(1));
  calls_.clear();
  Remember();
  EXPECT_THAT(triggers().Redrive(uuid), IsRedriven(1));
  EXPECT_EQ(calls_, (Calls{{"a", "b"}}));
  EXPECT_THAT(DeadLetters(), IsEmpty());
}

TEST_F(Failing, IsPassedWithoutATableForItsDeadLetters) {
  Remember(Fails);
  Map({.destination_config =
           DestinationConfig{
               .on_success = std::nullopt,
               .on_failure = OnFailure{"arn:aws:dynamodb:us-east-1:000000000000:table/"
                                       "missing"}},
       .maximum_retry_attempts = 0});
  Put("a");
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(triggers().stats()[0].dead_lettered, 0u);
}

}  // namespace
}  // namespace stator::testing
