// Counts the pages that commits write. LMDB does not tell, but it can be known: every page in use
// after a commit either was in use before and untouched, or was written; and of those in use
// before, the commit noted in its list of free pages which ones it gave up. So
//
//   written = in use after - in use before + given up
//
// Exact but for the pages of the free list itself and the meta page, which are not counted.
// Belongs to the thread that commits.
#pragma once

#include <lmdb.h>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

#include "db/storage/lmdb/environment.h"

namespace stator::storage::lmdb {

class PageCounter {
 public:
  explicit PageCounter(const Environment& env) : env_(env) {}
  ~PageCounter() { Close(); }
  PageCounter(const PageCounter&) = delete;
  PageCounter& operator=(const PageCounter&) = delete;

  // Around a commit: of the transaction about to be committed and the databases it has touched,
  // then with its id when that has succeeded. Returns the pages written.
  void BeforeCommit(MDB_txn* txn, const std::bitset<kDatabases>& touched);
  uint64_t AfterCommit(size_t txn_id);

  // Pages of the file that are free, by the last commit. Walks the whole list.
  uint64_t FreePages();

  // Ends the read transaction that this keeps; the next call begins another.
  void Close();

 private:
  bool Open();
  void Rest();
  uint64_t InUse(MDB_txn* txn, int database) const;

  const Environment& env_;
  MDB_txn* txn_ = nullptr;
  MDB_cursor* free_list_ = nullptr;
  bool known_ = false;                         // in_use_ has been read.
  std::array<uint64_t, kDatabases> in_use_{};  // By the last commit.
  std::array<uint64_t, kDatabases> pending_{};
};

}  // namespace stator::storage::lmdb
