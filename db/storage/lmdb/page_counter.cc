#include "db/storage/lmdb/page_counter.h"

#include "db/storage/lmdb/free_list.h"

namespace stator::storage::lmdb {
bool PageCounter::Open() {
  if (txn_ == nullptr) {
    if (mdb_txn_begin(env_.get(), nullptr, MDB_RDONLY, &txn_) != 0) return false;
    if (mdb_cursor_open(txn_, kFreeList, &free_list_) == 0) return true;
    Close();
    return false;
  }
  return mdb_txn_renew(txn_) == 0 && mdb_cursor_renew(txn_, free_list_) == 0;
}

void PageCounter::Rest() {
  if (txn_ != nullptr) mdb_txn_reset(txn_);
}

void PageCounter::Close() {
  if (env_.Forked()) return;
  if (free_list_ != nullptr) mdb_cursor_close(free_list_);
  if (txn_ != nullptr) mdb_txn_abort(txn_);
  free_list_ = nullptr;
  txn_ = nullptr;
}

uint64_t PageCounter::InUse(MDB_txn* txn, int database) const {
  MDB_stat stat;
  if (mdb_stat(txn, env_.dbi(database), &stat) != 0) return 0;
  return stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages;
}

void PageCounter::BeforeCommit(MDB_txn* txn, const std::bitset<kDatabases>& touched) {
  if (!known_ && Open()) {
    for (int database = 0; database < kDatabases; ++database) {
      in_use_[database] = InUse(txn_, database);
    }
    known_ = true;
    Rest();
  }
  pending_ = in_use_;
  for (int database = 0; database < kDatabases; ++database) {
    if (touched.test(database)) pending_[database] = InUse(txn, database);
  }
}

uint64_t PageCounter::AfterCommit(size_t txn_id) {
  uint64_t pages = 0;
  if (Open()) {
    MDB_val key{sizeof txn_id, &txn_id}, list;
    if (mdb_cursor_get(free_list_, &key, &list, MDB_SET) == 0) pages = FreedPages(list);
  }
  Rest();
  for (int database = 0; database < kDatabases; ++database) {
    pages += pending_[database] - in_use_[database];  // May be negative: wraps around and back.
  }
  in_use_ = pending_;
  return pages;
}

uint64_t PageCounter::FreePages() {
  const uint64_t pages = Open() ? CountFreePages(free_list_) : 0;
  Rest();
  return pages;
}

}  // namespace stator::storage::lmdb
