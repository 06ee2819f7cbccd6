// Draining: lanes are run one after the other on one thread, in their order, until none has
// anything to do; waits are skipped, the one that would end first before the others.
#include <algorithm>
#include <utility>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "db/base/status_macros.h"
#include "db/trigger/dispatch_error.h"
#include "db/trigger/dispatcher.h"

namespace stator::trigger {
namespace {

// More calls than any backlog should need: functions fire each other unseen.
constexpr int64_t kInvocationsMax = 1'000'000;
// A host that takes no call is asked again so often, with a pause in between by the machine's
// clock: other calls may have to end first.
constexpr int kRefusalsMax = 200;
constexpr absl::Duration kRefusedPause = absl::Milliseconds(10);

}  // namespace

// While it lives, lanes run on the thread that drains only.
class Dispatcher::DrainTurn {
 public:
  explicit DrainTurn(Dispatcher& dispatcher) : dispatcher_(dispatcher) {
    absl::MutexLock lock(&dispatcher_.mutex_);
    dispatcher_.is_draining_ = true;
    const auto rests = [this]() { return dispatcher_.active_ == 0; };
    dispatcher_.mutex_.Await(absl::Condition(&rests));
  }
  ~DrainTurn() ABSL_NO_THREAD_SAFETY_ANALYSIS {
    absl::MutexLock lock(&dispatcher_.mutex_);
    dispatcher_.is_draining_ = false;
    if (dispatcher_.settings_.waits_for_drain) return;
    const auto ready = std::move(dispatcher_.ready_);
    dispatcher_.ready_.clear();
    for (const SlotPtr& slot : ready) dispatcher_.Submit(slot);
  }

 private:
  Dispatcher& dispatcher_;
};

Dispatcher::SlotPtr Dispatcher::FirstToWait() const {
  SlotPtr next;
  for (const auto& [uuid, entry] : entries_) {
    for (const auto& [place, slot] : entry.slots) {
      if (slot->state != State::kWaiting && slot->state != State::kGathering) continue;
      const bool is_sooner = next == nullptr || slot->due < next->due ||
                             (slot->due == next->due && slot->lane->id() < next->lane->id());
      if (is_sooner) next = slot;
    }
  }
  return next;
}

std::optional<Time> Dispatcher::NextDue() const {
  if (settings_.waits_for_drain) return std::nullopt;
  absl::MutexLock lock(&mutex_);
  const SlotPtr next = FirstToWait();
  return next == nullptr ? std::nullopt : std::optional(next->due);
}

// nullptr: there is nothing to do.
Dispatcher::SlotPtr Dispatcher::NextToDrain(bool skips_waits) {
  if (!ready_.empty()) {
    const SlotPtr slot = *ready_.begin();
    ready_.erase(ready_.begin());
    return slot;
  }
  const SlotPtr next = FirstToWait();
  if (next == nullptr || (!skips_waits && next->due > clock_.Now())) return nullptr;
  timer_.Cancel(next->timer);
  return next;
}

LaneEnd Dispatcher::RunHere(const SlotPtr& slot, bool skips_waits) {
  auto answered = std::make_shared<absl::Notification>();
  LaneEnd end =
      slot->lane->Run({.skips_waits = skips_waits, .answered = [answered] { answered->Notify(); }});
  if (end.next != LaneNext::kInFlight) return end;
  answered->WaitForNotification();
  return slot->lane->Resume();
}

absl::Status Dispatcher::WaitForRoom(Slot& slot, bool was_refused) {
  slot.refusals = was_refused ? slot.refusals + 1 : 0;
  if (!was_refused) return absl::OkStatus();
  if (slot.refusals > kRefusalsMax) {
    slot.refusals = 0;
    return error::DrainNotTaken(slot.lane->mapping()->config()->definition.function);
  }
  absl::SleepFor(kRefusedPause);
  return absl::OkStatus();
}

absl::Status Dispatcher::RunReady(bool skips_waits) {
  const int64_t before = Totals().invocations;
  for (uint64_t turns = 0;; ++turns) {
    SlotPtr slot;
    {
      absl::MutexLock lock(&mutex_);
      slot = NextToDrain(skips_waits);
      if (slot == nullptr) return absl::OkStatus();
      slot->state = State::kRunning;
      slot->grew = slot->changed = slot->answered = false;
    }
    LaneEnd end = RunHere(slot, skips_waits);
    {
      absl::MutexLock lock(&mutex_);
      Settle(slot, end);
    }
    ChangeLanes();
    if (!end.status.ok()) return end.status;
    if (skips_waits) STATOR_RETURN_IF_ERROR(WaitForRoom(*slot, end.was_refused));
    constexpr uint64_t kTurnsBetween = 1000;
    if (turns % kTurnsBetween == 0 && Totals().invocations - before > kInvocationsMax) {
      return error::DrainNeverEnds(BusyFunctions());
    }
  }
}

DrainReport Dispatcher::Totals() const {
  absl::MutexLock lock(&mutex_);
  DrainReport totals;
  const auto add = [](int64_t& sum, uint64_t count) { sum += static_cast<int64_t>(count); };
  for (const auto& [uuid, entry] : entries_) {
    const MappingStats stats = entry.running->Stats();
    add(totals.invocations, stats.invocations);
    add(totals.errors, stats.errors);
    add(totals.records, stats.records);
    add(totals.filtered, stats.filtered);
    add(totals.dropped, stats.dropped);
    totals.skipped += std::chrono::microseconds(entry.running->counters().skipped_us);
  }
  return totals;
}

std::string Dispatcher::BusyFunctions() const {
  absl::MutexLock lock(&mutex_);
  std::set<std::string> functions;
  for (const SlotPtr& slot : ready_) {
    functions.insert(slot->lane->mapping()->config()->definition.function);
  }
  std::string names;
  for (const std::string& name : functions) names += (names.empty() ? "" : ", ") + name;
  return names;
}

// Lanes that ran by themselves may have met it, before the drain or beside its events.
std::string Dispatcher::TakeLoop() {
  absl::MutexLock lock(&mutex_);
  return std::exchange(loop_, {});
}

absl::StatusOr<DrainReport> Dispatcher::Drain() {
  if (IsInFunction()) return error::DrainInsideFunction();
  absl::MutexLock one_at_a_time(&draining_mutex_);
  DrainTurn turn(*this);
  const DrainReport before = Totals();
  STATOR_RETURN_IF_ERROR(RunReady(/*skips_waits=*/true));
  if (const std::string loop = TakeLoop(); !loop.empty()) return error::DrainFoundLoop(loop);
  const DrainReport after = Totals();
  return DrainReport{.invocations = after.invocations - before.invocations,
                     .errors = after.errors - before.errors,
                     .records = after.records - before.records,
                     .filtered = after.filtered - before.filtered,
                     .dropped = after.dropped - before.dropped,
                     .skipped = after.skipped - before.skipped};
}

absl::Status Dispatcher::RunDue() {
  if (settings_.waits_for_drain || IsInFunction()) return absl::OkStatus();
  {
    absl::MutexLock lock(&mutex_);
    if (entries_.empty()) return absl::OkStatus();
  }
  absl::MutexLock one_at_a_time(&draining_mutex_);
  DrainTurn turn(*this);
  return RunReady(/*skips_waits=*/false);
}

}  // namespace stator::trigger
