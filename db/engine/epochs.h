// The times between marks and rewinds, numbered, so that what was handed out in one that a rewind
// has undone can be told: an iterator of a stream remembers the epoch that it was made in.
//
//   const uint64_t before = epochs.Now();
//   ... read the position ...                          // In one View.
//   if (epochs.Now() != before) ... begin again ...    // Neither a mark nor a rewind came between.
//
// Each mark and each rewind begins an epoch. A rewind kills those from the mark's first on up to
// itself; the mark stays, and is now the epoch that the rewind begins. Of epochs of other processes
// nothing is known: they live. Since no sequence number is given twice, an iterator of a time that
// another process has undone finds what was written since, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "stator/mark.h"

namespace stator::engine {

// Thread-safe. Takes bounded memory: of very many rewinds the oldest are remembered roughly, and
// what lived between them is taken for dead; of very many marks at a time the oldest are forgotten,
// and to go back to one of them kills everything.
class Epochs {
 public:
  static constexpr size_t kRangesMax = 4096;
  static constexpr size_t kMarksMax = 4096;

  // `first`: a fork goes on after the epochs of its origin, whose iterators it knows; a process
  // begins where no other did.
  explicit Epochs(uint64_t first = 1) : now_(first) {}

  uint64_t Now() const;
  // Both are called where no write can come between them and what they tell of
  // (Store::Mark, Store::Rewind).
  void Marked(MarkId mark);
  void Rewound(MarkId mark);
  void Released(MarkId mark);

  bool IsDead(uint64_t epoch) const;

 private:
  void Kill(uint64_t first, uint64_t last) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  uint64_t now_ ABSL_GUARDED_BY(mutex_);
  std::map<MarkId, uint64_t> begun_ ABSL_GUARDED_BY(mutex_);   // By each mark that is there.
  std::map<uint64_t, uint64_t> dead_ ABSL_GUARDED_BY(mutex_);  // First to last, apart.
};

}  // namespace stator::engine
