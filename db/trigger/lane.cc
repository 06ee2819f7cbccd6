// What a lane does next. It looks, in this order, at: whether it may do anything; a wait before a
// retry; what there is to be read; a call that the last process did not live to end; what is to be
// given up; windows. The end of a call is in lane_call.cc.
#include "db/trigger/lane.h"

#include <algorithm>

#include "db/base/status_macros.h"
#include "db/engine/log_reader.h"
#include "db/engine/stream_edit.h"

namespace stator::trigger {
namespace {

using storage::Space;

// An event of Lambda, with what stands around its records.
constexpr size_t kEventBytesMax = 6 * 1024 * 1024 - 1024;
constexpr std::chrono::seconds kStoreRetry{1};
// Records that were filtered out are passed over in memory, and saved now and then: a process that
// ends before looks at them again.
constexpr int64_t kUnsavedMax = 1000;
constexpr std::chrono::seconds kUnsavedFor{60};

constexpr std::string_view kNoFunction = "PROBLEM: Function not found";
constexpr std::string_view kNoStream = "PROBLEM: Stream not found";
constexpr std::string_view kTrimmed = "PROBLEM: Records were trimmed before they were read";

const engine::ShardDefinition* ShardOf(const engine::StreamDefinition& stream, uint32_t shard) {
  return stream.FindShard(shard);
}

}  // namespace

LaneEnd Lane::Run(LaneTurn turn) {
  const MappingConfigPtr config = mapping_->config();
  if (mapping_->is_gone() || !config->definition.enabled) return {.next = LaneNext::kParked};
  auto end = Take(config, turn);
  return end.ok() ? *std::move(end) : TryLater(std::move(end).status());
}

LaneEnd Lane::TryLater(absl::Status status) {
  // What is known of the row may be out of date.
  is_loaded_ = false;
  return {.next = LaneNext::kWait,
          .due = parts_.clock.Now() + kStoreRetry,
          .status = std::move(status)};
}

std::optional<LaneEnd> Lane::WaitUntil(Time due, LaneNext how, const LaneTurn& turn) {
  const Time now = Now();
  if (due <= now) return std::nullopt;
  if (!turn.skips_waits) return LaneEnd{.next = how, .due = due - skew_};
  skew_ += due - now;
  mapping_->counters().skipped_us += (due - now).count();
  return std::nullopt;
}

absl::StatusOr<LaneEnd> Lane::Take(const MappingConfigPtr& config, LaneTurn& turn) {
  const MappingDefinition& mapping = config->definition;
  const engine::StreamPtr stream = parts_.catalog.streams().Find(mapping.table, mapping.label);
  if (stream == nullptr || stream->log != mapping.log) {
    mapping_->SetResult(kNoStream);
    return LaneEnd{.next = LaneNext::kParked};
  }
  if (!is_loaded_) STATOR_RETURN_IF_ERROR(Load(mapping, *stream));
  if (progress_.is_finished) return LaneEnd{.next = LaneNext::kFinished};
  if (mapping.next_lanes == 0) barrier_.reset();  // The change was called off.
  const bool may_stop = mapping.next_lanes > 0 && progress_.parts.empty() && !progress_.window;
  if (may_stop && (!barrier_ || progress_.after >= *barrier_)) {
    return LaneEnd{.next = LaneNext::kParked, .is_at_barrier = true};
  }
  // A drain that skips the wait for room makes nothing older: what was not called has not failed.
  if (due_ && !(was_refused_ && turn.skips_waits)) {
    if (const auto wait = WaitUntil(*due_, LaneNext::kWait, turn)) return *wait;
  }
  FunctionRegistry::Lease lease = parts_.functions.Find(mapping.function);
  if (!lease.callee().exists()) {
    mapping_->SetResult(kNoFunction);
    return LaneEnd{.next = LaneNext::kParked};
  }
  STATOR_ASSIGN_OR_RETURN(Batch batch, Read(*config, *stream, lease.callee().host != nullptr));
  if (batch.was_trimmed) {
    ++mapping_->counters().dropped;
    mapping_->SetResult(kTrimmed);
  }
  const engine::ShardDefinition* shard = ShardOf(*stream, id_.shard);
  const bool is_closed = shard == nullptr || !shard->IsOpen();
  return TakeBatch(config, std::move(batch), is_closed, std::move(lease), turn);
}

absl::StatusOr<LaneEnd> Lane::TakeBatch(const MappingConfigPtr& config, Batch batch, bool is_closed,
                                        FunctionRegistry::Lease lease, LaneTurn& turn) {
  const MappingDefinition& mapping = config->definition;
  if (progress_.is_in_flight) return CountAsFailed(mapping, batch);
  if (progress_.window && progress_.window->is_terminated_early) {
    return Deliver(config, {}, std::move(lease), /*is_final=*/true, turn);
  }
  if (batch.empty()) {
    return TakeNothing(config, std::move(batch), is_closed, std::move(lease), turn);
  }
  if (batch.fate != BatchFate::kDeliver) return GiveUp(mapping, batch);
  const bool is_complete = batch.is_full || (is_closed && batch.is_at_end);
  if (!is_complete && progress_.parts.empty()) {
    if (const auto wait = Gather(mapping, batch, turn)) return *wait;
  }
  gathers_since_.reset();
  return Deliver(config, std::move(batch), std::move(lease), /*is_final=*/false, turn);
}

std::optional<LaneEnd> Lane::Gather(MappingRef mapping, const Batch& batch, const LaneTurn& turn) {
  if (mapping.window_seconds == 0) return std::nullopt;
  if (!gathers_since_) gathers_since_ = Now();
  Time due = *gathers_since_ + std::chrono::seconds(mapping.window_seconds);
  if (mapping.tumbling_seconds > 0) {
    const std::chrono::seconds length(mapping.tumbling_seconds);
    due = std::min(due, WindowStart(batch.first_time, length) + length);
  }
  return WaitUntil(due, LaneNext::kGather, turn);
}

absl::StatusOr<LaneEnd> Lane::TakeNothing(const MappingConfigPtr& config, Batch batch,
                                          bool is_closed, FunctionRegistry::Lease lease,
                                          LaneTurn& turn) {
  if (!progress_.parts.empty()) {
    // Nothing is left of a batch that was to be tried again: trimmed, or filtered out by now.
    LaneEnd end{.next = LaneNext::kMore};
    if (Commit(Passed(progress_, progress_.parts.front().last), {}, end) == CommitEnd::kDone) {
      NoteEnd(/*failed=*/false);
    }
    return end;
  }
  if (barrier_ && !progress_.window && (batch.is_full || batch.is_at_end)) {
    CountFiltered(batch);
    progress_.after = std::max(progress_.after, *barrier_);
    return LaneEnd{.next = LaneNext::kMore};
  }
  if (!progress_.window) return PassOver(batch, is_closed, turn);
  const std::chrono::seconds length(config->definition.tumbling_seconds);
  const bool is_over = !batch.is_at_end ? batch.is_full : is_closed;
  if (!is_over) {
    if (!batch.is_at_end) return PassOver(batch, is_closed, turn);
    const auto wait = WaitUntil(progress_.window->start + length, LaneNext::kGather, turn);
    if (wait) return *wait;
  }
  return Deliver(config, std::move(batch), std::move(lease), /*is_final=*/true, turn);
}

// What was read needs no call.
LaneEnd Lane::PassOver(const Batch& batch, bool is_closed, LaneTurn& turn) {
  if (batch.looked_at > progress_.after) {
    progress_.after = batch.looked_at;
    CountFiltered(batch);
    unsaved_ += std::max<int64_t>(batch.filtered, 1);
    if (!unsaved_since_) unsaved_since_ = Now();
  }
  LaneEnd end{.next = LaneNext::kMore};
  if (is_closed && batch.is_at_end) {
    Progress next = progress_;
    next.is_finished = true;
    if (Commit(next, {}, end) == CommitEnd::kDone) end.next = LaneNext::kFinished;
    return end;
  }
  if (unsaved_since_ && unsaved_ < kUnsavedMax) {
    if (!batch.is_at_end) return end;
    if (const auto wait = WaitUntil(*unsaved_since_ + kUnsavedFor, LaneNext::kGather, turn)) {
      return *wait;
    }
    skew_ = {};
  }
  if (unsaved_since_) {
    Commit(progress_, {}, end);
  } else if (batch.is_at_end) {
    end.next = LaneNext::kIdle;
  }
  return end;
}

LaneEnd Lane::GiveUp(MappingRef mapping, const Batch& batch) {
  const bool is_loop = batch.fate == BatchFate::kTooDeep;
  Failure failure{.condition = is_loop ? FailureCondition::kRecursionDepthExceeded
                                       : FailureCondition::kRecordAgeExceeded};
  LaneEnd end{.next = LaneNext::kMore};
  for (const uint32_t step : batch.path) {
    if (!is_loop) break;
    failure.path.push_back(parts_.function_of(step));
    end.loop += (end.loop.empty() ? "" : " > ") + failure.path.back();
  }
  Beside beside{.letters = LettersOf(mapping, failure, batch, 0)};
  auto cause = std::make_shared<Cause>();
  cause->path = batch.path;
  beside.cause = std::move(cause);
  if (Commit(Passed(progress_, batch.looked_at), std::move(beside), end) != CommitEnd::kDone) {
    return end;
  }
  mapping_->counters().dropped += batch.records.size();
  CountFiltered(batch);
  if (progress_.parts.empty()) NoteEnd(/*failed=*/false);
  return end;
}

absl::Status Lane::Load(MappingRef mapping, const engine::StreamDefinition& stream) {
  const engine::ShardDefinition* shard = ShardOf(stream, id_.shard);
  const std::string row_key = ProgressKey(id_);
  const std::string_view key = row_key;
  absl::Status damage;
  STATOR_RETURN_IF_ERROR(parts_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_RETURN_IF_ERROR(snapshot.Get(
        Space::kTriggers, {&key, 1}, [&](size_t, std::optional<std::string_view> value) {
          row_.reset();
          progress_ = Progress();
          if (!value) return;
          row_.emplace(*value);
          auto decoded = DecodeProgress(*value);
          if (!decoded) damage = absl::DataLossError("A trigger's progress is damaged");
          if (decoded) progress_ = *std::move(decoded);
        }));
    if (row_) return damage;
    progress_.after = mapping.start;
    if (shard != nullptr) progress_.after = std::max(progress_.after, shard->first);
    // What was too old to be read when the mapping was made is none of its business.
    STATOR_ASSIGN_OR_RETURN(const Sequence horizon,
                            engine::TrimHorizon(snapshot, {stream.log, id_.shard},
                                                mapping.created - engine::kStreamRetention));
    progress_.after = std::max(progress_.after, horizon);
    return absl::OkStatus();
  }));
  is_loaded_ = true;
  unsaved_since_.reset();
  unsaved_ = 0;
  return absl::OkStatus();
}

absl::StatusOr<Batch> Lane::Read(const MappingConfig& config,
                                 const engine::StreamDefinition& stream, bool wants_events) const {
  const MappingDefinition& mapping = config.definition;
  const Time now = Now();
  Time oldest = now - engine::kStreamRetention;
  if (mapping.record_age_seconds >= 0) {
    oldest = std::max<Time>(oldest, now - std::chrono::seconds(mapping.record_age_seconds));
  }
  BatchRules rules{.filters = &config.filters,
                   .stream_arn = mapping.stream_arn,
                   .records_max = static_cast<size_t>(mapping.batch_size),
                   .bytes_max = kEventBytesMax,
                   .until = std::nullopt,
                   .lane = id_.lane,
                   .lanes = static_cast<uint8_t>(mapping.lanes),
                   .oldest = oldest,
                   .window_end = std::nullopt,
                   .window = std::chrono::seconds(mapping.tumbling_seconds),
                   .wants_events = wants_events};
  if (!progress_.parts.empty()) {
    rules.until = progress_.parts.front().last;
    rules.records_max = SIZE_MAX;  // A batch that was made before the mapping was updated.
  }
  if (barrier_) rules.until = std::min(rules.until.value_or(*barrier_), *barrier_);
  if (progress_.window) rules.window_end = progress_.window->start + rules.window;
  Batch batch;
  STATOR_RETURN_IF_ERROR(parts_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    STATOR_ASSIGN_OR_RETURN(
        batch, ReadBatch(snapshot, stream, id_.shard, progress_.after, rules, parts_.origin));
    return absl::OkStatus();
  }));
  return batch;
}

}  // namespace stator::trigger
