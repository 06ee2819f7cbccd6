// What the commit queue drives: the write transaction of LMDB, and around it what a commit means to
// the rest of the store: room on the disk and in the map, marks, statistics, and getting up again
// after a failure that LMDB does not.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "db/storage/commit_queue.h"
#include "db/storage/lmdb/ballast.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/marks.h"
#include "db/storage/lmdb/read_pool.h"
#include "db/storage/lmdb/write_transaction.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

class Writer final : public CommitTarget {
 public:
  // All of these outlive the writer.
  Writer(Environment& env, ReadPool& pool, Marks& marks, bool verify_scans);

  absl::Status Begin() override;
  Snapshot& snapshot() override { return transaction_; }
  // Refuses batches that take room when the map or the disk is full; those that free it are
  // admitted, on the reserves of both.
  absl::Status Admit(const WriteBatch& batch) override;
  absl::StatusOr<uint64_t> Apply(const WriteBatch& batch) override;
  Result Commit() override;
  void Abort() override { transaction_.Abort(); }

  // Of stats: syncs, pages_written and bytes_used. Thread-safe.
  void AddTo(StoreStats& stats) const;

 private:
  void Committed();
  bool Panicked();
  void Recover();

  Environment& env_;
  ReadPool& pool_;
  Marks& marks_;
  Ballast ballast_;
  WriteTransaction transaction_;
  absl::Status writable_;  // Why not, if not.
  bool recovered_ = false;
  std::vector<SpacedKey> written_;   // Of this transaction, for the marks.
  uint64_t room_pages_ = 0;          // That this transaction may still take.
  bool free_pages_counted_ = false;  // room_pages_ includes those that lie free in the file.

  std::atomic<uint64_t> syncs_{0};
  std::atomic<uint64_t> pages_written_{0};
  std::atomic<uint64_t> bytes_used_{0};
};

}  // namespace stator::storage::lmdb
