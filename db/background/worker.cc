#include "db/background/worker.h"

#include <algorithm>

#include "absl/time/time.h"

namespace stator::background {
namespace {

// How long to rest after a step that failed, such as on a full disk.
constexpr std::chrono::seconds kRetryAfter{1};

// How long to sleep at most while anything is due some day. The clock may be turned meanwhile, and
// a write may make something due earlier; neither knows of this thread.
constexpr std::chrono::seconds kSleepMax{1};

}  // namespace

Worker::~Worker() {
  std::thread running;
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
    running = std::move(thread_);
  }
  if (running.joinable()) running.join();
}

void Worker::Wake() {
  absl::MutexLock lock(&mutex_);
  woken_ = true;
  if (!thread_.joinable() && !stop_) thread_ = std::thread([this] { Run(); });
}

void Worker::Run() {
  for (;;) {
    {
      absl::MutexLock lock(&mutex_);
      if (stop_) return;
      woken_ = false;
    }
    const std::optional<Time> next = RunEachOnce();
    const auto changed = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return woken_ || stop_; };
    absl::MutexLock lock(&mutex_);
    if (!next) {
      mutex_.Await(absl::Condition(&changed));
    } else if (const Time now = clock_.Now(); now < *next) {
      const std::chrono::microseconds sleep = *next > now + kSleepMax ? kSleepMax : *next - now;
      mutex_.AwaitWithTimeout(absl::Condition(&changed), absl::FromChrono(sleep));
    }
  }
}

std::vector<Worker::Turn> Worker::Turns() {
  std::vector<Turn> turns;
  for (Task* task : tasks_) {
    if (const std::optional<Time> due = task->NextDue()) turns.push_back({task, *due});
  }
  std::stable_sort(turns.begin(), turns.end(),
                   [](const Turn& a, const Turn& b) { return a.due < b.due; });
  return turns;
}

std::optional<Time> Worker::RunEachOnce() {
  std::optional<Time> next;
  std::vector<Turn> turns;
  {
    absl::MutexLock lock(&running_);
    turns = Turns();
  }
  for (size_t i = 0; i < turns.size(); ++i) {
    // Between two steps another thread may run some, so each is asked again.
    absl::MutexLock lock(&running_);
    const Time now = clock_.Now();
    const Time horizon = i + 1 < turns.size() ? std::min(now, turns[i + 1].due) : now;
    std::optional<Time> due = turns[i].task->NextDue();
    if (due && *due <= now) {
      const bool ran = turns[i].task->RunUntil(std::max(*due, horizon), now).ok();
      due = ran ? turns[i].task->NextDue() : now + kRetryAfter;
    }
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

absl::Status Worker::RunDue() {
  absl::MutexLock lock(&running_);
  for (;;) {
    const std::vector<Turn> turns = Turns();
    const Time now = clock_.Now();
    if (turns.empty() || turns[0].due > now) return absl::OkStatus();
    const Time horizon = turns.size() > 1 ? std::min(now, turns[1].due) : now;
    if (absl::Status run = turns[0].task->RunUntil(horizon, now); !run.ok()) return run;
  }
}

}  // namespace stator::background
