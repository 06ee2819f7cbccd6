// One lane of one shard of a mapping: reads the next batch, has it delivered, and moves on.
//
//   LaneEnd end = lane->Run({});
//   ... kMore: again; kIdle: when the log has grown; kInFlight: Resume, when it was told to; ...
//
// A lane is run by one thread at a time, and holds no transaction while a function runs.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/engine/catalog.h"
#include "db/engine/stream_view.h"
#include "db/trigger/arn.h"
#include "db/trigger/batch.h"
#include "db/trigger/call.h"
#include "db/trigger/delivery.h"
#include "db/trigger/failure_document.h"
#include "db/trigger/function_registry.h"
#include "db/trigger/progress_commit.h"
#include "db/trigger/running_mapping.h"
#include "db/trigger/timer.h"
#include "stator/clock.h"

namespace stator::trigger {

// What all lanes of a database stand on; all outlive them.
struct LaneParts {
  storage::Store& store;
  const engine::Catalog& catalog;
  const Clock& clock;
  engine::StreamOrigin origin;
  Place place;
  const TransactionSource& transactions;
  FunctionRegistry& functions;
  ProgressCommitter& committer;
  Timer& timer;
  // Stops a mapping whose function has overrun its time. Called on the timer's thread.
  absl::AnyInvocable<void(const std::shared_ptr<RunningMapping>&) const> stop;
  // The function of a mapping, by its number; of one that is gone, the number.
  absl::AnyInvocable<std::string(MappingNumber) const> function_of;
};

// How a turn of a lane ended.
enum class LaneNext : uint8_t {
  kMore,      // Something was done; there may be more to do.
  kIdle,      // Nothing to do before the log grows.
  kWait,      // Nor before `due`.
  kGather,    // Nor before `due`, unless the log grows.
  kInFlight,  // A host was called: when it was told to, Resume.
  kParked,    // Nothing to do before the mapping or its function changes.
  kFinished,  // The shard is closed and done: those that came of it may begin.
};
struct LaneEnd {
  LaneNext next = LaneNext::kIdle;
  bool is_at_barrier = false;  // kParked, since the number of lanes changes.
  Time due{};
  absl::Status status{};     // Not OK: the store failed, and it will be tried again.
  std::string loop{};        // A record was given up since functions fire each other: its path.
  bool was_refused = false;  // A host took no call.
};

struct LaneTurn {
  bool skips_waits = false;  // Windows and waits are taken to be over.
  // Called when a host has answered, from any thread, perhaps before Run has returned.
  absl::AnyInvocable<void() &&> answered;
};

class Lane : public std::enable_shared_from_this<Lane> {
 public:
  Lane(const LaneParts& parts, std::shared_ptr<RunningMapping> mapping, LaneId id)
      : parts_(parts), mapping_(std::move(mapping)), id_(id) {}

  const LaneId& id() const { return id_; }
  const std::shared_ptr<RunningMapping>& mapping() const { return mapping_; }
  // While the number of lanes changes: where it stands, and where it is to stop. To be asked and
  // told while it does not run.
  Sequence place() const { return progress_.after; }
  void SetBarrier(Sequence barrier) { barrier_ = barrier; }

  LaneEnd Run(LaneTurn turn);
  LaneEnd Resume();

 private:
  using MappingRef = const MappingDefinition&;

  // What is to be done, in the order in which it is looked at.
  absl::StatusOr<LaneEnd> Take(const MappingConfigPtr& config, LaneTurn& turn);
  absl::StatusOr<LaneEnd> TakeBatch(const MappingConfigPtr& config, Batch batch, bool is_closed,
                                    FunctionRegistry::Lease lease, LaneTurn& turn);
  absl::StatusOr<LaneEnd> TakeNothing(const MappingConfigPtr& config, Batch batch, bool is_closed,
                                      FunctionRegistry::Lease lease, LaneTurn& turn);
  std::optional<LaneEnd> Gather(MappingRef mapping, const Batch& batch, const LaneTurn& turn);
  LaneEnd PassOver(const Batch& batch, bool is_closed, LaneTurn& turn);
  LaneEnd GiveUp(MappingRef mapping, const Batch& batch);
  LaneEnd CountAsFailed(MappingRef mapping, const Batch& batch);

  absl::Status Load(MappingRef mapping, const engine::StreamDefinition& stream);
  absl::StatusOr<Batch> Read(const MappingConfig& config, const engine::StreamDefinition& stream,
                             bool wants_events) const;

  LaneEnd Deliver(const MappingConfigPtr& config, Batch batch, FunctionRegistry::Lease lease,
                  bool is_final, LaneTurn& turn);
  LaneEnd RunLocal();
  // After a call. False: it is to be made again, since what it read was not as it was.
  bool EndCall(LaneEnd& end);
  bool EndFinalCall(FunctionCall& call, LaneEnd& end);
  bool EndBatch(FunctionCall& call, LaneEnd& end);
  void Count(const FunctionCall& call);
  void CountFiltered(const Batch& batch);
  void NoteEnd(bool failed);

  // Writes `next` and what goes with it. Not kDone: `end` is what comes of it.
  struct Beside {
    PendingTransaction* transaction = nullptr;
    std::vector<Item> letters{};
    CausePtr cause{};
  };
  CommitEnd Commit(const Progress& next, Beside beside, LaneEnd& end);
  // None where the mapping has no place for them.
  std::vector<Item> LettersOf(MappingRef mapping, Failure failure, const Batch& batch,
                              size_t from) const;

  Time Now() const { return parts_.clock.Now() + skew_; }
  // A wait, unless it is over or skipped.
  std::optional<LaneEnd> WaitUntil(Time due, LaneNext how, const LaneTurn& turn);
  LaneEnd TryLater(absl::Status status);

  const LaneParts& parts_;
  const std::shared_ptr<RunningMapping> mapping_;
  const LaneId id_;

  bool is_loaded_ = false;
  Progress progress_;
  std::optional<std::string> row_;     // As the store has it; nullopt: it has none.
  std::optional<Time> due_;            // Of the next try, after a failure.
  int32_t failures_ = 0;               // In a row.
  bool was_refused_ = false;           // The last of them was no call.
  std::optional<Time> gathers_since_;  // A batching window has begun.
  std::optional<Time> unsaved_since_;  // Records were passed over that the row does not know of.
  int64_t unsaved_ = 0;                // How many, about.
  Sequence filtered_until_;            // Up to here what was filtered out has been counted.
  std::optional<Sequence> barrier_;
  std::chrono::microseconds skew_{0};  // How far ahead of the clock this batch is.

  std::shared_ptr<FunctionCall> call_;  // In flight, or just ended.
};

}  // namespace stator::trigger
