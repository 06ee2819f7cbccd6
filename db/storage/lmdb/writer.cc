#include "db/storage/lmdb/writer.h"

#include <chrono>

#include "db/storage/error.h"
#include "db/storage/lmdb/lmdb_error.h"
#include "db/storage/lmdb/record.h"

namespace stator::storage::lmdb {
namespace {

// LMDB flushes the pages of a commit, then its meta page.
constexpr uint64_t kSyncsPerCommit = 2;
constexpr std::chrono::milliseconds kDrainPatience{5000};
// Of the free pages these are left to batches that free room.
constexpr uint64_t kFreePagesKept = 64;

// A batch that erases, and puts no more than one inline value besides (an erased item leaves a
// change record and counters behind).
bool FreesRoom(const WriteBatch& batch) {
  bool erases = false;
  size_t put_bytes = 0;
  for (const WriteBatch::Entry& entry : batch.entries()) {
    erases |= entry.kind == WriteBatch::Kind::kErase;
    put_bytes += entry.value.size();
  }
  return erases && put_bytes <= kInlineBytesMax;
}

// An upper bound for all but the deepest trees: the bytes, half-filled, and a path for each entry.
uint64_t PagesNeeded(const WriteBatch& batch, size_t page_bytes) {
  return 2 * batch.bytes() / page_bytes + 8 * batch.entries().size();
}

}  // namespace

Writer::Writer(Environment& env, ReadPool& pool, Marks& marks, bool verify_scans)
    : env_(env), pool_(pool), marks_(marks), ballast_(env.path()), transaction_(env, verify_scans) {
  ballast_.Make();
  bytes_used_ = env_.PagesUsed() * env_.page_bytes();
  if (env_.header().ReadOnly()) {
    writable_ = error::ReadOnly("a newer version has used a feature that this one does not know");
  }
}

absl::Status Writer::Begin() {
  if (!writable_.ok()) return writable_;
  const int code = transaction_.Begin();
  if (code != 0) return LmdbError(code, "mdb_txn_begin", env_.map_bytes());
  written_.clear();
  const uint64_t pages = env_.map_bytes() / env_.page_bytes(), used = env_.PagesUsed();
  room_pages_ = pages > used ? pages - used : 0;
  free_pages_counted_ = false;
  return absl::OkStatus();
}

absl::Status Writer::Admit(const WriteBatch& batch) {
  const uint64_t needed = PagesNeeded(batch, env_.page_bytes());
  if (needed <= room_pages_ && !ballast_.DiskIsFull()) [[likely]] {
    room_pages_ -= needed;
    return absl::OkStatus();
  }
  if (FreesRoom(batch)) return absl::OkStatus();
  if (ballast_.DiskIsFull()) return error::DiskFull();
  if (!free_pages_counted_) {
    const uint64_t free = transaction_.FreePages();
    room_pages_ += free > kFreePagesKept ? free - kFreePagesKept : 0;
    free_pages_counted_ = true;
  }
  if (needed > room_pages_) return error::MapFull(env_.map_bytes());
  room_pages_ -= needed;
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> Writer::Apply(const WriteBatch& batch) {
  absl::StatusOr<uint64_t> stamp = transaction_.Apply(batch, marks_.any() ? &written_ : nullptr);
  // LMDB writes pages early when a transaction has very many.
  if (!stamp.ok() && ballast_.DropIfFull(transaction_.write_code())) return error::DiskFull();
  return stamp;
}

CommitTarget::Result Writer::Commit() {
  const int code = transaction_.Commit();
  if (code == 0) {
    Committed();
    return {};
  }
  const bool was_full = ballast_.DiskIsFull();
  Result result{LmdbError(code, "mdb_txn_commit", env_.map_bytes())};
  if (ballast_.DropIfFull(code)) {
    result.status = error::DiskFull();
    result.again = !was_full;
  }
  if (Panicked()) {
    result.unknown = true;
    Recover();
  }
  return result;
}

void Writer::Committed() {
  const uint64_t pages = transaction_.pages_written();
  pages_written_.fetch_add(pages, std::memory_order_relaxed);
  if (env_.sync()) syncs_.fetch_add(kSyncsPerCommit, std::memory_order_relaxed);
  bytes_used_.store(env_.PagesUsed() * env_.page_bytes(), std::memory_order_relaxed);
  if (marks_.any()) marks_.Note(written_, pages * env_.page_bytes());
}

// A failed write of a meta page leaves open which of the two states is on the disk; LMDB then
// answers MDB_PANIC to everything until it is opened again.
bool Writer::Panicked() {
  const int code = transaction_.Begin();
  if (code == 0) transaction_.Abort();
  return code == MDB_PANIC;
}

void Writer::Recover() {
  transaction_.Leave();
  marks_.DropAll();
  if (!pool_.Drain(kDrainPatience) || !env_.Reopen().ok()) {
    writable_ = error::Broken();
    pool_.Break();
    return;
  }
  pool_.Reopen();
  if (recovered_) {
    writable_ = error::ReadOnly("its disk has failed more than once");
  }
  recovered_ = true;
}

void Writer::AddTo(StoreStats& stats) const {
  stats.syncs = syncs_.load(std::memory_order_relaxed);
  stats.pages_written = pages_written_.load(std::memory_order_relaxed);
  stats.bytes_used = bytes_used_.load(std::memory_order_relaxed);
}

}  // namespace stator::storage::lmdb
