// One thread gives events to the host and takes its replies; the host runs them side by side. The
// replies come on the host's threads and are only left here, so nobody waits for the disk there.
// They hold the queue alive, so that a function that outlasts it answers into the void.
#include "server/lambda/event_queue.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "server/lambda/event_document.h"
#include "server/lambda/function_name.h"

namespace stator::server {
namespace {

using Outcome = FunctionHost::Outcome;
using Reply = FunctionHost::Reply;

constexpr int32_t kRetriesDefault = 2;
constexpr std::chrono::seconds kAgeDefault = std::chrono::hours(6);
constexpr std::chrono::seconds kFirstRetry{60};
constexpr std::chrono::seconds kSecondRetry{120};
constexpr std::chrono::seconds kThrottledFirst{1};
constexpr std::chrono::seconds kThrottledLongest = std::chrono::minutes(5);
constexpr size_t kUnderWayMax = 32;
// A drain gives up on a function that has not taken a call so often, and on events without end.
constexpr int kDrainThrottlesMax = 200;
constexpr absl::Duration kDrainPause = absl::Milliseconds(10);
constexpr int64_t kDrainInvocationsMax = 100'000;
// The clock may be turned, or set, and nobody tells this thread.
constexpr absl::Duration kLookAtClock = absl::Seconds(1);

}  // namespace

class EventQueue::Impl : public std::enable_shared_from_this<EventQueue::Impl> {
 public:
  Impl(const FunctionStore& functions, FunctionHost& host, const Clock& clock)
      : functions_(functions), host_(host), clock_(clock) {}

  absl::Status Load() {
    absl::MutexLock lock(&mutex_);
    std::vector<QueuedEvent> events;
    const std::string path =
        functions_.is_durable() ? functions_.directory() + "/events.journal" : "";
    STATOR_ASSIGN_OR_RETURN(journal_, EventJournal::Open(path, &events));
    for (QueuedEvent& event : events) Enter(std::move(event));
    return absl::OkStatus();
  }

  void Start() {
    thread_ = std::thread([this] { Run(); });
  }

  void Stop() {
    {
      absl::MutexLock lock(&mutex_);
      stopping_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }

  absl::Status Add(QueuedEvent event) {
    event.accepted = event.due = clock_.Now();
    event.attempts = 0;
    absl::MutexLock lock(&mutex_);
    STATOR_RETURN_IF_ERROR(journal_->Append("", {&event}));
    Enter(std::move(event));
    return absl::OkStatus();
  }

  size_t size() const {
    absl::MutexLock lock(&mutex_);
    return entries_.size();
  }

  std::optional<Time> NextDue() const {
    absl::MutexLock lock(&mutex_);
    return waiting_.empty() ? std::nullopt : std::optional(waiting_.begin()->first);
  }

  absl::StatusOr<Counts> RunDue() {
    absl::MutexLock lock(&mutex_);
    const Counts before = counts_;
    const auto is_over = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      const bool is_due = under_way_ > 0 || !replies_.empty() ||
                          (!waiting_.empty() && waiting_.begin()->first <= clock_.Now());
      return !is_due || stopping_ ||
             counts_.invocations - before.invocations > kDrainInvocationsMax;
    };
    mutex_.Await(absl::Condition(&is_over));
    if (counts_.invocations - before.invocations > kDrainInvocationsMax) return WithoutEnd();
    return Since(before);
  }

  absl::StatusOr<Counts> Drain() {
    absl::MutexLock lock(&mutex_);
    const Counts before = counts_;
    if (draining_++ == 0) drain_error_ = absl::OkStatus();
    drain_limit_ = counts_.invocations + kDrainInvocationsMax;
    for (auto& [number, entry] : entries_) entry.throttles = 0;
    const auto is_over = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return entries_.empty() || !drain_error_.ok() || stopping_;
    };
    mutex_.Await(absl::Condition(&is_over));
    --draining_;
    if (!drain_error_.ok() && !entries_.empty()) return drain_error_;
    return Since(before);
  }

 private:
  struct Entry {
    QueuedEvent event;
    int throttles = 0;  // In a row.
  };

  Counts Since(const Counts& before) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return {counts_.invocations - before.invocations, counts_.errors - before.errors};
  }

  static absl::Status WithoutEnd() {
    return error::Make(ErrorCode::kLimitExceeded, "Events follow events without end");
  }

  void Enter(QueuedEvent event) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const uint64_t number = next_number_++;
    waiting_.insert({event.due, number});
    entries_[number] = {.event = std::move(event)};
  }

  // Whether there is something to do at once.
  bool IsReady() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (stopping_ || !replies_.empty()) return true;
    if (waiting_.empty() || under_way_ >= kUnderWayMax || paused_) return false;
    return (draining_ > 0 && drain_error_.ok()) || waiting_.begin()->first <= clock_.Now();
  }

  // How long there may be nothing to do.
  absl::Duration WaitMax() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (paused_) return kDrainPause;
    if (waiting_.empty() || under_way_ >= kUnderWayMax) return absl::InfiniteDuration();
    return std::min(kLookAtClock, absl::FromChrono(waiting_.begin()->first - clock_.Now()));
  }

  void Run() {
    absl::MutexLock lock(&mutex_);
    while (!stopping_) {
      const absl::Duration wait = WaitMax();
      const bool may_come = waiting_.empty();
      const auto is_awake = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
        return IsReady() || (may_come && !waiting_.empty());
      };
      mutex_.AwaitWithTimeout(absl::Condition(&is_awake), wait);
      paused_ = false;
      for (auto& [number, reply] : std::exchange(replies_, {})) Settle(number, std::move(reply));
      while (!stopping_ && replies_.empty() && IsReady()) Call();
    }
  }

  // Gives the next event to the host.
  void Call() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const uint64_t number = waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    const QueuedEvent& event = entries_[number].event;
    const FunctionStore::Shared function = functions_.Find(event.function);
    if (function == nullptr) return Close(number, {});
    const Time now = clock_.Now();
    if (now - event.accepted > AgeMax(*function)) {
      return GiveUp(number, *function, EventEnd::kEventAgeExceeded, nullptr);
    }
    ++under_way_;
    FunctionHost::Call call{.function = event.function,
                            .request_id = event.id,
                            .payload = event.payload,
                            .trace = event.trace,
                            .client_context = event.client_context};
    mutex_.Unlock();
    host_.Invoke(std::move(call), [self = shared_from_this(), number](Reply reply) {
      absl::MutexLock lock(&self->mutex_);
      self->replies_.emplace_back(number, std::move(reply));
    });
    mutex_.Lock();
  }

  void Settle(uint64_t number, Reply reply) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    --under_way_;
    Entry& entry = entries_[number];
    const FunctionStore::Shared function = functions_.Find(entry.event.function);
    if (function == nullptr || reply.outcome == Outcome::kNotFound) return Close(number, {});
    if (reply.outcome == Outcome::kThrottled) return WaitForRoom(number, entry);
    ++counts_.invocations;
    entry.throttles = 0;
    if (draining_ > 0 && counts_.invocations > drain_limit_) {
      drain_error_ = error::Make(
          ErrorCode::kLimitExceeded,
          "Events follow events without end; the last one was for " + entry.event.function);
    }
    const std::optional<EventInvokeConfig>& config = function->event_invoke;
    if (reply.outcome == Outcome::kAnswered) {
      if (!config || !config->on_success) return Close(number, {});
      return Close(number, Told(*config->on_success,
                                EventDocument(entry.event, *function, EventEnd::kSuccess,
                                              clock_.Now(), &reply)));
    }
    ++counts_.errors;
    ++entry.event.attempts;
    const int32_t retries =
        config ? config->retries_max.value_or(kRetriesDefault) : kRetriesDefault;
    if (entry.event.attempts > retries) {
      return GiveUp(number, *function, EventEnd::kRetriesExhausted, &reply);
    }
    entry.event.due = clock_.Now() + (entry.event.attempts == 1 ? kFirstRetry : kSecondRetry);
    // An attempt that is not on the disk is made again after a crash.
    (void)journal_->Append("", {&entry.event});
    waiting_.insert({entry.event.due, number});
  }

  void WaitForRoom(uint64_t number, Entry& entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const int doublings = std::min(entry.throttles++, 10);
    entry.event.due =
        clock_.Now() + std::min(kThrottledFirst * (1 << doublings), kThrottledLongest);
    if (draining_ > 0) {
      paused_ = true;
      if (entry.throttles > kDrainThrottlesMax && drain_error_.ok()) {
        drain_error_ =
            error::Make(ErrorCode::kLimitExceeded, "The function " + entry.event.function +
                                                       " takes no call, so its events wait on");
      }
    }
    waiting_.insert({entry.event.due, number});
  }

  void GiveUp(uint64_t number, const FunctionDefinition& function, EventEnd end, const Reply* reply)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!function.event_invoke || !function.event_invoke->on_failure) return Close(number, {});
    Close(number, Told(*function.event_invoke->on_failure,
                       EventDocument(entries_[number].event, function, end, clock_.Now(), reply)));
  }

  // An event for a destination.
  QueuedEvent Told(const std::string& arn, std::string document) const {
    const std::optional<FunctionName> name = ParseFunctionName(arn);
    QueuedEvent event{
        .id = NewUuid(), .function = name ? name->name : arn, .payload = std::move(document)};
    event.accepted = event.due = clock_.Now();
    return event;
  }

  // The event is over; `next`, if it has an id, follows it.
  void Close(uint64_t number, QueuedEvent next) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    std::vector<const QueuedEvent*> put;
    if (!next.id.empty()) put.push_back(&next);
    (void)journal_->Append(entries_[number].event.id, put);
    entries_.erase(number);
    if (!next.id.empty()) Enter(std::move(next));
    if (!journal_->WantsRewrite()) return;
    std::vector<const QueuedEvent*> all;
    for (const auto& [other, entry] : entries_) all.push_back(&entry.event);
    (void)journal_->Rewrite(all);
  }

  static std::chrono::seconds AgeMax(const FunctionDefinition& function) {
    return function.event_invoke ? function.event_invoke->age_max.value_or(kAgeDefault)
                                 : kAgeDefault;
  }

  const FunctionStore& functions_;
  FunctionHost& host_;
  const Clock& clock_;
  std::thread thread_;
  mutable absl::Mutex mutex_;
  std::unique_ptr<EventJournal> journal_ ABSL_GUARDED_BY(mutex_);
  std::map<uint64_t, Entry> entries_ ABSL_GUARDED_BY(mutex_);  // In the order in which they came.
  std::set<std::pair<Time, uint64_t>> waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::pair<uint64_t, Reply>> replies_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_number_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  int draining_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t drain_limit_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status drain_error_ ABSL_GUARDED_BY(mutex_);
  bool paused_ ABSL_GUARDED_BY(mutex_) = false;  // A drain met a function that is busy.
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

absl::StatusOr<std::unique_ptr<EventQueue>> EventQueue::Open(const FunctionStore& functions,
                                                             FunctionHost& host,
                                                             const Clock& clock) {
  auto impl = std::make_shared<Impl>(functions, host, clock);
  STATOR_RETURN_IF_ERROR(impl->Load());
  return std::unique_ptr<EventQueue>(new EventQueue(std::move(impl)));
}

EventQueue::~EventQueue() { impl_->Stop(); }

void EventQueue::Start() { impl_->Start(); }

absl::Status EventQueue::Add(QueuedEvent event) { return impl_->Add(std::move(event)); }

size_t EventQueue::size() const { return impl_->size(); }

absl::StatusOr<EventQueue::Counts> EventQueue::Drain() { return impl_->Drain(); }

std::optional<Time> EventQueue::NextDue() const { return impl_->NextDue(); }

absl::StatusOr<EventQueue::Counts> EventQueue::RunDue() { return impl_->RunDue(); }

}  // namespace stator::server
