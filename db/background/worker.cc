#include "db/background/worker.h"

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

std::optional<Time> Worker::RunEachOnce() {
  std::optional<Time> next;
  for (Task* task : tasks_) {
    absl::MutexLock lock(&running_);
    const Time now = clock_.Now();
    std::optional<Time> due = task->NextDue();
    if (due && *due <= now) {
      due = task->RunOnce(now).ok() ? task->NextDue() : now + kRetryAfter;
    }
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

absl::Status Worker::RunDue() {
  bool ran = true;
  while (ran) {
    ran = false;
    for (Task* task : tasks_) {
      absl::MutexLock lock(&running_);
      const Time now = clock_.Now();
      const std::optional<Time> due = task->NextDue();
      if (!due || *due > now) continue;
      if (absl::Status run = task->RunOnce(now); !run.ok()) return run;
      ran = true;
    }
  }
  return absl::OkStatus();
}

}  // namespace stator::background
