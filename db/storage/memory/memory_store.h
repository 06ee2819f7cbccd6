// The store that keeps everything in memory, and nothing after it is destroyed. Made by OpenMemory.
//
// Readers pin a version and walk its trees; they never wait. A writer takes a mutex, decides on the
// newest version, makes the next one and publishes it: nothing waits for a device, so there is no
// queue, and Submit completes before it returns (but a request submitted from inside Done runs when
// that Done has returned). The version is the stamp; a rewind takes one too, so that two moments of
// one stamp never differ.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "db/storage/memory/pins.h"
#include "db/storage/memory/versions.h"
#include "db/storage/store.h"

namespace stator::storage::memory {

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(const MemoryOptions& options);

  absl::Status View(absl::FunctionRef<absl::Status(Snapshot&)> fn) override;
  Outcome Update(UpdateFn fn) override;
  Outcome UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) override;
  // What Decide throws becomes kFailed with kInternal, for it has no caller to reach.
  void Submit(UpdateRequest& request) override;

  using Store::Mark;
  absl::StatusOr<MarkId> Mark(absl::FunctionRef<void(MarkId)> marked) override;
  using Store::Rewind;
  absl::Status Rewind(MarkId mark, absl::FunctionRef<void()> begun,
                      absl::FunctionRef<void()> committed) override;
  void Release(MarkId mark) override;
  std::vector<MarkId> Marks() const override;
  absl::StatusOr<std::unique_ptr<Store>> Fork() override;
  uint64_t generation() const override { return generation_.load(std::memory_order_acquire); }

  void OnCommit(absl::AnyInvocable<void()> committed) override {
    absl::MutexLock lock(&writer_);
    on_commit_ = std::move(committed);
  }
  const Identity& identity() const override { return identity_; }
  StoreStats stats() const override ABSL_NO_THREAD_SAFETY_ANALYSIS;
  bool CommitsWait() const override { return false; }

 private:
  // What a fork reads of the store that it was made from, and so keeps when that one is gone.
  struct Trees {
    Trees() = default;
    Trees(std::shared_ptr<Trees> from, const Roots& roots)
        : origin(std::move(from)),
          pin(std::in_place, origin->pins, roots.version),
          versions(roots) {}

    const std::shared_ptr<Trees> origin;
    const std::optional<Pins::Pin> pin;  // Of the version in which the fork began.
    Pins pins;
    Versions versions;
  };
  MemoryStore(const Identity& identity, std::shared_ptr<Trees> trees);

  // Holds what is submitted from inside Done until that has returned.
  class DoneScope;

  bool Inside() const;
  Outcome Decide(UpdateFn fn) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  Outcome Commit(const WriteBatch& batch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  void Apply(const WriteBatch::Entry& entry, Roots& roots) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  void Publish(const Roots* roots) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  void Reclaim() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  Outcome Run(UpdateRequest& request);
  std::vector<MarkId> MarksNow() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  void ReleaseNow(MarkId mark) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);
  absl::StatusOr<const Roots*> RewoundTo(MarkId mark) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writer_);

  Identity identity_;
  const std::shared_ptr<Trees> trees_;

  // Read by every reader, written by each commit: away from what only writers touch.
  alignas(64) std::atomic<const Roots*> current_{nullptr};
  std::atomic<uint64_t> published_{0};  // A version not newer than that of current_.
  std::atomic<uint64_t> generation_{0};
  Pins& pins_;

  mutable absl::Mutex writer_;
  Versions& versions_ ABSL_GUARDED_BY(writer_);
  WriteBatch batch_ ABSL_GUARDED_BY(writer_);
  absl::AnyInvocable<void()> on_commit_ ABSL_GUARDED_BY(writer_);
  uint64_t last_mark_ ABSL_GUARDED_BY(writer_) = 0;
  std::atomic<uint64_t> commits_{0};
};

}  // namespace stator::storage::memory
