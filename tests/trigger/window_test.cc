// Tumbling windows: which records are of which window, the state that goes from call to call, and
// the last call of each.
#include <string>
#include <vector>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class Tumbling : public TriggerTest {
 protected:
  struct Seen {
    int64_t start = 0;
    int64_t end = 0;
    std::vector<std::string> keys;
    std::string state;
    bool is_final = false;
    bool is_early = false;
    friend bool operator==(const Seen&, const Seen&) = default;
  };

  Tumbling() { clock_.Set(Time(seconds(1'700'000'000 - 1'700'000'000 % 60))); }

  // Answers the number of records of the window so far.
  void Count() {
    ASSERT_THAT(triggers().Register(
                    "f",
                    [this](const Invocation& call) -> FunctionResult {
                      Note(call);
                      const int before =
                          call.state == "{}" ? 0 : std::stoi(std::string(call.state));
                      return FunctionResponse{
                          .state = std::to_string(before + static_cast<int>(call.records.size()))};
                    }),
                IsOk());
  }
  void Note(const Invocation& call) {
    ASSERT_TRUE(call.window.has_value());
    const auto since = [this](Time time) {
      return std::chrono::duration_cast<seconds>(time - begin_).count();
    };
    seen_.push_back({since(call.window->start), since(call.window->end), KeysOf(call),
                     std::string(call.state), call.is_final_invoke_for_window,
                     call.is_window_terminated_early});
  }

  const Time begin_{seconds(1'700'000'000 - 1'700'000'000 % 60)};
  std::vector<Seen> seen_;
};

TEST_F(Tumbling, CarriesItsStateFromCallToCallAndEndsWithOneWithoutRecords) {
  Count();
  Map({.batch_size = 2, .tumbling_window_in_seconds = 60});
  for (const char* key : {"a", "b", "c"}) Put(key);
  clock_.Advance(seconds(61));
  Put("d");
  Drain();
  EXPECT_EQ(seen_, (std::vector<Seen>{{0, 60, {"a", "b"}, "{}", false, false},
                                      {0, 60, {"c"}, "2", false, false},
                                      {0, 60, {}, "3", true, false},
                                      {60, 120, {"d"}, "{}", false, false},
                                      {60, 120, {}, "1", true, false}}));
}

TEST_F(Tumbling, ACallThatAnswersNoStateHasFailed) {
  Remember();
  Map({.maximum_retry_attempts = 1, .tumbling_window_in_seconds = 60});
  Put("a");
  EXPECT_EQ(Drain().dropped, 1);
  EXPECT_EQ(calls_, (Calls{{"a"}, {"a"}}));
}

TEST_F(Tumbling, TheLastCallIsRepeatedUntilItIsWell) {
  int finals = 0;
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation& call) -> FunctionResult {
                                    if (call.is_final_invoke_for_window && ++finals < 5) {
                                      return absl::UnknownError("no");
                                    }
                                    return FunctionResponse{.state = "1"};
                                  }),
              IsOk());
  Map({.maximum_retry_attempts = 0, .tumbling_window_in_seconds = 60});
  Put("a");
  EXPECT_EQ(Drain().dropped, 0);
  EXPECT_EQ(finals, 5);
}

TEST_F(Tumbling, AStateThatIsTooLargeEndsTheWindow) {
  ASSERT_THAT(triggers().Register("f",
                                  [&](const Invocation& call) -> FunctionResult {
                                    seen_.push_back({0, 0, KeysOf(call), "",
                                                     call.is_final_invoke_for_window,
                                                     call.is_window_terminated_early});
                                    std::string state(1024 * 1024 + 1, '1');
                                    return FunctionResponse{.state = std::move(state)};
                                  }),
              IsOk());
  Map({.batch_size = 1, .tumbling_window_in_seconds = 60});
  Put("a");
  Drain();
  EXPECT_EQ(seen_,
            (std::vector<Seen>{{0, 0, {"a"}, "", false, false}, {0, 0, {}, "", true, true}}));
}

TEST_F(Tumbling, AShardThatEndsEndsItsWindow) {
  Count();
  Map({.tumbling_window_in_seconds = 60});
  Put("a");
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  Put("b");
  Drain();
  ASSERT_THAT(seen_, SizeIs(4));
  EXPECT_TRUE(seen_[1].is_final);
  EXPECT_THAT(seen_[2].keys, ElementsAre("b"));
  EXPECT_EQ(seen_[2].state, "{}");
}

}  // namespace
}  // namespace stator::testing
