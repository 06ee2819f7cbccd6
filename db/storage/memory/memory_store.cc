#include "db/storage/memory/memory_store.h"

#include <cstring>
#include <deque>
#include <exception>
#include <new>
#include <random>

#include "absl/cleanup/cleanup.h"
#include "db/base/bytes.h"
#include "db/storage/error.h"
#include "db/storage/memory/memory_snapshot.h"
#include "db/storage/memory/tree.h"
#include "db/storage/thread_guard.h"

namespace stator::storage {
namespace memory {
namespace {

void FillRandom(std::array<uint8_t, 16>& bytes) {
  std::random_device device;
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(device());
}

Identity NewIdentity(const MemoryOptions& options) {
  Identity identity;
  identity.created_us = options.created_us;
  identity.uuid = {'s', 't', 'a', 't', 'o', 'r', ' ', 'i', 'n', ' ', 'm', 'e', 'm', 'o', 'r', 'y'};
  identity.secret = identity.uuid;
  if (options.random_secret) {
    FillRandom(identity.uuid);
    FillRandom(identity.secret);
  }
  return identity;
}

Outcome Failed(absl::Status status) { return {Outcome::Kind::kFailed, 0, std::move(status)}; }

// A sum that leaves 64 bits wraps; signed addition would be undefined.
Record* NewSum(Versions& versions, const Record* old, std::string_view key, int64_t delta) {
  const int64_t before = ReadCounter(old != nullptr ? old->value() : std::string_view());
  const uint64_t sum = static_cast<uint64_t>(before) + static_cast<uint64_t>(delta);
  char bytes[8];
  StoreLittle<uint64_t>(sum, bytes);
  return versions.NewRecord(key, {bytes, sizeof(bytes)});
}

}  // namespace

class MemoryStore::DoneScope {
 public:
  explicit DoneScope(MemoryStore* store) : store_(store), outer_(innermost_) { innermost_ = this; }
  ~DoneScope() { innermost_ = outer_; }

  // The one of this store on this thread, or null.
  static DoneScope* Of(const MemoryStore* store) {
    DoneScope* scope = innermost_;
    while (scope != nullptr && scope->store_ != store) scope = scope->outer_;
    return scope;
  }
  void Push(UpdateRequest& request) { later_.push_back(&request); }
  UpdateRequest* Pop() {
    if (later_.empty()) return nullptr;
    UpdateRequest* request = later_.front();
    later_.pop_front();
    return request;
  }

 private:
  static inline thread_local DoneScope* innermost_ = nullptr;

  MemoryStore* const store_;
  DoneScope* const outer_;
  std::deque<UpdateRequest*> later_;
};

MemoryStore::MemoryStore(const MemoryOptions& options)
    : MemoryStore(NewIdentity(options), std::make_shared<Trees>()) {}

MemoryStore::MemoryStore(const Identity& identity, std::shared_ptr<Trees> trees)
    : identity_(identity),
      trees_(std::move(trees)),
      pins_(trees_->pins),
      versions_(trees_->versions) {
  current_.store(versions_.newest());
  published_.store(versions_.newest()->version);
}

bool MemoryStore::Inside() const { return ThreadGuard::Inside(this); }

absl::Status MemoryStore::View(absl::FunctionRef<absl::Status(Snapshot&)> fn) {
  ThreadGuard guard(this);
  Pins::Pin pin(pins_, published_.load(std::memory_order_acquire));
  MemorySnapshot snapshot(*current_.load(std::memory_order_seq_cst));
  return fn(snapshot);
}

Outcome MemoryStore::Update(UpdateFn fn) {
  if (Inside()) return Failed(error::WriteInsideTransaction());
  absl::MutexLock lock(&writer_);
  return Decide(fn);
}

// Every commit is one of its own here.
Outcome MemoryStore::UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) {
  if (Inside()) return Failed(error::WriteInsideTransaction());
  absl::MutexLock lock(&writer_);
  Outcome outcome = Decide(fn);
  ThreadGuard guard(this);
  ThreadGuard writing(&writer_);
  if (outcome.kind == Outcome::Kind::kCommitted) committed();
  return outcome;
}

void MemoryStore::Submit(UpdateRequest& request) {
  if (DoneScope* done = DoneScope::Of(this)) return done->Push(request);
  if (Inside()) return request.Done(Failed(error::WriteInsideTransaction()));
  DoneScope scope(this);
  for (UpdateRequest* next = &request; next != nullptr; next = scope.Pop()) {
    const Outcome outcome = Run(*next);
    ThreadGuard guard(this);
    next->Done(outcome);
  }
}

Outcome MemoryStore::Run(UpdateRequest& request) {
  absl::MutexLock lock(&writer_);
  try {
    return Decide([&request](Snapshot& snapshot, WriteBatch& batch) {
      return request.Decide(snapshot, batch);
    });
  } catch (const std::exception& thrown) {
    return Failed(error::Io("Decide", thrown.what()));
  } catch (...) {
    return Failed(error::Io("Decide", "an exception"));
  }
}

Outcome MemoryStore::Decide(UpdateFn fn) {
  const absl::Cleanup clear = [this]() ABSL_NO_THREAD_SAFETY_ANALYSIS { batch_.Clear(); };
  MemorySnapshot snapshot(*versions_.newest());
  Decision decision;
  {
    ThreadGuard guard(this);
    ThreadGuard writing(&writer_);
    decision = fn(snapshot, batch_);
  }
  switch (decision) {
    case Decision::kRefuse:
      return {Outcome::Kind::kRefused, 0, absl::OkStatus()};
    case Decision::kReplan:
      return {Outcome::Kind::kReplan, 0, absl::OkStatus()};
    case Decision::kCommit:
      break;
  }
  if (batch_.empty()) return {Outcome::Kind::kCommitted, 0, absl::OkStatus()};
  return Commit(batch_);
}

Outcome MemoryStore::Commit(const WriteBatch& batch) {
  try {
    Roots* roots = versions_.Begin();
    for (const WriteBatch::Entry& entry : batch.entries()) Apply(entry, *roots);
    Publish(versions_.Finish());
  } catch (const std::bad_alloc&) {
    versions_.Abandon();
    return Failed(error::OutOfMemory());
  }
  commits_.store(commits_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (versions_.WorthReclaiming()) Reclaim();
  if (on_commit_) on_commit_();
  return {Outcome::Kind::kCommitted, versions_.newest()->version, absl::OkStatus()};
}

void MemoryStore::Apply(const WriteBatch::Entry& entry, Roots& roots) {
  Tree tree(versions_, roots, entry.space);
  if (entry.kind == WriteBatch::Kind::kErase) return tree.Erase(entry.key);
  if (entry.kind == WriteBatch::Kind::kAdd) {
    const Record* old = Find(roots.trees[static_cast<int>(entry.space)], entry.key);
    return tree.Put(NewSum(versions_, old, entry.key, entry.delta));
  }
  Record* record = versions_.NewRecord(entry.key, entry.value);
  if (entry.kind == WriteBatch::Kind::kPutStampedKey) {
    StoreBig<uint64_t>(roots.version, record->data() + entry.stamp_offset);
  } else if (entry.kind == WriteBatch::Kind::kPutStampedValue) {
    StoreBig<uint64_t>(roots.version, record->data() + entry.key.size() + entry.stamp_offset);
  }
  tree.Put(record);
}

// In this order: a reader pins a version that is published before it loads the roots.
void MemoryStore::Publish(const Roots* roots) {
  current_.store(roots, std::memory_order_seq_cst);
  published_.store(roots->version, std::memory_order_release);
}

void MemoryStore::Reclaim() { versions_.Reclaim(pins_.Oldest(versions_.newest()->version)); }

absl::StatusOr<MarkId> MemoryStore::Mark(absl::FunctionRef<void(MarkId)> marked) {
  if (Inside()) return error::WriteInsideTransaction();
  absl::MutexLock lock(&writer_);
  try {
    versions_.Mark(last_mark_ + 1);
  } catch (const std::bad_alloc&) {
    return error::OutOfMemory();
  }
  const MarkId id{++last_mark_};
  marked(id);
  return id;
}

absl::StatusOr<const Roots*> MemoryStore::RewoundTo(MarkId mark) {
  try {
    return versions_.Rewind(static_cast<uint64_t>(mark));
  } catch (const std::bad_alloc&) {
    return error::OutOfMemory();
  }
}

absl::Status MemoryStore::Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                                 absl::FunctionRef<void()> committed) {
  if (Inside()) return error::WriteInsideTransaction();
  absl::MutexLock lock(&writer_);
  if (!versions_.HasMark(static_cast<uint64_t>(mark))) return error::MarkGone();
  {
    ThreadGuard guard(this);
    ThreadGuard writing(&writer_);
    begun();
  }
  absl::StatusOr<const Roots*> roots = RewoundTo(mark);
  if (!roots.ok()) return std::move(roots).status();
  Publish(*roots);
  // After the trees: who sees the new generation sees them too.
  generation_.fetch_add(1, std::memory_order_acq_rel);
  commits_.store(commits_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  Reclaim();
  ThreadGuard guard(this);
  ThreadGuard writing(&writer_);
  committed();
  if (on_commit_) on_commit_();
  return absl::OkStatus();
}

void MemoryStore::Release(MarkId mark) {
  if (ThreadGuard::Inside(&writer_)) {
    writer_.AssertHeld();
    return ReleaseNow(mark);
  }
  absl::MutexLock lock(&writer_);
  ReleaseNow(mark);
}

std::vector<MarkId> MemoryStore::Marks() const {
  if (ThreadGuard::Inside(&writer_)) {
    writer_.AssertHeld();
    return MarksNow();
  }
  absl::MutexLock lock(&writer_);
  return MarksNow();
}

std::vector<MarkId> MemoryStore::MarksNow() const {
  std::vector<MarkId> marks;
  for (const uint64_t id : versions_.Marks()) marks.push_back(MarkId{id});
  return marks;
}

// Where there is no memory to release a mark it stays, which costs memory and harms nobody.
void MemoryStore::ReleaseNow(MarkId mark) {
  try {
    versions_.Release(static_cast<uint64_t>(mark));
  } catch (const std::bad_alloc&) {
    return;
  }
  if (versions_.WorthReclaiming()) Reclaim();
}

absl::StatusOr<std::unique_ptr<Store>> MemoryStore::Fork() {
  if (Inside()) return error::WriteInsideTransaction();
  absl::MutexLock lock(&writer_);
  try {
    auto trees = std::make_shared<Trees>(trees_, *versions_.newest());
    return std::unique_ptr<Store>(new MemoryStore(identity_, std::move(trees)));
  } catch (const std::bad_alloc&) {
    return error::OutOfMemory();
  }
}

StoreStats MemoryStore::stats() const {
  StoreStats stats;
  stats.commits = stats.updates = commits_.load(std::memory_order_relaxed);
  stats.commits_by_updates[0] = stats.commits;
  stats.bytes_used = versions_.bytes();
  const uint64_t newest = published_.load(std::memory_order_acquire);
  stats.reader_lag = newest - pins_.Oldest(newest);
  Pins::Pin pin(pins_, newest);
  stats.rows = current_.load(std::memory_order_seq_cst)->rows;
  return stats;
}

}  // namespace memory

std::unique_ptr<Store> OpenMemory(const MemoryOptions& options) {
  return std::make_unique<memory::MemoryStore>(options);
}

}  // namespace stator::storage
