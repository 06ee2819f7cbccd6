#include "db/engine/change_feed.h"

#include <algorithm>
#include <utility>

#include "absl/time/time.h"

namespace stator::engine {

Time LogFeed::Touch(Time now) {
  const int64_t us =
      std::max<int64_t>(now.time_since_epoch().count(), last_us_.load(std::memory_order_relaxed));
  last_us_.store(us, std::memory_order_relaxed);
  touched_.store(true, std::memory_order_relaxed);
  any_touched_.store(true, std::memory_order_relaxed);
  return Time(std::chrono::microseconds(us));
}

void LogFeed::Restart(std::optional<Time> newest) {
  last_us_.store(newest ? newest->time_since_epoch().count() : INT64_MIN,
                 std::memory_order_relaxed);
}

uint64_t LogFeed::count() const {
  absl::MutexLock lock(&mutex_);
  return count_;
}

uint64_t LogFeed::Await(uint64_t seen, std::chrono::microseconds patience) const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  absl::MutexLock lock(&mutex_);
  while (count_ == seen) {
    const auto left = deadline - std::chrono::steady_clock::now();
    if (left <= left.zero()) break;
    told_.WaitWithTimeout(&mutex_, absl::FromChrono(left));
  }
  return count_;
}

uint64_t LogFeed::Subscribe(absl::AnyInvocable<void()> changed) {
  absl::MutexLock lock(&mutex_);
  subscribers_.emplace(next_id_, std::move(changed));
  return next_id_++;
}

void LogFeed::Unsubscribe(uint64_t id) {
  absl::MutexLock lock(&mutex_);
  subscribers_.erase(id);
}

void LogFeed::Tell() {
  absl::MutexLock lock(&mutex_);
  ++count_;
  told_.SignalAll();
  for (auto& [id, changed] : subscribers_) changed();
}

std::shared_ptr<LogFeed> ChangeFeed::Of(LogId log) {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<LogFeed>& feed = feeds_[log];
  if (feed == nullptr) feed = std::make_shared<LogFeed>(any_touched_);
  return feed;
}

void ChangeFeed::Forget(LogId log) {
  std::shared_ptr<LogFeed> feed;
  {
    absl::MutexLock lock(&mutex_);
    const auto found = feeds_.find(log);
    if (found == feeds_.end()) return;
    feed = std::move(found->second);
    feeds_.erase(found);
  }
  feed->Tell();
}

void ChangeFeed::Tell(LogId log) {
  absl::MutexLock lock(&mutex_);
  const auto found = feeds_.find(log);
  if (found != feeds_.end()) found->second->Tell();
}

// The mark of all is taken down first: a feed touched meanwhile sets it again.
void ChangeFeed::TellTouched() {
  any_touched_.store(false, std::memory_order_relaxed);
  absl::MutexLock lock(&mutex_);
  for (const auto& [log, feed] : feeds_) {
    if (feed->touched_.exchange(false, std::memory_order_relaxed)) feed->Tell();
  }
}

void ChangeFeed::TellAll() {
  absl::MutexLock lock(&mutex_);
  for (const auto& [log, feed] : feeds_) feed->Tell();
}

}  // namespace stator::engine
