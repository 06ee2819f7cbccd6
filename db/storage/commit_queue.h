// Group commit: writers that wait at the same time share one commit.
//
// Every Update is an entry of one queue, in the order of arrival. The first entry's thread leads:
// it takes a group from the front, decides each member on the one transaction of the target,
// applies what it decided before the next is decided, commits once, and answers all. So a member
// sees what those before it wrote, and nobody is answered before the commit. Then the next entry
// leads.
//
//  - Writers that were just answered are about to come back. The next leader waits until as many
//    are queued as were answered and left waiting by the last commit, for a quarter of the time
//    that the commit took at most. A lone writer never waits, and nobody does where commits are
//    quick.
//  - An exclusive entry (UpdateAlone) has a commit of its own.
//  - Entries of the completing form (Submit) have no thread that could lead; a thread of the queue,
//    started by the first of them, leads when one of them is in front.
//    Where no commit waits for a device there is no such thread: who submits, leads.
//  - What a Decide throws ends its own entry only.
//  - When the target fails, the group is aborted and its members are tried one by one, each in a
//    commit of its own, so that only the guilty fail.
//
// The queue knows nothing of what it commits to: see CommitTarget.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/storage/store.h"

namespace stator::storage {

// What a queue drives: one transaction at a time, from one thread at a time.
class CommitTarget {
 public:
  struct Result {
    absl::Status status;
    bool unknown = false;  // Not OK, and it may nevertheless have been written.
    bool again = false;    // Not OK, but worth another try: the target has made room.
  };

  // Opens the transaction. After an error there is none.
  virtual absl::Status Begin() = 0;
  // The open transaction, with all that was applied to it.
  virtual Snapshot& snapshot() = 0;
  // May this be applied? An error concerns this batch only; nothing was done. Not for empty ones.
  virtual absl::Status Admit(const WriteBatch& batch) = 0;
  // Writes a batch that is not empty; returns its stamp. After an error the transaction is spoilt
  // and will be aborted.
  virtual absl::StatusOr<uint64_t> Apply(const WriteBatch& batch) = 0;
  // Ends the transaction; everything applied is durable if this succeeds.
  virtual Result Commit() = 0;
  virtual void Abort() = 0;

 protected:
  ~CommitTarget() = default;
};

class CommitQueue {
 public:
  struct Stats {
    uint64_t commits = 0;  // That wrote.
    uint64_t updates = 0;  // That wrote, in all commits.
    std::array<uint64_t, StoreStats::kGroupSizes> commits_by_updates{};
  };

  static constexpr size_t kGroupMax = 512;
  static constexpr size_t kGroupBytesMax = size_t{4} << 20;
  // A leader gathers for this part of the last commit's duration at most, and not for less than
  // falling asleep is worth.
  static constexpr int kGatherPart = 4;
  static constexpr std::chrono::microseconds kGatherMin{20};
  static constexpr std::chrono::microseconds kGatherMax{1000};

  // `target` outlives the queue. `store` is whom threads that run a Decide are marked as being
  // inside of (thread_guard.h). `commits_wait`: a commit takes long enough to be waited for on a
  // thread of its own.
  CommitQueue(CommitTarget& target, const void* store, bool commits_wait)
      : target_(target), store_(store), commits_wait_(commits_wait) {}
  // Waits for what was submitted. REQUIRES: no call is in progress.
  ~CommitQueue();
  CommitQueue(const CommitQueue&) = delete;
  CommitQueue& operator=(const CommitQueue&) = delete;

  // As the Store's. The caller has seen to it that this thread is not inside of the store; a thread
  // that runs a Done may submit only, and is refused all else.
  Outcome Update(UpdateFn fn);
  Outcome UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed);
  void Submit(UpdateRequest& request);

  // As the Store's.
  void OnCommit(absl::AnyInvocable<void()> committed) { on_commit_ = std::move(committed); }

  Stats stats() const;
  // Entries that no leader has taken yet.
  size_t waiting() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  class Waiter;
  struct Member {
    UpdateRequest* request;
    Outcome outcome;
    bool wrote = false;
  };

  Outcome Run(Waiter& waiter) ABSL_LOCKS_EXCLUDED(mutex_);
  void Push(UpdateRequest& request) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  UpdateRequest* Pop() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Leads until somebody else is told to, or nobody need. Each round is the rest of these, in
  // order.
  void Lead() ABSL_LOCKS_EXCLUDED(mutex_);
  void Gather() ABSL_LOCKS_EXCLUDED(mutex_);
  void TakeGroup() ABSL_LOCKS_EXCLUDED(mutex_);
  void RunGroup() ABSL_LOCKS_EXCLUDED(mutex_);
  bool Answer() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HandOver() ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Status DecideGroup() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status DecideOne(Member& member);
  CommitTarget::Result CommitWritten();
  void NoteCommit(size_t updates);
  void RunOne(Member& member);
  CommitTarget::Result TryOne(Member& member);
  void TellThread() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PutBack(size_t from) ABSL_LOCKS_EXCLUDED(mutex_);
  void ThreadMain() ABSL_LOCKS_EXCLUDED(mutex_);

  CommitTarget& target_;
  const void* const store_;
  const bool commits_wait_;

  mutable absl::Mutex mutex_;
  absl::CondVar gathered_;   // The number that the leader waits for has been queued.
  absl::CondVar thread_cv_;  // The thread is to lead or to stop, or the queue came to rest.
  UpdateRequest* first_ ABSL_GUARDED_BY(mutex_) = nullptr;
  UpdateRequest* last_ ABSL_GUARDED_BY(mutex_) = nullptr;
  size_t queued_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t gather_ ABSL_GUARDED_BY(mutex_) = 0;  // 0: nobody waits for it.
  bool led_ ABSL_GUARDED_BY(mutex_) = false;   // Somebody leads, or has been told to.
  bool thread_leads_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_ ABSL_GUARDED_BY(mutex_);

  // Of whoever leads.
  absl::AnyInvocable<void()> on_commit_;
  std::vector<Member> group_;
  WriteBatch batch_;
  size_t expected_ = 0;                    // How many entries to gather.
  std::chrono::microseconds patience_{0};  // For how long.

  std::atomic<uint64_t> updates_{0};
  std::array<std::atomic<uint64_t>, StoreStats::kGroupSizes> commits_by_updates_{};
};

}  // namespace stator::storage
