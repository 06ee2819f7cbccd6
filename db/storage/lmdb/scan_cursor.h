// Walks the keys of one space in their order, through the links of long keys and back.
//
//   ScanCursor cursor(env, cursors, txn, read_only, verify, space, Direction::kForward);
//   for (int code = cursor.Seek(begin); code == 0; code = cursor.Next()) ... cursor.key() ...
//
// It is a stack of LMDB cursors: the lowest in the database of the space, one more in the segments
// for each link followed, confined to the keys with the tag of that link. Most scans never need a
// second one. Why the order is right: long_key.h.
#pragma once

#include <lmdb.h>

#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "db/storage/lmdb/cursor_cache.h"
#include "db/storage/lmdb/long_key.h"
#include "db/storage/store.h"

namespace stator::storage::lmdb {

class ScanCursor {
 public:
  // With `verify`, the checksums of links are checked: a damaged one is MDB_CORRUPTED.
  ScanCursor(const Environment& env, CursorCache& cursors, MDB_txn* txn, bool read_only,
             bool verify, Space space, Direction direction);
  ~ScanCursor();
  ScanCursor(const ScanCursor&) = delete;
  ScanCursor& operator=(const ScanCursor&) = delete;

  // Forward: to the first key >= bound. Backward: to the last key < bound, or to the last of all if
  // it is empty. 0 when there is one, MDB_NOTFOUND when there is none, or another code of LMDB.
  int Seek(std::string_view bound);
  // To the next key in the direction of the scan. The same codes.
  int Next() {
    const int code = mdb_cursor_get(top_, &stored_, &record_, step_);
    // The common case, kept short: an ordinary key follows an ordinary key.
    if (code == 0 && in_space_ && stored_.mv_size != kLinkBytes) [[likely]]
      return 0;
    return Settle(code);
  }

  // Of the key found: as the caller of the store knows it, and its record. Live until the next move
  // or the next write of the transaction.
  std::string_view key() const { return in_space_ ? ToView(stored_) : assembled_; }
  std::string_view record() const { return ToView(record_); }

 private:
  struct Level {
    MDB_cursor* cursor;
    int database;
    std::string tag;          // What all keys of this level begin with; empty in the space.
    size_t key_bytes_before;  // Of the whole key, those that the levels below this one hold.
  };

  int Push(int database, std::string tag, size_t key_bytes_before);
  void Pop();
  void SetTop();
  int Move(MDB_cursor_op op) { return mdb_cursor_get(top_, &stored_, &record_, op); }
  // Follows the link that the top level stands on, to a level not yet positioned.
  int PushLink();
  // Positions the top level at the first key >= bound, or at the last < bound. Keys as stored.
  int SeekStored(std::string_view bound);
  int SeekFirst();
  // From wherever the top level stands (or from its end, if `code` says so) to a whole key.
  int Settle(int code);
  bool InLevel() const;
  bool LinkIsGood() const;
  void Assemble();

  const Environment& env_;
  CursorCache& cursors_;
  MDB_txn* const txn_;
  const bool read_only_;
  const bool verify_;
  const Space space_;
  const bool forward_;
  const MDB_cursor_op step_;
  absl::InlinedVector<Level, 1> levels_;
  MDB_cursor* top_ = nullptr;  // Of the last level.
  bool in_space_ = true;       // There is but one level.
  MDB_val stored_{};
  MDB_val record_{};
  std::string assembled_;  // The whole key, where it is a long one.
};

}  // namespace stator::storage::lmdb
