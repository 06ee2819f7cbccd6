// The marks that were made here and that one may rewind to, as far as is known: the database drops
// one on disk when too much was written since, and says so only when it is asked to rewind.
#pragma once

#include <set>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "stator/mark.h"

namespace stator::server {

// Thread-safe.
class MarkList {
 public:
  void Add(MarkId mark) {
    const absl::MutexLock lock(&mutex_);
    marks_.insert(mark);
  }
  // False if it is not there.
  bool Remove(MarkId mark) {
    const absl::MutexLock lock(&mutex_);
    return marks_.erase(mark) > 0;
  }
  // A rewind to `mark` has ended those made later.
  void RemoveAfter(MarkId mark) {
    const absl::MutexLock lock(&mutex_);
    marks_.erase(marks_.upper_bound(mark), marks_.end());
  }
  bool Contains(MarkId mark) const {
    const absl::MutexLock lock(&mutex_);
    return marks_.count(mark) > 0;
  }
  // Oldest first.
  std::vector<MarkId> All() const {
    const absl::MutexLock lock(&mutex_);
    return {marks_.begin(), marks_.end()};
  }

 private:
  mutable absl::Mutex mutex_;
  std::set<MarkId> marks_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::server
