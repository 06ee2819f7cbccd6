// The parts of the store on disk, wired. How each works stands in its own header; on the way of a
// read lie fork_guard, read_pool and reader, on that of a write fork_guard, commit_queue, writer
// and write_transaction.
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "db/storage/commit_queue.h"
#include "db/storage/error.h"
#include "db/storage/lmdb/environment.h"
#include "db/storage/lmdb/file_stats.h"
#include "db/storage/lmdb/marks.h"
#include "db/storage/lmdb/read_pool.h"
#include "db/storage/lmdb/writer.h"
#include "db/storage/store.h"
#include "db/storage/thread_guard.h"

namespace stator::storage {
namespace lmdb {
namespace {

// In the order in which they stand on each other.
struct Parts {
  Parts(std::unique_ptr<Environment> environment, const LmdbOptions& options, const void* store)
      : env(std::move(environment)),
        pool(*env, options.verify_scans),
        marks(pool, options.mark_bytes_max),
        writer(*env, pool, marks, options.verify_scans),
        queue(writer, store, /*commits_wait=*/env->sync()) {}

  std::unique_ptr<Environment> env;
  ReadPool pool;
  Marks marks;
  Writer writer;
  CommitQueue queue;
};

Outcome Failed(const absl::Status& status) { return {Outcome::Kind::kFailed, 0, status}; }

class LmdbStore final : public Store {
 public:
  LmdbStore(std::unique_ptr<Environment> env, const LmdbOptions& options)
      : parts_(std::make_unique<Parts>(std::move(env), options, this)) {}

  // In a forked child the parts are left as they are: to end them would end the parent's.
  ~LmdbStore() override {
    if (parts_->env->Forked()) static_cast<void>(parts_.release());
  }

  absl::Status View(absl::FunctionRef<absl::Status(Snapshot&)> fn) override;
  Outcome Update(UpdateFn fn) override;
  Outcome UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) override;
  void Submit(UpdateRequest& request) override;
  using Store::Mark;
  absl::StatusOr<MarkId> Mark(absl::FunctionRef<void(MarkId)> marked) override;
  using Store::Rewind;
  absl::Status Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                      absl::FunctionRef<void()> committed) override;
  void Release(MarkId mark) override;
  std::vector<MarkId> Marks() const override;
  absl::StatusOr<std::unique_ptr<Store>> Fork() override { return error::ForkOnDisk(); }

  uint64_t generation() const override { return generation_.load(std::memory_order_acquire); }
  void OnCommit(absl::AnyInvocable<void()> committed) override {
    parts_->queue.OnCommit(std::move(committed));
  }
  const Identity& identity() const override { return parts_->env->header().identity; }
  StoreStats stats() const override;
  bool CommitsWait() const override { return parts_->env->sync(); }

 private:
  // Why this thread of this process may not write, if it may not.
  absl::Status MayWrite() const;

  std::unique_ptr<Parts> parts_;
  std::atomic<uint64_t> generation_{0};
};

// Gives a transaction back, also when a visitor throws.
class Lease {
 public:
  Lease(const Environment& env, ReadPool& pool, ReadTransaction* transaction)
      : env_(env), pool_(pool), transaction_(transaction) {}
  // A child forked inside a View must not touch the reader slot, which is the parent's.
  ~Lease() {
    if (!env_.Forked()) [[likely]]
      pool_.Release(transaction_);
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

 private:
  const Environment& env_;
  ReadPool& pool_;
  ReadTransaction* const transaction_;
};

absl::Status LmdbStore::View(absl::FunctionRef<absl::Status(Snapshot&)> fn) {
  if (parts_->env->Forked()) [[unlikely]]
    return error::UsedAfterFork();
  STATOR_ASSIGN_OR_RETURN(ReadTransaction* const transaction, parts_->pool.Acquire());
  const Lease lease(*parts_->env, parts_->pool, transaction);
  const ThreadGuard guard(this);
  return fn(*transaction);
}

absl::Status LmdbStore::MayWrite() const {
  if (parts_->env->Forked()) [[unlikely]]
    return error::UsedAfterFork();
  if (ThreadGuard::Inside(this)) [[unlikely]]
    return error::WriteInsideTransaction();
  return absl::OkStatus();
}

Outcome LmdbStore::Update(UpdateFn fn) {
  if (absl::Status refused = MayWrite(); !refused.ok()) return Failed(refused);
  return parts_->queue.Update(fn);
}

Outcome LmdbStore::UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) {
  if (absl::Status refused = MayWrite(); !refused.ok()) return Failed(refused);
  return parts_->queue.UpdateAlone(fn, committed);
}

void LmdbStore::Submit(UpdateRequest& request) {
  if (absl::Status refused = MayWrite(); !refused.ok()) {
    request.Done(Failed(refused));
    return;
  }
  parts_->queue.Submit(request);
}

absl::StatusOr<MarkId> LmdbStore::Mark(absl::FunctionRef<void(MarkId)> marked) {
  STATOR_RETURN_IF_ERROR(MayWrite());
  // Between two commits, so that the pin and the keys noted begin at the same moment.
  absl::StatusOr<MarkId> mark = absl::UnknownError("");
  const Outcome outcome = parts_->queue.UpdateAlone(
      [&](Snapshot&, WriteBatch&) {
        mark = parts_->marks.Make();
        if (mark.ok()) marked(*mark);
        return Decision::kRefuse;
      },
      [] {});
  if (outcome.kind == Outcome::Kind::kFailed) return outcome.status;
  return mark;
}

absl::Status LmdbStore::Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                               absl::FunctionRef<void()> committed) {
  STATOR_RETURN_IF_ERROR(MayWrite());
  absl::Status filled;
  const Outcome outcome = parts_->queue.UpdateAlone(
      [&](Snapshot&, WriteBatch& batch) {
        filled = parts_->marks.Fill(mark, batch);
        if (!filled.ok()) return Decision::kRefuse;
        begun();
        return Decision::kCommit;
      },
      [&] {
        parts_->marks.Rewound(mark);
        generation_.fetch_add(1, std::memory_order_acq_rel);
        committed();
      });
  if (outcome.kind == Outcome::Kind::kUnknown) {
    // It may have been done: what was begun before is to be discarded all the same.
    generation_.fetch_add(1, std::memory_order_acq_rel);
    return error::RewindUnknown(outcome.status);
  }
  return outcome.kind == Outcome::Kind::kRefused ? filled : outcome.status;
}

void LmdbStore::Release(MarkId mark) {
  if (!parts_->env->Forked()) parts_->marks.Release(mark);
}

std::vector<MarkId> LmdbStore::Marks() const {
  return parts_->env->Forked() ? std::vector<MarkId>() : parts_->marks.Ids();
}

StoreStats LmdbStore::stats() const {
  StoreStats stats;
  const CommitQueue::Stats queue = parts_->queue.stats();
  stats.commits = queue.commits;
  stats.updates = queue.updates;
  stats.commits_by_updates = queue.commits_by_updates;
  parts_->writer.AddTo(stats);
  if (parts_->env->Forked()) [[unlikely]]
    return stats;
  const absl::StatusOr<ReadTransaction*> transaction = parts_->pool.Acquire();
  if (!transaction.ok()) return stats;
  const Lease lease(*parts_->env, parts_->pool, *transaction);
  AddFileStats(*parts_->env, (*transaction)->txn(), stats);
  return stats;
}

}  // namespace
}  // namespace lmdb

absl::StatusOr<std::unique_ptr<Store>> OpenLmdb(const std::string& path,
                                                const LmdbOptions& options) {
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<lmdb::Environment> env,
                          lmdb::Environment::Open(path, options));
  return std::make_unique<lmdb::LmdbStore>(std::move(env), options);
}

}  // namespace stator::storage
