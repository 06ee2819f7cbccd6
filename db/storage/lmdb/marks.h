// Moments to go back to: for each a pinned read transaction, and the keys written since. A rewind
// reads each of those from the pin and puts or erases it.
//
// A pin keeps LMDB from using the pages given up since, so the file grows; a mark whose growth or
// keys exceed a bound is dropped. A rewind pins anew, so that one may go back to a mark any number
// of times. Marks die with the process.
//
// Make, Fill, Rewound and Note are called by the leader of the commit queue, one at a time;
// Release, DropAll and Ids from anywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/storage/lmdb/read_pool.h"
#include "db/storage/lmdb/write_transaction.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

class Marks {
 public:
  // `pool` outlives the marks.
  Marks(ReadPool& pool, size_t bytes_max) : pool_(pool), bytes_max_(bytes_max) {}
  ~Marks() { DropAll(); }
  Marks(const Marks&) = delete;
  Marks& operator=(const Marks&) = delete;

  // Of the last commit.
  absl::StatusOr<MarkId> Make();
  void Release(MarkId id);
  void DropAll();
  std::vector<MarkId> Ids() const;

  // True when keys are to be noted. May be true for a moment longer than there are marks.
  bool any() const { return any_.load(std::memory_order_acquire); }
  // A commit has written these keys, and pages of so many bytes.
  void Note(const std::vector<SpacedKey>& keys, uint64_t page_bytes);

  // Into `batch`, what takes the store back to the mark. kResourceNotFound when there is no such
  // mark.
  absl::Status Fill(MarkId id, WriteBatch& batch);
  // That batch has been committed: later marks are gone, and nothing was written since this one.
  void Rewound(MarkId id);

 private:
  struct Mark {
    ReadTransaction* pin;
    absl::flat_hash_set<SpacedKey> keys;
    uint64_t key_bytes = 0;
    uint64_t page_bytes = 0;
  };
  using Map = std::map<MarkId, Mark>;

  Map::iterator Drop(Map::iterator mark) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  ReadPool& pool_;
  const uint64_t bytes_max_;
  std::atomic<bool> any_{false};
  mutable absl::Mutex mutex_;
  Map marks_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_id_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace stator::storage::lmdb
