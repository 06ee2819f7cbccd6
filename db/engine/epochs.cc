#include "db/engine/epochs.h"

#include <algorithm>
#include <iterator>

namespace stator::engine {

uint64_t Epochs::Now() const {
  absl::ReaderMutexLock lock(&mutex_);
  return now_;
}

void Epochs::Marked(MarkId mark) {
  absl::MutexLock lock(&mutex_);
  begun_[mark] = ++now_;
  if (begun_.size() > kMarksMax) begun_.erase(begun_.begin());
}

void Epochs::Rewound(MarkId mark) {
  absl::MutexLock lock(&mutex_);
  const auto begun = begun_.find(mark);
  Kill(begun == begun_.end() ? 0 : begun->second, now_);
  begun_.erase(begun_.lower_bound(mark), begun_.end());
  begun_[mark] = ++now_;
}

void Epochs::Released(MarkId mark) {
  absl::MutexLock lock(&mutex_);
  begun_.erase(mark);
}

bool Epochs::IsDead(uint64_t epoch) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto after = dead_.upper_bound(epoch);
  return after != dead_.begin() && epoch <= std::prev(after)->second;
}

// What is killed ends at the present: ranges that begin later lie within.
void Epochs::Kill(uint64_t first, uint64_t last) {
  auto at = dead_.lower_bound(first);
  if (at != dead_.begin() && std::prev(at)->second + 1 >= first) first = (--at)->first;
  dead_.erase(at, dead_.end());
  dead_[first] = last;
  if (dead_.size() <= kRangesMax) return;
  const auto oldest = dead_.begin();
  const auto next = std::next(oldest);
  oldest->second = next->second;
  dead_.erase(next);
}

}  // namespace stator::engine
