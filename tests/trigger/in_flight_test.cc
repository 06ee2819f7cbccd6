// What becomes of a call that is under way when its mapping is put back, deleted or rewound: its
// function goes on, and what it wrote, and where it came to, is void.
#include <atomic>
#include <string>
#include <thread>

#include "absl/synchronization/notification.h"
#include "tests/trigger/background_fixture.h"

namespace stator::testing {
namespace {

class CallInFlight : public BackgroundTriggerTest {
 protected:
  // Counts records in the item "all" of "out". The first call waits, before it counts.
  void RegisterWaiting() {
    ASSERT_THAT(
        triggers().Register("f",
                            [this](const Invocation& call, Transaction& tx) -> FunctionResult {
                              if (calls++ == 0) {
                                called_.Notify();
                                go_on_.WaitForNotification();
                              }
                              for (size_t i = 0; i < call.records.size(); ++i) {
                                const auto sum = tx.Add("out", Item{{"p", "all"}}, "n", 1);
                                if (!sum.ok()) return sum.status();
                              }
                              return FunctionResponse();
                            }),
        IsOk());
  }
  // Runs `change` while the first call waits, which then goes on, whether or not that waits for it.
  void WhileItRuns(const std::function<absl::Status()>& change) {
    called_.WaitForNotification();
    std::atomic<bool> changed = false;
    std::thread changing([&] {
      EXPECT_THAT(change(), IsOk());
      changed = true;
    });
    const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!changed && std::chrono::steady_clock::now() < soon) std::this_thread::yield();
    go_on_.Notify();
    changing.join();
  }

  std::atomic<int> calls{0};

 private:
  absl::Notification called_, go_on_;
};

TEST_F(CallInFlight, IsVoidAfterAReplay) {
  RegisterWaiting();
  const std::string uuid = Map({});
  Put("a");
  WhileItRuns([&] { return triggers().Replay(uuid, {}); });
  Put("b");
  Await([&] { return NumberOf("all") >= 2 && calls >= 2; });
  Drain();
  EXPECT_EQ(NumberOf("all"), 2);
}

TEST_F(CallInFlight, IsVoidAfterTheMappingWasDeleted) {
  RegisterWaiting();
  const std::string uuid = Map({});
  Put("a");
  WhileItRuns([&] { return triggers().DeleteEventSourceMapping({.uuid = uuid}).status(); });
  triggers().Unregister("f");  // Returns when no call runs any more.
  EXPECT_EQ(*db_->Get("out", Item{{"p", "all"}}), std::nullopt);
}

TEST_F(CallInFlight, IsVoidAfterARewind) {
  RegisterWaiting();
  Map({});
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  Put("a");
  WhileItRuns([&] { return db_->Rewind(*mark); });
  Put("b");
  Await([&] { return NumberOf("all") == 1; });
  Drain();
  EXPECT_EQ(NumberOf("all"), 1);  // "b" alone: "a" never was.
}

}  // namespace
}  // namespace stator::testing
