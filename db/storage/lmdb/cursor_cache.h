// Cursors of one transaction, kept for the next use: opening one is a malloc, renewing it is not.
//
// In a read transaction cursors outlive reset and renew. Those of a write transaction are freed by
// LMDB when it ends: then Forget, not Close. Not thread-safe.
#pragma once

#include <lmdb.h>

#include <array>
#include <vector>

#include "db/storage/lmdb/environment.h"

namespace stator::storage::lmdb {

class CursorCache {
 public:
  explicit CursorCache(const Environment& env) : env_(env) {}
  CursorCache(const CursorCache&) = delete;
  CursorCache& operator=(const CursorCache&) = delete;

  // A cursor of `txn` on a database, positioned anywhere; nullptr with the code of LMDB otherwise.
  MDB_cursor* Take(MDB_txn* txn, bool read_only, int database, int* code);
  void Give(int database, MDB_cursor* cursor) { idle_[database].push_back(cursor); }

  // REQUIRES of both: every cursor taken was given back.
  void Close();
  void Forget();

 private:
  const Environment& env_;
  std::array<std::vector<MDB_cursor*>, kDatabases> idle_;
};

}  // namespace stator::storage::lmdb
