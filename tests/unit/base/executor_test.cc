#include "db/base/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/notification.h"

namespace stator {
namespace {

TEST(Executor, RunsEveryTask) {
  std::atomic<int> ran = 0;
  absl::Notification all;
  Executor executor(3);
  for (int i = 0; i < 1000; ++i) {
    executor.Submit([&](bool run) {
      EXPECT_TRUE(run);
      if (++ran == 1000) all.Notify();
    });
  }
  all.WaitForNotification();
}

// Each waits for the others, so that they end only if they run at once.
TEST(Executor, RunsAsManyAtOnceAsItHasThreads) {
  constexpr int kThreads = 4;
  std::atomic<int> waiting = 0;
  absl::Notification together, done;
  std::atomic<int> left = kThreads;
  Executor executor(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    executor.Submit([&](bool) {
      if (++waiting == kThreads) together.Notify();
      together.WaitForNotification();
      if (--left == 0) done.Notify();
    });
  }
  done.WaitForNotification();
}

TEST(Executor, TellsTheTasksThatItNeverBegan) {
  std::atomic<int> begun = 0, refused = 0;
  absl::Notification started, go_on;
  std::optional<Executor> executor(std::in_place, 1);
  Executor* const running = &*executor;
  executor->Submit([&, running](bool run) {
    begun += run;
    started.Notify();
    go_on.WaitForNotification();
    // The executor is ending: what comes now is refused at once.
    running->Submit([&](bool run) { refused += !run; });
  });
  started.WaitForNotification();
  for (int i = 0; i < 10; ++i) {
    executor->Submit([&](bool run) {
      refused += !run;
      if (refused == 10) go_on.Notify();
    });
  }
  executor.reset();
  EXPECT_EQ(begun, 1);
  EXPECT_EQ(refused, 11);
}

}  // namespace
}  // namespace stator
