#include "db/storage/lmdb/cursor_cache.h"

namespace stator::storage::lmdb {

MDB_cursor* CursorCache::Take(MDB_txn* txn, bool read_only, int database, int* code) {
  MDB_cursor* cursor = nullptr;
  if (idle_[database].empty()) {
    *code = mdb_cursor_open(txn, env_.dbi(database), &cursor);
    return *code == 0 ? cursor : nullptr;
  }
  cursor = idle_[database].back();
  // LMDB renews cursors of read transactions only; those of the writer stay with theirs.
  *code = read_only ? mdb_cursor_renew(txn, cursor) : 0;
  if (*code != 0) return nullptr;
  idle_[database].pop_back();
  return cursor;
}

void CursorCache::Close() {
  for (auto& cursors : idle_) {
    for (MDB_cursor* cursor : cursors) mdb_cursor_close(cursor);
    cursors.clear();
  }
}

void CursorCache::Forget() {
  for (auto& cursors : idle_) cursors.clear();
}

}  // namespace stator::storage::lmdb
