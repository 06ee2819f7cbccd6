// Invoke in its three types, and what becomes of events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/server/lambda/lambda_fixture.h"

namespace stator::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class LambdaInvoke : public testing::LambdaTest {
 protected:
  static constexpr std::string_view kPath = "/2015-03-31/functions/f/invocations";
  static constexpr std::string_view kEvent = "X-Amz-Invocation-Type: Event\r\n";

  void SetUp() override { Create("f"); }
  void Drain() {
    const auto counts = functions_->Drain();
    EXPECT_TRUE(counts.ok()) << counts.status();
  }
};

TEST_F(LambdaInvoke, AnswersWhatTheFunctionDoes) {
  const HttpResponse response = Ask("POST", kPath, R"({"a":1})");
  EXPECT_EQ(Text(response), R"(200 {"a":1})");
  EXPECT_EQ(response.extra_headers, "X-Amz-Executed-Version: $LATEST\r\n");
  EXPECT_EQ(Call("POST", kPath), "200 {}");
  const FunctionHost::Call call = runner_->calls().front();
  EXPECT_EQ(call.function, "f");
  EXPECT_THAT(call.request_id, SizeIs(36));
  EXPECT_FALSE(call.wants_log);
}

TEST_F(LambdaInvoke, SaysThatTheFunctionFailed) {
  runner_->Fail();
  const HttpResponse response = Ask("POST", kPath, "{}");
  EXPECT_EQ(Text(response), R"(200 {"errorMessage":"no","errorType":"Error"})");
  EXPECT_THAT(response.extra_headers, HasSubstr("X-Amz-Function-Error: Unhandled\r\n"));
}

TEST_F(LambdaInvoke, HandsContextTraceAndLogThrough) {
  runner_->Become([](const auto&, const FunctionHost::Call& call) {
    return FunctionHost::Reply{.payload = call.client_context,
                               .log_tail = call.wants_log ? "START\n" : ""};
  });
  const HttpResponse response = Ask("POST", kPath, "{}",
                                    "X-Amz-Log-Type: Tail\r\nX-Amz-Client-Context: eyJhIjoxfQ==\r\n"
                                    "X-Amzn-Trace-Id: Root=1-2-3\r\n");
  EXPECT_EQ(Text(response), R"(200 {"a":1})");
  EXPECT_THAT(response.extra_headers, HasSubstr("X-Amz-Log-Result: U1RBUlQK\r\n"));
  EXPECT_EQ(runner_->calls().front().trace, "Root=1-2-3");
  EXPECT_EQ(Error("POST", kPath, "{}", "X-Amz-Client-Context: eA==\r\n"),
            "400 InvalidRequestContentException: Client context must be a valid Base64-encoded "
            "JSON object.");
}

TEST_F(LambdaInvoke, ChecksItsParameters) {
  EXPECT_EQ(Error("POST", kPath, "{}", "X-Amz-Invocation-Type: Later\r\n"),
            "400 ValidationException: 1 validation error detected: Value 'Later' at "
            "'invocationType' failed to satisfy constraint: Member must satisfy enum value set: "
            "[Event, RequestResponse, DryRun]");
  EXPECT_THAT(Error("POST", kPath, "{}", "X-Amz-Log-Type: All\r\n"), HasSubstr("'logType'"));
  EXPECT_THAT(Error("POST", kPath, "{"),
              HasSubstr("400 InvalidRequestContentException: Could not parse request body into "
                        "json"));
  EXPECT_EQ(Error("POST", kPath, "\"" + std::string(6'291'455, 'x') + "\""),
            "413 RequestTooLargeException: 6291457 byte payload is too large for the "
            "RequestResponse invocation type (limit 6291456 bytes)");
  EXPECT_EQ(Error("POST", kPath, "\"" + std::string(1'048'575, 'x') + "\"", kEvent),
            "413 RequestTooLargeException: 1048577 byte payload is too large for the Event "
            "invocation type (limit 1048576 bytes)");
  EXPECT_EQ(Error("POST", "/2015-03-31/functions/g/invocations", "{}"),
            "404 ResourceNotFoundException: Function not found: "
            "arn:aws:lambda:us-east-1:000000000000:function:g");
  EXPECT_THAT(Error("POST", std::string(kPath) + "?Qualifier=1", "{}"),
              HasSubstr("Function not found: arn:aws:lambda:us-east-1:000000000000:function:f:1"));
  EXPECT_THAT(runner_->calls(), IsEmpty());
}

TEST_F(LambdaInvoke, LooksOnlyInADryRun) {
  EXPECT_EQ(Call("POST", kPath, "{}", "X-Amz-Invocation-Type: DryRun\r\n"), "204 ");
  EXPECT_THAT(runner_->calls(), IsEmpty());
}

TEST_F(LambdaInvoke, IsRefusedWhenTooManyRun) {
  runner_->Become([](const auto&, const auto&) {
    return FunctionHost::Reply{.outcome = FunctionHost::Outcome::kThrottled};
  });
  EXPECT_EQ(Error("POST", kPath, "{}"), "429 TooManyRequestsException: Rate Exceeded.");
}

TEST_F(LambdaInvoke, QueuesEvents) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Call("POST", kPath, std::to_string(i), kEvent), "202 ");
  }
  Drain();
  EXPECT_THAT(runner_->calls(), SizeIs(3));
  EXPECT_EQ(functions_->waiting_events(), 0U);
}

TEST_F(LambdaInvoke, TriesAnEventThreeTimes) {
  runner_->Fail();
  Call("POST", kPath, "{}", kEvent);
  Drain();
  const auto calls = runner_->calls();
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_EQ(calls[0].request_id, calls[2].request_id);
}

TEST_F(LambdaInvoke, WaitsAMinuteAndThenTwo) {
  runner_->Fail();
  Call("POST", kPath, "{}", kEvent);
  const auto calls_after = [this](std::chrono::seconds time) {
    clock_.Advance(time);
    EXPECT_TRUE(functions_->RunDue().ok());
    return runner_->calls().size();
  };
  EXPECT_EQ(calls_after(std::chrono::seconds(0)), 1U);
  EXPECT_EQ(calls_after(std::chrono::seconds(59)), 1U);
  EXPECT_EQ(calls_after(std::chrono::seconds(1)), 2U);
  EXPECT_EQ(calls_after(std::chrono::seconds(119)), 2U);
  EXPECT_EQ(calls_after(std::chrono::seconds(1)), 3U);
  EXPECT_EQ(functions_->waiting_events(), 0U);
}

TEST_F(LambdaInvoke, GivesAnEventUpWhenItIsTooOld) {
  runner_->Become([](const auto&, const auto&) {
    return FunctionHost::Reply{.outcome = FunctionHost::Outcome::kThrottled};
  });
  Call("POST", kPath, "{}", kEvent);
  while (runner_->calls().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  clock_.Advance(std::chrono::hours(6) + std::chrono::seconds(1));
  const size_t before = runner_->calls().size();
  Drain();
  EXPECT_LE(runner_->calls().size(), before + 1);
  EXPECT_EQ(functions_->waiting_events(), 0U);
}

TEST_F(LambdaInvoke, TellsADrainOfAFunctionThatTakesNoCall) {
  runner_->Become([](const auto&, const auto&) {
    return FunctionHost::Reply{.outcome = FunctionHost::Outcome::kThrottled};
  });
  Call("POST", kPath, "{}", kEvent);
  EXPECT_THAT(std::string(functions_->Drain().status().message()),
              HasSubstr("The function f takes no call"));
}

// Events are kept as JSON, which has no place for it: their journal could not be read again.
TEST_F(LambdaInvoke, KeepsNothingThatIsNotUtf8WithAnEvent) {
  Create("told");
  Call("PUT", "/2019-09-25/functions/f/event-invoke-config",
       R"({"DestinationConfig":{"OnSuccess":{"Destination":)"
       R"("arn:aws:lambda:us-east-1:000000000000:function:told"}}})");
  runner_->Become([](const auto&, const auto&) { return FunctionHost::Reply{.payload = "\xff"}; });
  Call("POST", kPath, "{}", std::string(kEvent) + "X-Amzn-Trace-Id: \xff\r\n");
  Drain();
  const auto calls = runner_->calls();
  ASSERT_THAT(calls, SizeIs(2));
  EXPECT_EQ(calls[0].trace, "");
  EXPECT_THAT(calls[1].payload, HasSubstr(R"x("responsePayload":"(not UTF-8)"})x"));
}

TEST_F(LambdaInvoke, PipesFunctionsByDestinations) {
  Create("good");
  Create("bad");
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:";
  const std::string path = "/2019-09-25/functions/f/event-invoke-config";
  EXPECT_EQ(Call("PUT", path,
                 R"({"MaximumRetryAttempts":0,"DestinationConfig":{"OnSuccess":{"Destination":")" +
                     arn + R"(good"},"OnFailure":{"Destination":")" + arn + R"(bad"}}})"),
            R"(200 {"LastModified":1800000000.000,"FunctionArn":")" + arn +
                R"(f:$LATEST","MaximumRetryAttempts":0,"DestinationConfig":{"OnSuccess":)"
                R"({"Destination":")" +
                arn + R"(good"},"OnFailure":{"Destination":")" + arn + R"(bad"}}})");
  Call("POST", kPath, R"({"n":1})", kEvent);
  Drain();
  const auto good = runner_->calls();
  ASSERT_THAT(good, SizeIs(2));
  EXPECT_EQ(good[1].function, "good");
  EXPECT_EQ(good[1].payload,
            R"({"version":"1.0","timestamp":"2027-01-15T08:00:00.000Z","requestContext":)"
            R"({"requestId":")" +
                good[0].request_id + R"(","functionArn":")" + arn +
                R"(f:$LATEST","condition":"Success","approximateInvokeCount":1},)"
                R"("requestPayload":{"n":1},"responseContext":{"statusCode":200,)"
                R"("executedVersion":"$LATEST"},"responsePayload":{"n":1}})");
  runner_->Become([](const FunctionDefinition& function, const FunctionHost::Call& call) {
    if (function.name != "f") return FunctionHost::Reply{.payload = call.payload};
    return FunctionHost::Reply{.outcome = FunctionHost::Outcome::kFunctionError,
                               .payload = R"({"errorMessage":"no"})"};
  });
  Call("POST", kPath, R"({"n":2})", kEvent);
  Drain();
  const auto bad = runner_->calls();
  ASSERT_THAT(bad, SizeIs(4));
  EXPECT_EQ(bad[3].function, "bad");
  EXPECT_THAT(bad[3].payload,
              HasSubstr(R"("condition":"RetriesExhausted","approximateInvokeCount":1},)"
                        R"("requestPayload":{"n":2},"responseContext":{"statusCode":200,)"
                        R"("executedVersion":"$LATEST","functionError":"Unhandled"},)"
                        R"("responsePayload":{"errorMessage":"no"}})"));
}

TEST_F(LambdaInvoke, HasAConfigurationOfEventsThatIsChecked) {
  const std::string path = "/2019-09-25/functions/f/event-invoke-config";
  const std::string arn = "arn:aws:lambda:us-east-1:000000000000:function:";
  EXPECT_EQ(Error("GET", path), "404 ResourceNotFoundException: The function " + arn +
                                    "f:$LATEST doesn't have an EventInvokeConfig");
  EXPECT_EQ(Error("POST", path, R"({"MaximumRetryAttempts":1})"), Error("GET", path));
  EXPECT_EQ(Error("DELETE", path), Error("GET", path));
  const std::string invalid = "400 InvalidParameterValueException: ";
  EXPECT_EQ(Error("PUT", path, "{}"),
            invalid + "You must specify at least one of error handling or destination setting.");
  EXPECT_THAT(Error("PUT", path, R"({"MaximumRetryAttempts":3})"),
              HasSubstr("Value '3' at 'maximumRetryAttempts'"));
  EXPECT_THAT(Error("PUT", path, R"({"MaximumEventAgeInSeconds":59})"),
              HasSubstr("Value '59' at 'maximumEventAgeInSeconds'"));
  const auto destination = [&](const std::string& to) {
    return Error("PUT", path,
                 R"({"DestinationConfig":{"OnFailure":{"Destination":")" + to + "\"}}}");
  };
  EXPECT_EQ(destination(arn + "f"),
            invalid + "You can't specify the function as a destination for itself.");
  EXPECT_EQ(destination(arn + "g"), invalid + "The destination ARN " + arn + "g is invalid.");
  EXPECT_EQ(destination("arn:aws:sqs:us-east-1:000000000000:q"),
            invalid +
                "Destinations other than functions are not supported by this version: "
                "arn:aws:sqs:us-east-1:000000000000:q");

  EXPECT_THAT(Call("PUT", path, R"({"MaximumRetryAttempts":1})"),
              HasSubstr(R"("DestinationConfig":{"OnSuccess":{},"OnFailure":{}})"));
  EXPECT_THAT(Call("POST", path, R"({"MaximumEventAgeInSeconds":60})"),
              HasSubstr(R"("MaximumRetryAttempts":1,"MaximumEventAgeInSeconds":60)"));
  EXPECT_THAT(Call("PUT", path, R"({"MaximumEventAgeInSeconds":70})"),
              Not(HasSubstr("MaximumRetryAttempts")));
  EXPECT_EQ(Call("DELETE", path), "204 ");
}

TEST_F(LambdaInvoke, KeepsEventsOverARestart) {
  settings_.directory = folder_.path() + "/kept";
  Start();
  Create("f");
  runner_->Fail();
  Call("POST", kPath, R"({"text":"\"\n"})", kEvent);
  while (runner_->calls().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  // Between the first try and the second.
  Start();
  EXPECT_EQ(functions_->waiting_events(), 1U);
  runner_->Fail();
  Drain();
  EXPECT_THAT(runner_->calls().size(), ::testing::AnyOf(2U, 3U));  // The first try may be unknown.
  EXPECT_EQ(runner_->calls().back().payload, R"({"text":"\"\n"})");
  Start();
  EXPECT_EQ(functions_->waiting_events(), 0U);
}

TEST_F(LambdaInvoke, DropsTheEventsOfAFunctionThatIsGone) {
  runner_->Fail();
  Call("POST", kPath, "{}", kEvent);
  Call("DELETE", "/2015-03-31/functions/f");
  Drain();
  EXPECT_EQ(functions_->waiting_events(), 0U);
}

}  // namespace
}  // namespace stator::server
