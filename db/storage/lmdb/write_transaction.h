// The one write transaction of LMDB that a group of Updates shares. Each is decided on the snapshot
// that it is, with all that was applied before, and its batch applied to it.
//
// Add is deferred: sums are collected and written once, before the commit or before something of
// their space is read or written. One hot counter so costs a group one put.
//
// Belongs to the thread that leads the commit, from Begin to Commit or Abort.
#pragma once

#include <lmdb.h>

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/page_counter.h"
#include "db/storage/lmdb/reader.h"
#include "db/storage/lmdb/record_writer.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

// A key of any space as one string: space (1) · key.
using SpacedKey = std::string;
SpacedKey MakeSpacedKey(Space space, std::string_view key);

class WriteTransaction final : public Snapshot {
 public:
  WriteTransaction(Environment& env, bool verify_scans);

  // Between transactions: lets go of the environment, which is about to be opened again.
  void Leave() { pages_.Close(); }
  // Pages that lie free in the file. Reads LMDB's list of them.
  uint64_t FreePages() { return pages_.FreePages(); }

  // Returns the code of LMDB. Nothing is to be ended after an error.
  int Begin();
  // Writes a batch, that is not empty, and returns its stamp. With `written`, the keys that it
  // wrote are added there. After an error the transaction is to be aborted.
  absl::StatusOr<uint64_t> Apply(const WriteBatch& batch, std::vector<SpacedKey>* written);
  // Returns the code of LMDB; the transaction has ended in either case.
  int Commit();
  void Abort();

  absl::Status Get(Space space, absl::Span<const std::string_view> keys, GetVisitor visit) override;
  absl::Status Scan(const Range& range, ScanVisitor visit) override;
  uint64_t stamp() const override { return stamp_; }

  // Of the first write of this transaction that failed; 0 if none has.
  int write_code() const { return write_code_; }
  // Pages that the last commit wrote.
  uint64_t pages_written() const { return pages_written_; }

 private:
  int ApplyEntry(const WriteBatch::Entry& entry, std::vector<SpacedKey>* written);
  int PutStamped(const WriteBatch::Entry& entry, std::vector<SpacedKey>* written);
  int WriteSums();
  int AddTo(Space space, std::string_view key, int64_t delta);
  void End();
  absl::Status Error(int code, std::string_view call) const;

  Environment& env_;
  Reader reader_;
  RecordWriter writer_;
  MDB_txn* txn_ = nullptr;
  uint64_t stamp_begun_ = 0;  // The last stamp committed.
  uint64_t stamp_ = 0;        // The last one given.
  absl::flat_hash_map<SpacedKey, int64_t> sums_;
  std::bitset<kSpaces> summed_;  // The spaces that sums_ speaks of.
  int write_code_ = 0;           // Of the first write that failed: the transaction is then spoilt.
  std::string scratch_;
  PageCounter pages_;
  uint64_t pages_written_ = 0;
};

}  // namespace stator::storage::lmdb
