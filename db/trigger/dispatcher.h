// Runs the lanes of all mappings: side by side, when their logs grow, their waits are over or their
// mappings change. Idle it does nothing at all.
//
// The order of locks: the dispatcher's own is held for bookkeeping only, never while a lane runs,
// and a feed calls it while holding its own; so no feed is asked for anything under it.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/base/executor.h"
#include "db/engine/catalog.h"
#include "db/engine/change_feed.h"
#include "db/trigger/lane.h"
#include "db/trigger/mapping_store.h"

namespace stator::trigger {

struct DispatcherSettings {
  engine::StreamOrigin origin;
  Place place;
  TransactionSource transactions;
  bool waits_for_drain = false;  // Lanes run in Drain only.
};

// Thread-safe.
class Dispatcher {
 public:
  // All outlive it.
  Dispatcher(storage::Store& store, const engine::Catalog& catalog, engine::ChangeFeed& feed,
             const Clock& clock, DispatcherSettings settings);
  // Waits for functions that run.
  ~Dispatcher();

  // Reads all mappings anew and begins where each has come to: at open, and when the store was put
  // back. What the old ones do is void.
  absl::Status Load();

  FunctionRegistry& functions() { return functions_; }
  // Functions have come: mappings that waited for theirs go on.
  void FunctionsChanged();

  // The row of a mapping was made, replaced, erased, or its progress set back, in a commit that has
  // succeeded.
  absl::Status Added(MappingDefinition mapping);
  absl::Status Changed(MappingDefinition mapping);
  void Removed(std::string_view uuid);
  absl::Status Restart(MappingDefinition mapping);

  // LastProcessingResult.
  std::string ResultOf(std::string_view uuid) const;
  std::vector<MappingStats> stats() const;

  // Triggers::Drain. One at a time.
  absl::StatusOr<DrainReport> Drain();
  // Triggers::NextDue.
  std::optional<Time> NextDue() const;
  // What a call of a function outside of the lanes needs.
  const LaneParts& parts() const { return parts_; }
  // Runs, on this thread, all that is due by the clock; waits for what runs.
  absl::Status RunDue();

 private:
  enum class State : uint8_t {
    kIdle,       // Until its log grows.
    kQueued,     // With the executor.
    kReady,      // For whoever drains.
    kRunning,    // On some thread.
    kInFlight,   // With a host.
    kWaiting,    // Until `due`.
    kGathering,  // Until `due`, or its log grows.
    kParked,     // Until its mapping or function changes.
    kFinished,
  };
  struct Slot {
    explicit Slot(std::shared_ptr<Lane> of) : lane(std::move(of)) {}
    const std::shared_ptr<Lane> lane;
    State state = State::kIdle;
    bool is_dead = false;        // Its mapping is another by now.
    bool grew = false;           // Its log, while it ran.
    bool changed = false;        // Its mapping or function, while it ran.
    bool answered = false;       // A host, before the lane had returned.
    bool is_at_barrier = false;  // Parked, since the number of lanes changes.
    int refusals = 0;            // In a row, of calls in a drain.
    Time due{};
    Timer::Key timer{};
  };
  using SlotPtr = std::shared_ptr<Slot>;
  struct InOrder {
    bool operator()(const SlotPtr& a, const SlotPtr& b) const {
      return a->lane->id() < b->lane->id();
    }
  };
  struct Entry {
    std::shared_ptr<RunningMapping> running;
    std::shared_ptr<engine::LogFeed> feed;
    uint64_t subscription = 0;
    std::map<std::pair<uint32_t, uint8_t>, SlotPtr> slots;  // By shard and lane.
  };

  absl::Status Begin(MappingDefinition mapping, MappingCountersPtr counters = nullptr);
  // Takes an entry out; its feed is to be let go when the lock is.
  Entry Detach(std::string_view uuid) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void LetGo(Entry& entry);
  // Of all shards that may begin, or of those that came of `parent`.
  void AddLanes(Entry& entry, std::optional<uint32_t> parent = std::nullopt)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MayBegin(const Entry& entry, const engine::StreamDefinition& stream,
                const engine::ShardDefinition& shard) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  void Grew(std::string_view uuid);
  void Wake(const SlotPtr& slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Queue(const SlotPtr& slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Submit(const SlotPtr& slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void RunQueued(const SlotPtr& slot);
  void Answered(const SlotPtr& slot);
  void SubmitResume(const SlotPtr& slot);
  void Ended(const SlotPtr& slot, const LaneEnd& end);
  void Settle(const SlotPtr& slot, const LaneEnd& end) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Arm(const SlotPtr& slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void TimeIsUp(const SlotPtr& slot);
  // When all lanes of a mapping that gets another number of them have stopped: lets those that are
  // behind come up, or makes the change (lane_change.cc).
  void NoteStop(const SlotPtr& slot) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ChangeLanes();
  bool ChangeNextLanes();  // False: there is none.
  void StopMapping(const std::shared_ptr<RunningMapping>& running);

  // Draining (drain.cc).
  class DrainTurn;
  SlotPtr FirstToWait() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);  // nullptr: none waits.
  SlotPtr NextToDrain(bool skips_waits) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  LaneEnd RunHere(const SlotPtr& slot, bool skips_waits);
  static absl::Status WaitForRoom(Slot& slot, bool was_refused);
  absl::Status RunReady(bool skips_waits);
  std::string TakeLoop();
  DrainReport Totals() const;
  std::string BusyFunctions() const;

  storage::Store& store_;
  const engine::Catalog& catalog_;
  engine::ChangeFeed& feed_;
  const Clock& clock_;
  const DispatcherSettings settings_;
  MappingStore rows_;
  FunctionRegistry functions_;
  ProgressCommitter committer_;
  Timer timer_;
  LaneParts parts_;

  absl::Mutex draining_mutex_;
  mutable absl::Mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_ ABSL_GUARDED_BY(mutex_);  // By UUID.
  int64_t active_ ABSL_GUARDED_BY(mutex_) = 0;  // Lanes queued, running or in flight.
  bool is_draining_ ABSL_GUARDED_BY(mutex_) = false;
  std::string loop_ ABSL_GUARDED_BY(mutex_);  // That was met last, for the next drain to tell of.
  bool is_stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::string> lane_changes_ ABSL_GUARDED_BY(mutex_);  // Mappings that have stopped.
  std::set<SlotPtr, InOrder> ready_ ABSL_GUARDED_BY(mutex_);
  Executor executor_;
};

}  // namespace stator::trigger
