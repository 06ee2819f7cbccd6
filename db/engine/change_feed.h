// Tells who waits that a change log has grown, without polling.
//
// The writer touches a log's feed when it decides to append to the log; after each commit the store
// calls Committed, which tells the waiters of the feeds that were touched. A decision may come to
// nothing, so being told means no more than that it is worth a look.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "db/model/log_key.h"
#include "stator/clock.h"

namespace stator::engine {

// What is shared by all versions of a table about the log that its changes go to. Thread-safe.
class LogFeed {
 public:
  explicit LogFeed(std::atomic<bool>& any_touched) : any_touched_(any_touched) {}

  // By whoever decides writes, one at a time: the time of a record to be appended, which is `now`
  // but never less than that of a record before it.
  Time Touch(Time now);
  // What was found in the log, at open and after a rewind: the time of its newest record; nullopt:
  // it has none.
  void Restart(std::optional<Time> newest);

  // Grows whenever there may be something new; from 1.
  uint64_t count() const;
  // Waits until it is not `seen`, for so long at most, and returns it.
  uint64_t Await(uint64_t seen, std::chrono::microseconds patience) const;

  // Calls `changed` after each commit that may have appended, on the thread that commits: it must
  // be short, must not block and must not write. Until Unsubscribe has returned.
  uint64_t Subscribe(absl::AnyInvocable<void()> changed);
  void Unsubscribe(uint64_t id);

 private:
  friend class ChangeFeed;
  void Tell();

  std::atomic<bool>& any_touched_;
  std::atomic<bool> touched_{false};
  std::atomic<int64_t> last_us_{INT64_MIN};
  mutable absl::Mutex mutex_;
  mutable absl::CondVar told_;
  uint64_t count_ ABSL_GUARDED_BY(mutex_) = 1;
  uint64_t next_id_ ABSL_GUARDED_BY(mutex_) = 1;
  std::map<uint64_t, absl::AnyInvocable<void()>> subscribers_ ABSL_GUARDED_BY(mutex_);
};

// The feeds of a database. Thread-safe.
class ChangeFeed {
 public:
  // The one feed of a log: made when first asked for.
  std::shared_ptr<LogFeed> Of(LogId log);
  // The log is gone: its waiters are told, and the next of its id is another.
  void Forget(LogId log);

  // Something else than a commit of records has happened to a log.
  void Tell(LogId log);

  // After a commit, before its writers are answered. Costs nothing when no log was touched.
  void Committed() {
    if (any_touched_.load(std::memory_order_relaxed)) [[unlikely]]
      TellTouched();
  }
  // Everything may have changed: the store was rewound.
  void TellAll();

 private:
  void TellTouched();

  std::atomic<bool> any_touched_{false};
  absl::Mutex mutex_;
  std::map<LogId, std::shared_ptr<LogFeed>> feeds_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::engine
