// What a mapping knows of a batch that fails outlives the process: its tries, its halves, and a
// call that the process did not survive.
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/trigger/trigger_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

// Retries wait for the clock, and the process ends meanwhile.
class Restarted : public TriggerTest {
 protected:
  Restarted() : TriggerTest(Storage::kDisk, /*waits_for_drain=*/false) {}

  // Opens the database as a new process would, with a function that fails batches with the key "c".
  void OpenWithFunction() {
    Open();
    ASSERT_THAT(triggers().Register("f",
                                    [this](const Invocation& call) -> FunctionResult {
                                      const std::lock_guard lock(mutex_);
                                      const std::vector<std::string> keys = KeysOf(call);
                                      tries_.emplace_back(keys, call.attempt);
                                      for (const std::string& key : keys) {
                                        if (key == "c") return absl::UnknownError("no");
                                      }
                                      return FunctionResponse();
                                    }),
                IsOk());
    ASSERT_THAT(db_->RunDue(), IsOk());
  }
  // Of a mapping in which nothing waits any more: how often the function was called.
  size_t TriesUntilNothingWaits() {
    for (size_t before = SIZE_MAX; before != tries_.size();) {
      before = tries_.size();
      OpenWithFunction();
      clock_.Advance(std::chrono::minutes(2));
    }
    return tries_.size();
  }

  std::vector<std::pair<std::vector<std::string>, int>> tries_;
};

TEST_F(Restarted, GoesOnWithTheTriesThatItHasHad) {
  Map({.destination_config = ToDeadLetters(), .maximum_retry_attempts = 4});
  Put("c");
  EXPECT_EQ(TriesUntilNothingWaits(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_THAT(tries_[i], Pair(ElementsAre("c"), i + 1));
  Put("d");
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_THAT(tries_.back(), Pair(ElementsAre("d"), 1));
  EXPECT_THAT(DeadLetters(), SizeIs(1));
}

TEST_F(Restarted, GoesOnWithTheHalvesOfItsBatch) {
  const std::string uuid =
      Map({.enabled = false, .bisect_batch_on_function_error = true, .maximum_retry_attempts = 1});
  for (const char* key : {"a", "b", "c", "d"}) Put(key);
  ASSERT_THAT(triggers().UpdateEventSourceMapping({.uuid = uuid, .enabled = true}), IsOk());
  TriesUntilNothingWaits();
  EXPECT_THAT(tries_,
              ElementsAre(Pair(ElementsAre("a", "b", "c", "d"), 1), Pair(ElementsAre("a", "b"), 1),
                          Pair(ElementsAre("c", "d"), 1), Pair(ElementsAre("c"), 1),
                          Pair(ElementsAre("c"), 2), Pair(ElementsAre("d"), 1)));
}

// A process of its own, which the function may end.
class Killing : public TriggerTest {
 protected:
  Killing() : TriggerTest(Storage::kDisk) {}

  static constexpr int kKilled = 7;
  // Its exit status: 0 when it has drained, kKilled when the function was called with the key "c".
  int DrainElsewhere() {
    db_.reset();
    const pid_t child = fork();
    if (child == 0) {
      Open();
      Remember([](const Invocation& call) -> FunctionResult {
        for (const std::string& key : KeysOf(call)) {
          if (key == "c") _exit(kKilled);
        }
        return FunctionResponse();
      });
      _exit(triggers().Drain().ok() ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    return WEXITSTATUS(status);
  }
  std::vector<int> DrainUntilNothingIsLeft() {
    std::vector<int> ends;
    do ends.push_back(DrainElsewhere());
    while (ends.back() != 0 && ends.size() < 20);
    Open();
    return ends;
  }
};

TEST_F(Killing, CountsAsATryUntilTheRecordIsGivenUp) {
  Map({.destination_config = ToDeadLetters(), .maximum_retry_attempts = 2});
  Put("c");
  EXPECT_THAT(DrainUntilNothingIsLeft(), ElementsAre(kKilled, kKilled, kKilled, 0));
  const std::vector<Item> letters = DeadLetters();
  ASSERT_THAT(letters, SizeIs(1));
  const ItemView context = letters[0].Find("document")->AsMap().Find("requestContext")->AsMap();
  EXPECT_EQ(context.Find("approximateInvokeCount")->AsNumber(), Number(3));
  EXPECT_EQ(context.Find("condition")->AsString(), "RetryAttemptsExhausted");
  Remember();
  Put("d");
  Drain();
  EXPECT_EQ(calls_, (Calls{{"d"}}));
}

TEST_F(Killing, IsFoundByHalving) {
  Map({.destination_config = ToDeadLetters(),
       .bisect_batch_on_function_error = true,
       .maximum_retry_attempts = 0});
  for (const char* key : {"a", "b", "c", "d"}) Put(key);
  // By a b c d, by c d, and by c.
  EXPECT_THAT(DrainUntilNothingIsLeft(), ElementsAre(kKilled, kKilled, kKilled, 0));
  const std::vector<Item> letters = DeadLetters();
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters[0].Find("records")->AsList().size(), 1u);
}

}  // namespace
}  // namespace stator::testing
