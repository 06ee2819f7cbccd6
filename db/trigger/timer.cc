#include "db/trigger/timer.h"

#include "absl/time/time.h"

namespace stator::trigger {

Timer::Key Timer::At(SteadyTime time, absl::AnyInvocable<void() &&> function) {
  absl::MutexLock lock(&mutex_);
  const Key key{time, next_++};
  if (stop_) return key;
  calls_.emplace(key, std::move(function));
  // The thread is woken only for what comes before the time that it sleeps until.
  if (time < wakes_) poked_ = true;
  if (!thread_.joinable()) thread_ = std::thread([this] { Run(); });
  return key;
}

void Timer::Cancel(const Key& key) {
  absl::MutexLock lock(&mutex_);
  calls_.erase(key);
}

void Timer::Stop() {
  std::thread running;
  {
    absl::MutexLock lock(&mutex_);
    stop_ = true;
    calls_.clear();
    running = std::move(thread_);
  }
  if (running.joinable()) running.join();
}

void Timer::Run() {
  absl::MutexLock lock(&mutex_);
  const auto woken = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return poked_ || stop_; };
  while (!stop_) {
    poked_ = false;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (!calls_.empty() && calls_.begin()->first.first <= now) {
      auto call = std::move(calls_.begin()->second);
      calls_.erase(calls_.begin());
      mutex_.Unlock();
      std::move(call)();
      call = nullptr;
      mutex_.Lock();
      continue;
    }
    wakes_ = calls_.empty() ? SteadyTime::max() : calls_.begin()->first.first;
    if (calls_.empty()) {
      mutex_.Await(absl::Condition(&woken));
    } else {
      mutex_.AwaitWithTimeout(absl::Condition(&woken), absl::FromChrono(wakes_ - now));
    }
    wakes_ = SteadyTime::min();  // It is awake, and looks at everything.
  }
}

}  // namespace stator::trigger
