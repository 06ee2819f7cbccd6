// Read transactions, kept for the next View: renewing one takes nanoseconds, beginning one locks
// LMDB's table of readers.
//
// A thread takes from a slot of its own and gives back to it; only when that is empty (a View
// inside a View, a new thread) does it go to the others under a mutex. Thread-safe.
#pragma once

#include <lmdb.h>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/reader.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

// A read transaction with what is kept beside it. Used by one thread at a time.
class ReadTransaction final : public Snapshot {
 public:
  ReadTransaction(const Environment& env, bool verify_scans)
      : reader_(env, /*read_only=*/true, verify_scans) {}
  ~ReadTransaction();

  // To the newest commit; returns the code of LMDB.
  int Renew(const Environment& env);
  // Pins nothing any more.
  void Reset();
  // Has a slot in LMDB's table of readers, which it keeps while at rest.
  bool begun() const { return txn_ != nullptr; }
  MDB_txn* txn() const { return txn_; }

  absl::Status Get(Space space, absl::Span<const std::string_view> keys,
                   GetVisitor visit) override {
    return reader_.Get(space, keys, visit);
  }
  absl::Status Scan(const Range& range, ScanVisitor visit) override {
    return reader_.Scan(range, visit);
  }
  // Read when first asked for. 0 when it cannot be read, which is taken for a store without
  // commits.
  uint64_t stamp() const override;

 private:
  mutable Reader reader_;
  MDB_txn* txn_ = nullptr;
  mutable std::optional<uint64_t> stamp_;
};

class ReadPool {
 public:
  // `env` outlives the pool.
  ReadPool(const Environment& env, bool verify_scans) : env_(env), verify_scans_(verify_scans) {}
  // REQUIRES: every transaction was given back.
  ~ReadPool();
  ReadPool(const ReadPool&) = delete;
  ReadPool& operator=(const ReadPool&) = delete;

  // A transaction at the newest commit, to be given back by Release. Errors: as View.
  absl::StatusOr<ReadTransaction*> Acquire();
  void Release(ReadTransaction* transaction);

  // Before the environment is closed for a moment: lets nobody begin, waits until all have come
  // back, and ends them. False if that takes longer than `patience`. In either case Reopen or Break
  // must follow.
  bool Drain(std::chrono::milliseconds patience);
  void Reopen();
  // There is nothing to read from any more: Acquire fails from now on.
  void Break();

 private:
  static constexpr size_t kSlots = 64;
  struct alignas(64) Slot {
    std::atomic<ReadTransaction*> idle{nullptr};
  };

  Slot& OwnSlot();
  void GiveUp(ReadTransaction* transaction) ABSL_LOCKS_EXCLUDED(mutex_);
  ReadTransaction* TakeAny() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<ReadTransaction*> AcquireSlowly(ReadTransaction* transaction, int code);
  void Collect() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Environment& env_;
  const bool verify_scans_;
  std::array<Slot, kSlots> slots_;
  absl::Mutex mutex_;
  absl::CondVar reopened_;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  std::atomic<bool> broken_{false};
  size_t made_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<ReadTransaction*> idle_ ABSL_GUARDED_BY(mutex_);  // That found their slot taken.
};

}  // namespace stator::storage::lmdb
