// Calls functions at times of the machine's steady clock, on one thread of its own, which does not
// exist before the first of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"

namespace stator::trigger {

// Thread-safe.
class Timer {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  using Key = std::pair<SteadyTime, uint64_t>;

  Timer() = default;
  ~Timer() { Stop(); }

  // `function` must be short: others wait for it. It may call At and Cancel.
  Key At(SteadyTime time, absl::AnyInvocable<void() &&> function);
  // It will not be called any more, or is being called, or was. Costs next to nothing.
  void Cancel(const Key& key);
  // None is called any more when this returns.
  void Stop();

 private:
  void Run();

  absl::Mutex mutex_;
  std::map<Key, absl::AnyInvocable<void() &&>> calls_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  SteadyTime wakes_ ABSL_GUARDED_BY(mutex_) = SteadyTime::max();  // When the thread looks again.
  bool poked_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::trigger
