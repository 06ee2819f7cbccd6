#include "db/background/worker.h"

#include <atomic>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace stator::background {
namespace {

// Has something to do until it was run so often.
class CountedTask final : public Task {
 public:
  CountedTask(int runs, int failures) : left_(runs), failures_(failures) {}

  std::optional<Time> NextDue() override {
    return left_ > 0 ? std::optional(Time::min()) : std::nullopt;
  }
  absl::Status RunOnce(Time) override {
    if (failures_-- > 0) return absl::UnavailableError("later");
    if (--left_ == 0) done_.Notify();
    return absl::OkStatus();
  }

  void Wait() { done_.WaitForNotification(); }
  int left() const { return left_; }

 private:
  std::atomic<int> left_;
  std::atomic<int> failures_;
  absl::Notification done_;
};

TEST(Worker, RunsATaskUntilNothingIsDue) {
  CountedTask task(100, 0);
  Worker worker(SystemClock(), {&task});
  worker.Wake();
  task.Wait();
  EXPECT_EQ(task.left(), 0);
}

TEST(Worker, TriesAgainWhatFailed) {
  CountedTask task(1, 1);
  Worker worker(SystemClock(), {&task});
  worker.Wake();
  task.Wait();
}

TEST(Worker, DoesNothingBeforeItIsWoken) {
  CountedTask task(1, 0);
  { Worker worker(SystemClock(), {&task}); }
  EXPECT_EQ(task.left(), 1);
}

TEST(Worker, StopsWhileATaskIsStillDue) {
  CountedTask task(1 << 30, 0);
  Worker worker(SystemClock(), {&task});
  worker.Wake();
}

TEST(Worker, RunsWhatIsDueOnTheThreadThatAsks) {
  CountedTask task(100, 0);
  CountedTask other(7, 0);
  Worker worker(SystemClock(), {&task, &other});
  EXPECT_TRUE(worker.RunDue().ok());
  EXPECT_EQ(task.left(), 0);
  EXPECT_EQ(other.left(), 0);
}

TEST(Worker, SaysWhatFailedWhenItIsAsked) {
  CountedTask task(1, 1);
  Worker worker(SystemClock(), {&task});
  EXPECT_FALSE(worker.RunDue().ok());
  EXPECT_TRUE(worker.RunDue().ok());
  EXPECT_EQ(task.left(), 0);
}

}  // namespace
}  // namespace stator::background
