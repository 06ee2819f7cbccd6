// Draining: when it ends, what it says, that it is the same each time, and loops.
#include <atomic>
#include <string>

#include "tests/trigger/background_fixture.h"

namespace stator::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class Draining : public TriggerTest {
 protected:
  // Each record of `from` makes a write to `to`.
  void Forward(const std::string& name, const std::string& to) {
    ASSERT_THAT(
        triggers().Register(
            name,
            [this, to](const Invocation& call) -> FunctionResult {
              const std::lock_guard lock(mutex_);
              for (const Record& record : call.records) {
                calls_.push_back({KeyOf(record)});
                const auto n = record.dynamodb->new_image->Find("n")->AsNumber().ToInt64();
                EXPECT_THAT(db_->Put(to, Item{{"p", KeyOf(record)}, {"n", *n + 1}}), IsOk());
              }
              return FunctionResponse();
            }),
        IsOk());
  }
};

TEST_F(Draining, DeliversWhatFunctionsWriteMeanwhile) {
  CreateStreamed("second");
  CreateStreamed("third");
  Forward("f", "second");
  Forward("g", "third");
  Map({});
  Map({.event_source_arn = StreamOf("second"), .function_name = "g"});
  Put("a");
  EXPECT_EQ(Drain().invocations, 2);
  EXPECT_EQ(NumberOf("a", "n", "third"), 3);
}

TEST_F(Draining, SkipsWindows) {
  Remember();
  Map({.maximum_batching_window_in_seconds = 300});
  Put("a");
  EXPECT_EQ(Drain().skipped, std::chrono::seconds(300));
  EXPECT_THAT(calls_, SizeIs(1));
}

TEST_F(Draining, FunctionsThatFireThemselvesEndAndAreNamed) {
  Forward("f", "tab");
  Map({});
  Put("a", 0);
  const auto drained = triggers().Drain();
  EXPECT_THAT(drained, IsErrorCode(ErrorCode::kLimitExceeded));
  EXPECT_THAT(std::string(drained.status().message()), HasSubstr("f > f"));
  // Each call went one deeper.
  EXPECT_THAT(calls_, SizeIs(kTriggerDepthMax + 1));
}

TEST_F(Draining, FunctionsThatFireEachOtherEndWithALetterThatHasTheirPath) {
  CreateStreamed("second");
  const DestinationConfig to_dead = ToDeadLetters();
  Forward("ping", "second");
  Forward("pong", "tab");
  Map({.function_name = "ping", .destination_config = to_dead});
  Map({.event_source_arn = StreamOf("second"),
       .function_name = "pong",
       .destination_config = to_dead});
  Put("a", 0);
  EXPECT_THAT(std::string(triggers().Drain().status().message()), HasSubstr("ping > pong > ping"));
  EXPECT_THAT(calls_, SizeIs(kTriggerDepthMax + 1));
  const std::vector<Item> letters = DeadLetters();
  ASSERT_THAT(letters, SizeIs(1));
  const ItemView context = letters[0].Find("document")->AsMap().Find("requestContext")->AsMap();
  EXPECT_EQ(context.Find("condition")->AsString(), "RecursionDepthExceeded");
  std::vector<std::string> path;
  for (const ValueView step : context.Find("path")->AsList()) path.emplace_back(step.AsString());
  ASSERT_THAT(path, SizeIs(kTriggerDepthMax + 1));
  for (size_t i = 0; i < path.size(); ++i) EXPECT_EQ(path[i], i % 2 == 0 ? "ping" : "pong");
  // That was its end: what comes next is delivered as ever.
  calls_.clear();
  triggers().Unregister("ping");
  Remember(nullptr, "ping");
  Put("b");
  EXPECT_EQ(Drain().records, 1);
  EXPECT_EQ(calls_, (Calls{{"b"}}));
}

TEST_F(Draining, AFunctionThatFiresItselfThroughItsTransactionEndsToo) {
  int calls = 0;
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation& call, Transaction& tx) -> FunctionResult {
                                    ++calls;
                                    const auto sum =
                                        tx.Add("tab", *call.records[0].dynamodb->keys, "n", 1);
                                    if (!sum.ok()) return sum.status();
                                    return FunctionResponse();
                                  }),
              IsOk());
  Map({});
  Put("a", 0);
  EXPECT_THAT(triggers().Drain(), IsErrorCode(ErrorCode::kLimitExceeded));
  EXPECT_EQ(calls, kTriggerDepthMax + 1);
  EXPECT_EQ(NumberOf("a", "n", "tab"), kTriggerDepthMax + 1);
}

TEST_F(Draining, IsRefusedInsideAFunction) {
  ASSERT_THAT(triggers().Register("f",
                                  [this](const Invocation&) -> FunctionResult {
                                    EXPECT_THAT(triggers().Drain(),
                                                IsErrorCode(ErrorCode::kValidation));
                                    return FunctionResponse();
                                  }),
              IsOk());
  Map({});
  Put("a");
  EXPECT_EQ(Drain().invocations, 1);
}

using BackgroundDraining = BackgroundTriggerTest;

TEST_F(BackgroundDraining, TellsOnceOfALoopThatWasOverBefore) {
  std::atomic<int> n = 0;
  Remember([&](const Invocation&) -> FunctionResult {
    Put("a", ++n);
    return FunctionResponse();
  });
  Map({});
  Put("a", 0);
  Await([&] { return triggers().stats()[0].dropped > 0; });
  EXPECT_THAT(triggers().Drain(), IsErrorCode(ErrorCode::kLimitExceeded));
  EXPECT_EQ(Drain().invocations, 0);
}

// A history with failures, lanes, shards and functions that write; the trace of its calls.
std::vector<std::string> TraceOfOneRun() {
  class Run : public TriggerTest {
   public:
    Run() { options_.shards_per_stream = 3; }
    void TestBody() override {}
    std::vector<std::string> Trace() {
      Open();
      CreateStreamed("tab");
      CreateStreamed("second");
      int calls = 0;
      const auto note = [&](const Invocation& call) {
        std::string line(call.shard_id);
        line += ' ' + std::to_string(call.attempt);
        for (const std::string& key : KeysOf(call)) line += ' ' + key;
        trace_.push_back(line);
        return ++calls % 5 == 0;
      };
      EXPECT_THAT(triggers().Register("f",
                                      [&](const Invocation& call) -> FunctionResult {
                                        if (note(call)) return absl::UnknownError("no");
                                        for (const std::string& key : KeysOf(call)) {
                                          EXPECT_THAT(db_->Put("second", Item{{"p", key}}), IsOk());
                                        }
                                        return FunctionResponse();
                                      }),
                  IsOk());
      EXPECT_THAT(triggers().Register("g",
                                      [&](const Invocation& call) -> FunctionResult {
                                        note(call);
                                        return FunctionResponse();
                                      }),
                  IsOk());
      Map({.batch_size = 3,
           .parallelization_factor = 2,
           .bisect_batch_on_function_error = true,
           .maximum_retry_attempts = 2});
      Map({.event_source_arn = StreamOf("second"),
           .function_name = "g",
           .batch_size = 4,
           .maximum_batching_window_in_seconds = 5});
      for (int i = 0; i < 60; ++i) Put(std::to_string(i % 17), i);
      Drain();
      return trace_;
    }
    std::vector<std::string> trace_;
  };
  return Run().Trace();
}

TEST(DrainingTheSameHistory, MakesTheSameCallsAHundredTimes) {
  const std::vector<std::string> first = TraceOfOneRun();
  ASSERT_GT(first.size(), 30u);
  for (int i = 1; i < 100; ++i) ASSERT_EQ(TraceOfOneRun(), first) << i;
}

}  // namespace
}  // namespace stator::testing
