// Runs what blocks on a few threads of its own.
#pragma once

#include <deque>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"

namespace stator {

// Thread-safe. Threads start when there is work that no idle one could take.
class Executor {
 public:
  // Called once: with true when its turn has come, with false when the executor ended before.
  using Task = absl::AnyInvocable<void(bool run) &&>;

  explicit Executor(int threads_max) : threads_max_(threads_max) {}
  // Waits for tasks that run. Tasks that wait, and those that running ones submit, are called with
  // false.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  void Submit(Task task);

 private:
  void Run();

  const int threads_max_;
  absl::Mutex mutex_;
  std::deque<Task> waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(mutex_);
  int idle_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace stator
