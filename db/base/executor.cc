#include "db/base/executor.h"

#include <utility>

namespace stator {

Executor::~Executor() {
  std::vector<std::thread> threads;
  std::deque<Task> refused;
  {
    const absl::MutexLock lock(&mutex_);
    ended_ = true;
    threads.swap(threads_);
    refused.swap(waiting_);
  }
  for (Task& task : refused) std::move(task)(false);
  for (std::thread& thread : threads) thread.join();
}

void Executor::Submit(Task task) {
  {
    const absl::MutexLock lock(&mutex_);
    if (!ended_) {
      waiting_.push_back(std::move(task));
      const bool is_taken = waiting_.size() <= static_cast<size_t>(idle_);
      if (!is_taken && threads_.size() < static_cast<size_t>(threads_max_)) {
        threads_.emplace_back([this] { Run(); });
      }
      return;
    }
  }
  std::move(task)(false);
}

void Executor::Run() {
  for (;;) {
    Task task;
    {
      const absl::MutexLock lock(&mutex_);
      const auto may_go_on = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
        return ended_ || !waiting_.empty();
      };
      ++idle_;
      mutex_.Await(absl::Condition(&may_go_on));
      --idle_;
      if (waiting_.empty()) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    std::move(task)(true);
  }
}

}  // namespace stator
