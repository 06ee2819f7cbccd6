// Writes records in the write transaction: frames them, cuts long keys and large values, and takes
// away what a record leaves behind when it shrinks or goes.
#pragma once

#include <lmdb.h>

#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

#include "db/storage/lmdb/cursor_cache.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/long_key.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

// Returns codes of LMDB. After any but 0 the transaction is to be aborted.
class RecordWriter {
 public:
  // `cursors` are those of the write transaction; the writer takes from it one per database and
  // keeps them until the transaction ends.
  RecordWriter(const Environment& env, CursorCache& cursors) : env_(env), cursors_(cursors) {}

  // Begins with a new transaction; forgets the cursors of the last, which LMDB has freed.
  void Enter(MDB_txn* txn);

  int Put(Space space, std::string_view key, std::string_view value);
  int Erase(Space space, std::string_view key);
  int PutStamp(uint64_t stamp);

  // The databases that were written to in this transaction.
  std::bitset<kDatabases> Touched() const;

 private:
  int Cursor(int database, MDB_cursor** cursor);
  int PutLeaf(int database, std::string_view stored, Space space, std::string_view key,
              std::string_view value, bool* fresh);
  int PutLinks(const KeyPath& path, Space space);
  int PutChunks(Space space, std::string_view key, std::string_view value, size_t chunks_before);
  int EraseLeaf(int database, std::string_view stored, Space space, std::string_view key,
                bool* found);
  int EraseEmptyLinks(const KeyPath& path, Space space);
  int EraseChunks(Space space, std::string_view key, size_t first, size_t end);

  const Environment& env_;
  CursorCache& cursors_;
  MDB_txn* txn_ = nullptr;
  std::array<MDB_cursor*, kDatabases> open_{};
};

}  // namespace stator::storage::lmdb
