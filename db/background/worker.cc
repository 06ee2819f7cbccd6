#include "db/background/worker.h"

#include "absl/time/time.h"

namespace stator::background {
namespace {

// How long to rest after a step that failed, such as on a full disk.
constexpr std::chrono::seconds kRetryAfter{1};

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
    const std::optional<Time> next = RunDue();
    const auto changed = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return woken_ || stop_; };
    absl::MutexLock lock(&mutex_);
    if (!next) {
      mutex_.Await(absl::Condition(&changed));
    } else if (const Time now = clock_.Now(); now < *next) {
      mutex_.AwaitWithTimeout(absl::Condition(&changed), absl::FromChrono(*next - now));
    }
  }
}

std::optional<Time> Worker::RunDue() {
  std::optional<Time> next;
  for (Task* task : tasks_) {
    const Time now = clock_.Now();
    std::optional<Time> due = task->NextDue();
    if (due && *due <= now) {
      due = task->RunOnce(now).ok() ? task->NextDue() : now + kRetryAfter;
    }
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

}  // namespace stator::background
