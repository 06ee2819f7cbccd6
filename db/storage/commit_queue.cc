#include "db/storage/commit_queue.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "absl/time/time.h"
#include "db/base/error.h"
#include "db/storage/error.h"
#include "db/storage/thread_guard.h"

namespace stator::storage {
namespace {

// UpdateRequest::kind_: an entry whose thread waits, and one that is also to be alone.
constexpr uint8_t kBlocking = 1;
constexpr uint8_t kExclusive = 2;

Outcome Failed(const absl::Status& status) { return {Outcome::Kind::kFailed, 0, status}; }

Outcome::Kind OutcomeOf(Decision decision) {
  switch (decision) {
    case Decision::kCommit:
      return Outcome::Kind::kCommitted;
    case Decision::kRefuse:
      return Outcome::Kind::kRefused;
    case Decision::kReplan:
      return Outcome::Kind::kReplan;
  }
  return Outcome::Kind::kFailed;
}

}  // namespace

// The entry of a thread that waits, on its stack.
class CommitQueue::Waiter final : public UpdateRequest {
 public:
  enum State : int { kQueued, kLeads, kDone };

  explicit Waiter(UpdateFn decide) : decide_(decide) {}

  // An exception is kept for the thread that it belongs to.
  Decision Decide(Snapshot& snapshot, WriteBatch& batch) override {
    thrown = nullptr;
    try {
      return decide_(snapshot, batch);
    } catch (...) {
      thrown = std::current_exception();
      return Decision::kRefuse;
    }
  }
  void Done(const Outcome& result) override { outcome = result; }

  void Tell(State state) {
    state_.store(state, std::memory_order_release);
    state_.notify_one();
  }
  // Returns when this thread is to lead, or is answered.
  State Await() {
    int state;
    while ((state = state_.load(std::memory_order_acquire)) == kQueued) {
      state_.wait(kQueued, std::memory_order_acquire);
    }
    return static_cast<State>(state);
  }

  Outcome outcome;
  std::exception_ptr thrown;
  const absl::FunctionRef<void()>* committed = nullptr;

 private:
  const UpdateFn decide_;
  std::atomic<int> state_{kQueued};
};

CommitQueue::~CommitQueue() {
  std::thread thread;
  {
    absl::MutexLock lock(&mutex_);
    while (led_) thread_cv_.Wait(&mutex_);
    stop_ = true;
    thread_cv_.SignalAll();
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

Outcome CommitQueue::Update(UpdateFn fn) {
  Waiter waiter(fn);
  waiter.kind_ = kBlocking;
  return Run(waiter);
}

Outcome CommitQueue::UpdateAlone(UpdateFn fn, absl::FunctionRef<void()> committed) {
  Waiter waiter(fn);
  waiter.kind_ = kExclusive;
  waiter.committed = &committed;
  return Run(waiter);
}

Outcome CommitQueue::Run(Waiter& waiter) {
  if (ThreadGuard::Inside(this)) return Failed(error::WriteInsideTransaction());
  bool leads;
  {
    absl::MutexLock lock(&mutex_);
    Push(waiter);
    leads = !led_;
    led_ = true;
  }
  // The queue was empty, so this entry is in front and in the group that it leads; and so it is
  // when it is told to lead.
  if (leads || waiter.Await() == Waiter::kLeads) Lead();
  if (waiter.thrown) std::rethrow_exception(waiter.thrown);
  return std::move(waiter.outcome);
}

void CommitQueue::Submit(UpdateRequest& request) {
  {
    absl::MutexLock lock(&mutex_);
    Push(request);
    if (led_) return;
    led_ = true;
    if (commits_wait_) return TellThread();
  }
  Lead();
}

void CommitQueue::TellThread() {
  if (!thread_.joinable()) thread_ = std::thread([this] { ThreadMain(); });
  thread_leads_ = true;
  thread_cv_.SignalAll();
}

CommitQueue::Stats CommitQueue::stats() const {
  Stats stats;
  stats.updates = updates_.load(std::memory_order_relaxed);
  for (size_t i = 0; i < commits_by_updates_.size(); ++i) {
    stats.commits_by_updates[i] = commits_by_updates_[i].load(std::memory_order_relaxed);
    stats.commits += stats.commits_by_updates[i];
  }
  return stats;
}

size_t CommitQueue::waiting() const {
  absl::MutexLock lock(&mutex_);
  return queued_;
}

void CommitQueue::Push(UpdateRequest& request) {
  request.next_ = nullptr;
  (last_ == nullptr ? first_ : last_->next_) = &request;
  last_ = &request;
  if (++queued_ == gather_) gathered_.Signal();
}

UpdateRequest* CommitQueue::Pop() {
  UpdateRequest* request = first_;
  first_ = request->next_;
  if (first_ == nullptr) last_ = nullptr;
  --queued_;
  return request;
}

void CommitQueue::Lead() {
  do {
    Gather();
    TakeGroup();
    const auto begun = std::chrono::steady_clock::now();
    RunGroup();
    const auto took = std::chrono::steady_clock::now() - begun;
    patience_ = std::min(kGatherMax,
                         std::chrono::duration_cast<std::chrono::microseconds>(took) / kGatherPart);
  } while (Answer());
}

void CommitQueue::Gather() {
  if (patience_ < kGatherMin) return;
  absl::MutexLock lock(&mutex_);
  if (queued_ >= expected_) return;
  gather_ = expected_;
  gathered_.WaitWithTimeout(&mutex_, absl::FromChrono(patience_));
  gather_ = 0;
}

void CommitQueue::TakeGroup() {
  absl::MutexLock lock(&mutex_);
  group_.clear();
  do {
    group_.push_back({Pop(), {}});
  } while (group_.front().request->kind_ != kExclusive && first_ != nullptr &&
           first_->kind_ != kExclusive && group_.size() < kGroupMax);
}

void CommitQueue::PutBack(size_t from) {
  absl::MutexLock lock(&mutex_);
  while (group_.size() > from) {
    UpdateRequest* request = group_.back().request;
    group_.pop_back();
    request->next_ = first_;
    first_ = request;
    if (last_ == nullptr) last_ = request;
    ++queued_;
  }
}

void CommitQueue::RunGroup() {
  if (group_.size() == 1) return RunOne(group_.front());
  CommitTarget::Result result;
  result.status = DecideGroup();
  if (result.status.ok()) result = CommitWritten();
  if (result.status.ok()) return;
  for (Member& member : group_) {
    if (result.unknown && member.wrote) {
      member.outcome = {Outcome::Kind::kUnknown, 0, result.status};
    } else {
      // Nothing of it was written, or what it saw of the others may never have been.
      RunOne(member);
    }
  }
}

absl::Status CommitQueue::DecideGroup() {
  absl::Status status = target_.Begin();
  if (!status.ok()) return status;
  size_t bytes = 0;
  for (size_t i = 0; i < group_.size(); ++i) {
    status = DecideOne(group_[i]);
    if (!status.ok()) {
      target_.Abort();
      return status;
    }
    bytes += batch_.bytes();
    if (bytes >= kGroupBytesMax) PutBack(i + 1);
  }
  return status;
}

absl::Status CommitQueue::DecideOne(Member& member) {
  batch_.Clear();
  member.wrote = false;
  Decision decision;
  {
    ThreadGuard guard(store_);
    try {
      decision = member.request->Decide(target_.snapshot(), batch_);
    } catch (...) {
      member.outcome = Failed(stator::error::Internal("An update threw an exception."));
      return absl::OkStatus();
    }
  }
  member.outcome = {OutcomeOf(decision), 0, absl::OkStatus()};
  if (decision != Decision::kCommit || batch_.empty()) return absl::OkStatus();
  if (const absl::Status refused = target_.Admit(batch_); !refused.ok()) {
    member.outcome = Failed(refused);
    return absl::OkStatus();
  }
  absl::StatusOr<uint64_t> stamp = target_.Apply(batch_);
  if (!stamp.ok()) return stamp.status();
  member.outcome.stamp = *stamp;
  member.wrote = true;
  return absl::OkStatus();
}

CommitTarget::Result CommitQueue::CommitWritten() {
  const auto wrote = [](const Member& member) { return member.wrote; };
  const auto count = std::count_if(group_.begin(), group_.end(), wrote);
  if (count == 0) {
    target_.Abort();
    return {};
  }
  CommitTarget::Result result = target_.Commit();
  if (result.status.ok()) NoteCommit(count);
  return result;
}

void CommitQueue::NoteCommit(size_t updates) {
  updates_.fetch_add(updates, std::memory_order_relaxed);
  commits_by_updates_[GroupSizeIndex(updates)].fetch_add(1, std::memory_order_relaxed);
  if (!on_commit_) return;
  ThreadGuard guard(store_);
  on_commit_();
}

CommitTarget::Result CommitQueue::TryOne(Member& member) {
  CommitTarget::Result result;
  result.status = target_.Begin();
  if (!result.status.ok()) return result;
  result.status = DecideOne(member);
  if (result.status.ok() && member.wrote) return target_.Commit();
  target_.Abort();
  return result;
}

void CommitQueue::RunOne(Member& member) {
  CommitTarget::Result result = TryOne(member);
  if (result.again) result = TryOne(member);
  if (!result.status.ok()) {
    const bool unknown = result.unknown && member.wrote;
    member.outcome = {unknown ? Outcome::Kind::kUnknown : Outcome::Kind::kFailed, 0, result.status};
    return;
  }
  if (member.request->kind_ == kExclusive && member.outcome.kind == Outcome::Kind::kCommitted) {
    ThreadGuard guard(store_);
    (*static_cast<Waiter*>(member.request)->committed)();
  }
  if (member.wrote) NoteCommit(1);
}

bool CommitQueue::Answer() {
  // An entry is gone as soon as it has been answered.
  std::vector<Waiter*> waiting;
  for (Member& member : group_) {
    const bool blocking = member.request->kind_ != 0;
    if (blocking) waiting.push_back(static_cast<Waiter*>(member.request));
    ThreadGuard guard(this);
    member.request->Done(member.outcome);
    // Copies of a status share what they hold: this one goes before the owner of the other is told.
    member.outcome.status = absl::OkStatus();
  }
  // The next leader gathers while this one wakes those that it waits for.
  const bool leads_on = HandOver();
  for (Waiter* waiter : waiting) waiter->Tell(Waiter::kDone);
  return leads_on;
}

// True if this thread is to lead again.
bool CommitQueue::HandOver() {
  absl::MutexLock lock(&mutex_);
  expected_ = queued_ + group_.size();
  if (first_ == nullptr) {
    led_ = false;
    thread_cv_.SignalAll();
  } else if (first_->kind_ != 0) {
    static_cast<Waiter*>(first_)->Tell(Waiter::kLeads);
  } else if (commits_wait_) {
    TellThread();
  } else {
    return true;
  }
  return false;
}

void CommitQueue::ThreadMain() {
  while (true) {
    {
      absl::MutexLock lock(&mutex_);
      while (!thread_leads_ && !stop_) thread_cv_.Wait(&mutex_);
      if (!thread_leads_) return;
      thread_leads_ = false;
    }
    Lead();
  }
}

}  // namespace stator::storage
