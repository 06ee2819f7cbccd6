// Runs the background's tasks: on one thread of its own, which does not exist until the first Wake,
// and on that of whoever asks for it.
#pragma once

#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "db/background/task.h"

namespace stator::background {

// Thread-safe.
class Worker {
 public:
  // All outlive the worker.
  Worker(const Clock& clock, std::vector<Task*> tasks) : clock_(clock), tasks_(std::move(tasks)) {}
  ~Worker();  // Waits for the step that is being run, no more.

  // Something may have become due: look now.
  void Wake();

  // Runs the tasks, on this thread, until none is due by the clock: what fell due first is done
  // first. Errors: the first one of a step, which ends it.
  absl::Status RunDue();

 private:
  // A task that has something to do some day.
  struct Turn {
    Task* task;
    Time due;
  };

  void Run();
  // In the order of their times; those of one time in the order of the tasks.
  std::vector<Turn> Turns() ABSL_EXCLUSIVE_LOCKS_REQUIRED(running_);
  // Runs every task that is due once, so that none waits for the end of another's work; says when
  // to look again.
  std::optional<Time> RunEachOnce();

  const Clock& clock_;
  const std::vector<Task*> tasks_;
  absl::Mutex running_;  // Held during a step: tasks are run by one thread at a time.
  absl::Mutex mutex_;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::background
