#include "db/storage/lmdb/read_pool.h"

#include <thread>

#include "db/storage/error.h"
#include "db/storage/lmdb/lmdb_error.h"

namespace stator::storage::lmdb {
namespace {

constexpr int kPanicWaits = 10'000;  // Milliseconds, about.

}  // namespace

ReadTransaction::~ReadTransaction() {
  reader_.cursors().Close();
  if (txn_ != nullptr) mdb_txn_abort(txn_);
}

int ReadTransaction::Renew(const Environment& env) {
  stamp_.reset();
  if (txn_ != nullptr) [[likely]]
    return mdb_txn_renew(txn_);
  const int code = mdb_txn_begin(env.get(), nullptr, MDB_RDONLY, &txn_);
  if (code != 0) txn_ = nullptr;
  reader_.Enter(txn_);
  return code;
}

void ReadTransaction::Reset() {
  if (txn_ != nullptr) mdb_txn_reset(txn_);
}

uint64_t ReadTransaction::stamp() const {
  if (!stamp_) stamp_ = reader_.ReadStamp().value_or(0);
  return *stamp_;
}

ReadPool::~ReadPool() {
  absl::MutexLock lock(&mutex_);
  Collect();
  for (ReadTransaction* transaction : idle_) delete transaction;
}

ReadPool::Slot& ReadPool::OwnSlot() {
  static std::atomic<size_t> threads{0};
  // From 1. Constant initialisation spares the hot path a guard.
  static thread_local constinit size_t number = 0;
  if (number == 0) [[unlikely]]
    number = threads.fetch_add(1, std::memory_order_relaxed) + 1;
  return slots_[number % kSlots];
}

absl::StatusOr<ReadTransaction*> ReadPool::Acquire() {
  ReadTransaction* transaction = OwnSlot().idle.exchange(nullptr, std::memory_order_acquire);
  if (transaction == nullptr) [[unlikely]] {
    transaction = TakeAny();
    if (transaction == nullptr) return error::Broken();
  }
  const int code = transaction->Renew(env_);
  if (code == 0) [[likely]]
    return transaction;
  return AcquireSlowly(transaction, code);
}

absl::StatusOr<ReadTransaction*> ReadPool::AcquireSlowly(ReadTransaction* transaction, int code) {
  // After MDB_PANIC the writer is about to open the environment again: wait for it.
  for (int waits = 0; code == MDB_PANIC && waits < kPanicWaits; ++waits) {
    GiveUp(transaction);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    transaction = TakeAny();
    if (transaction == nullptr) return error::Broken();
    code = transaction->Renew(env_);
  }
  if (code == 0) return transaction;
  GiveUp(transaction);
  return LmdbError(code, "mdb_txn_begin", env_.map_bytes());
}

// Of one that could not be renewed. If it could not even begin, all slots are taken, and keeping it
// would keep those that have one from being found.
void ReadPool::GiveUp(ReadTransaction* transaction) {
  if (transaction->begun()) return Release(transaction);
  delete transaction;
  absl::MutexLock lock(&mutex_);
  --made_;
}

ReadTransaction* ReadPool::TakeAny() {
  absl::MutexLock lock(&mutex_);
  while (draining_ && !broken_) reopened_.Wait(&mutex_);
  if (broken_) return nullptr;
  if (idle_.empty()) {
    ++made_;
    return new ReadTransaction(env_, verify_scans_);
  }
  ReadTransaction* transaction = idle_.back();
  idle_.pop_back();
  return transaction;
}

void ReadPool::Release(ReadTransaction* transaction) {
  transaction->Reset();
  ReadTransaction* none = nullptr;
  if (OwnSlot().idle.compare_exchange_strong(none, transaction, std::memory_order_release,
                                             std::memory_order_relaxed)) [[likely]] {
    return;
  }
  absl::MutexLock lock(&mutex_);
  idle_.push_back(transaction);
}

void ReadPool::Collect() {
  for (Slot& slot : slots_) {
    ReadTransaction* transaction = slot.idle.exchange(nullptr, std::memory_order_acquire);
    if (transaction != nullptr) idle_.push_back(transaction);
  }
}

bool ReadPool::Drain(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      draining_ = true;
      Collect();
      if (idle_.size() == made_) {
        for (ReadTransaction* transaction : idle_) delete transaction;
        idle_.clear();
        made_ = 0;
        return true;
      }
    }
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
}

void ReadPool::Reopen() {
  absl::MutexLock lock(&mutex_);
  draining_ = false;
  reopened_.SignalAll();
}

void ReadPool::Break() {
  broken_ = true;
  Reopen();
}

}  // namespace stator::storage::lmdb
