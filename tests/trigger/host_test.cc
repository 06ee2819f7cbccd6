// Functions that a host runs elsewhere: what it is asked, and what its answers do.
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "nlohmann/json.hpp"
#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Answers each call on a thread of its own.
class FakeHost final : public FunctionHost {
 public:
  using Answer = std::function<Reply(const Call&)>;
  explicit FakeHost(Answer answer) : answer_(std::move(answer)) {}
  ~FakeHost() override {
    for (std::thread& thread : threads_) thread.join();
  }

  bool Has(std::string_view function) const override { return function == "f"; }
  void Invoke(Call call, Done done) override {
    calls.push_back(call);
    threads_.emplace_back([this, call = std::move(call), done = std::move(done)]() mutable {
      std::move(done)(answer_(call));
    });
  }

  std::vector<Call> calls;

 private:
  const Answer answer_;
  std::vector<std::thread> threads_;
};

class Hosted : public TriggerTest {
 protected:
  void Host(FakeHost::Answer answer) {
    host_ = std::make_unique<FakeHost>(std::move(answer));
    triggers().SetHost(host_.get());
  }
  ~Hosted() override {
    if (db_ != nullptr) triggers().SetHost(nullptr);
  }
  static FakeHost::Answer Says(const std::string& payload) {
    return [payload](const FunctionHost::Call&) { return FunctionHost::Reply{.payload = payload}; };
  }

  std::unique_ptr<FakeHost> host_;
};

TEST_F(Hosted, AreCalledWithTheEventOfLambda) {
  Host(Says("null"));
  Map({});
  Put("a", 7);
  EXPECT_EQ(Drain().records, 1);
  ASSERT_THAT(host_->calls, SizeIs(1));
  const json event = json::parse(host_->calls[0].payload);
  const json& record = event["Records"][0];
  EXPECT_EQ(record["eventName"], "INSERT");
  EXPECT_EQ(record["eventSource"], "aws:dynamodb");
  EXPECT_EQ(record["eventSourceARN"], StreamOf("tab"));
  EXPECT_EQ(record["dynamodb"]["NewImage"]["n"]["N"], "7");
  EXPECT_THAT(host_->calls[0].trace, HasSubstr("Lineage=stator:"));
}

TEST_F(Hosted, AnErrorIsAFailure) {
  Host([](const FunctionHost::Call&) {
    return FunctionHost::Reply{.outcome = FunctionHost::Outcome::kFunctionError,
                               .payload = R"({"errorType":"Error","errorMessage":"no"})"};
  });
  Map({.maximum_retry_attempts = 2});
  Put("a");
  EXPECT_EQ(Drain().errors, 3);
}

TEST_F(Hosted, BeingThrottledIsNoFailureAndIsTriedAgain) {
  std::atomic<int> calls = 0;
  Host([&](const FunctionHost::Call&) {
    return FunctionHost::Reply{.outcome = ++calls < 4 ? FunctionHost::Outcome::kThrottled
                                                      : FunctionHost::Outcome::kAnswered};
  });
  Map({.maximum_retry_attempts = 0});
  Put("a");
  const DrainReport report = Drain();
  EXPECT_EQ(report.records, 1);
  EXPECT_EQ(report.errors, 0);
  EXPECT_EQ(triggers().stats()[0].throttles, 3u);
}

TEST_F(Hosted, ThatTakeNoCallLetADrainEndAndKeepTheirRecords) {
  std::atomic<bool> takes = false;
  Host([&](const FunctionHost::Call&) {
    return FunctionHost::Reply{.outcome = takes ? FunctionHost::Outcome::kAnswered
                                                : FunctionHost::Outcome::kThrottled};
  });
  Map({.maximum_record_age_in_seconds = 60, .maximum_retry_attempts = 0});
  Put("a");
  const auto drained = triggers().Drain();
  EXPECT_THAT(drained, IsErrorCode(ErrorCode::kLimitExceeded));
  EXPECT_EQ(std::string(drained.status().message()),
            "The function f takes no call, so its records wait on");
  EXPECT_EQ(triggers().stats()[0].dropped, 0u);
  takes = true;
  EXPECT_EQ(Drain().records, 1);
}

TEST_F(Hosted, ReportTheRecordsThatFailed) {
  std::vector<size_t> sizes;
  Host([&](const FunctionHost::Call& call) {
    const json event = json::parse(call.payload);
    sizes.push_back(event["Records"].size());
    json failures = json::array();
    if (sizes.size() == 1) {
      failures.push_back({{"itemIdentifier", event["Records"][1]["dynamodb"]["SequenceNumber"]}});
    }
    return FunctionHost::Reply{.payload = json{{"batchItemFailures", failures}}.dump()};
  });
  Map({.function_response_types = {{FunctionResponseType::kReportBatchItemFailures}}});
  for (const char* key : {"a", "b", "c"}) Put(key);
  EXPECT_EQ(Drain().records, 3);
  EXPECT_THAT(sizes, ElementsAre(3u, 2u));
}

TEST_F(Hosted, WhatAnAnswerAsksToBeWrittenIsWrittenWithThePlace) {
  Host([](const FunctionHost::Call& call) {
    const json event = json::parse(call.payload);
    json items = json::array();
    items.push_back({{"Update",
                      {{"TableName", "out"},
                       {"Key", {{"p", {{"S", "all"}}}}},
                       {"UpdateExpression", "ADD n :n"},
                       {"ExpressionAttributeValues",
                        {{":n", {{"N", std::to_string(event["Records"].size())}}}}}}}});
    return FunctionHost::Reply{.payload = json{{"transactItems", items}}.dump()};
  });
  Map({.batch_size = 4});
  for (int i = 0; i < 10; ++i) Put(std::to_string(i));
  EXPECT_EQ(Drain().records, 10);
  EXPECT_EQ(NumberOf("all"), 10);
}

TEST_F(Hosted, AFalseConditionOfWhatAnAnswerAsksForFailsTheBatch) {
  Host(Says(R"json({"transactItems":[{"Put":{"TableName":"out","Item":{"p":{"S":"x"}},
                    "ConditionExpression":"attribute_exists(p)"}}]})json"));
  Map({.maximum_retry_attempts = 1});
  Put("a");
  const DrainReport report = Drain();
  EXPECT_EQ(report.errors, 2);
  EXPECT_EQ(report.dropped, 1);
  EXPECT_EQ(*db_->Get("out", Item{{"p", "x"}}), std::nullopt);
}

TEST_F(Hosted, AnswersThatAskForWhatCannotBeAreFailures) {
  Host(Says(R"({"transactItems":[{"Put":{"TableName":"none","Item":{"p":{"S":"x"}}}}]})"));
  Map({.maximum_retry_attempts = 0});
  Put("a");
  EXPECT_EQ(Drain().dropped, 1);
}

TEST_F(Hosted, StatesGoThroughWindows) {
  std::vector<json> events;
  Host([&](const FunctionHost::Call& call) {
    events.push_back(json::parse(call.payload));
    return FunctionHost::Reply{.payload = R"({"state":{"seen":1}})"};
  });
  Map({.tumbling_window_in_seconds = 30});
  Put("a");
  Drain();
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[0]["state"], json::object());
  EXPECT_EQ(events[0]["isFinalInvokeForWindow"], false);
  EXPECT_EQ(events[1]["state"], json::parse(R"({"seen":1})"));
  EXPECT_EQ(events[1]["isFinalInvokeForWindow"], true);
  EXPECT_EQ(events[1]["Records"], json::array());
}

}  // namespace
}  // namespace stator::testing
