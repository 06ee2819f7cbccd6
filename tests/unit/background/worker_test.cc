#include "db/background/worker.h"

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

// Has things to do at given times; a step does at most two of them.
class TimedTask final : public Task {
 public:
  TimedTask(std::string name, std::vector<int> times, std::vector<std::string>& done)
      : name_(std::move(name)), times_(std::move(times)), done_(done) {}

  std::optional<Time> NextDue() override {
    return times_.empty() ? std::nullopt : std::optional(At(times_.front()));
  }
  absl::Status RunOnce(Time now) override { return RunUntil(now, now); }
  absl::Status RunUntil(Time horizon, Time) override {
    for (int i = 0; i < 2 && !times_.empty() && At(times_.front()) <= horizon; ++i) {
      done_.push_back(name_ + std::to_string(times_.front()));
      times_.erase(times_.begin());
    }
    return absl::OkStatus();
  }

  static Time At(int seconds) { return Time(std::chrono::seconds(seconds)); }

 private:
  const std::string name_;
  std::vector<int> times_;
  std::vector<std::string>& done_;
};

TEST(Worker, RunsWhatIsDueInTheOrderOfTime) {
  std::vector<std::string> done;
  TimedTask a("a", {3, 4, 5, 9, 20}, done);
  TimedTask b("b", {1, 4, 7, 8}, done);
  TimedTask none("none", {}, done);
  ManualClock clock(TimedTask::At(10));
  Worker worker(clock, {&none, &a, &b});
  EXPECT_TRUE(worker.RunDue().ok());
  EXPECT_EQ(done, (std::vector<std::string>{"b1", "a3", "a4", "b4", "a5", "b7", "b8", "a9"}));
  clock.Set(TimedTask::At(20));
  EXPECT_TRUE(worker.RunDue().ok());
  EXPECT_EQ(done.back(), "a20");
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
