// How a lane has a batch delivered, and what the end of the call makes of its progress.
#include <algorithm>
#include <utility>

#include "db/base/uuid.h"
#include "db/model/shard_id.h"
#include "db/trigger/dead_letters.h"
#include "db/trigger/lane.h"
#include "db/trigger/response.h"

namespace stator::trigger {
namespace {

// A state above it ends its window early (Lambda: "1 MB per shard").
constexpr size_t kStateBytesMax = 1024 * 1024;
// A function that never reads the same twice, since others write what it reads, fails in the end.
constexpr int kConflictsMax = 1000;

ResponseRules RulesOf(const MappingDefinition& mapping) {
  return {.reports_item_failures = mapping.reports_item_failures,
          .has_window = mapping.tumbling_seconds > 0};
}

// Where the batch failed from; nullopt: all is done.
std::optional<Sequence> FailedFrom(const FunctionCall& call, const MappingDefinition& mapping) {
  const auto& sequences = call.input().batch.sequences;
  if (!call.result().ok()) return sequences.front();
  return FirstFailed(*call.result(), RulesOf(mapping), sequences);
}

size_t IndexIn(const Batch& batch, Sequence sequence) {
  const auto found = std::find(batch.sequences.begin(), batch.sequences.end(), sequence);
  return static_cast<size_t>(found - batch.sequences.begin());
}

}  // namespace

LaneEnd Lane::Deliver(const MappingConfigPtr& config, Batch batch, FunctionRegistry::Lease lease,
                      bool is_final, LaneTurn& turn) {
  const MappingDefinition& mapping = config->definition;
  if (!is_final && progress_.parts.empty()) {
    progress_.parts.push_back({.last = batch.looked_at});
    progress_.invocations = 0;
  }
  CallInput input{.config = config,
                  .shard_id = ShardIdText(mapping.log, id_.shard),
                  .batch = std::move(batch),
                  .attempt = (is_final ? failures_ : progress_.invocations) + 1,
                  .window = std::nullopt,
                  .is_final = is_final};
  if (mapping.tumbling_seconds > 0 || progress_.window) {
    const std::chrono::seconds length(mapping.tumbling_seconds);
    const Time start =
        progress_.window ? progress_.window->start : WindowStart(input.batch.first_time, length);
    input.window = TumblingWindow{.start = start, .end = start + length};
    if (progress_.window) {
      input.state = progress_.window->state;
      input.is_terminated_early = progress_.window->is_terminated_early;
    }
  }
  call_ = std::make_shared<FunctionCall>(std::move(input), std::move(lease), parts_.clock);
  if (call_->is_local()) return RunLocal();
  call_->RunInHost(parts_.transactions, std::move(turn.answered));
  return {.next = LaneNext::kInFlight};
}

LaneEnd Lane::Resume() {
  LaneEnd end;
  // The mapping has changed while its writes were decided: the batch is delivered again.
  if (!EndCall(end)) end = {.next = LaneNext::kMore};
  return end;
}

// A function of this process can end the process: the call is counted before it, where calls are
// numbered.
LaneEnd Lane::RunLocal() {
  const MappingConfigPtr config = call_->input().config;
  LaneEnd end{.next = LaneNext::kMore};
  if (config->definition.retries >= 0 && !call_->input().is_final) {
    Progress next = progress_;
    next.is_in_flight = true;
    ++next.invocations;
    if (Commit(next, {}, end) != CommitEnd::kDone) return end;
  }
  for (int conflicts = 0;; ++conflicts) {
    call_->RunLocal(parts_.transactions, parts_.timer,
                    [&stop = parts_.stop, mapping = mapping_] { stop(mapping); });
    if (conflicts == kConflictsMax)
      call_->Fail(absl::AbortedError("What the function reads never rests"));
    const std::shared_ptr<FunctionCall> call = call_;
    if (EndCall(end)) return end;
    FunctionRegistry::Lease lease = parts_.functions.Find(config->definition.function);
    if (lease.callee().local == nullptr || mapping_->is_gone()) return {.next = LaneNext::kMore};
    call_ = std::make_shared<FunctionCall>(call->input(), std::move(lease), parts_.clock);
  }
}

bool Lane::EndCall(LaneEnd& end) {
  const std::shared_ptr<FunctionCall> call = std::move(call_);
  call_ = nullptr;
  end = {.next = LaneNext::kMore};
  if (call->overran()) {
    end.next = LaneNext::kParked;
    return true;
  }
  was_refused_ = end.was_refused = !call->was_called();
  if (was_refused_) {
    if (call->was_throttled()) ++mapping_->counters().throttles;
    // Not counted as a try: the batch is not one that has failed.
    if (progress_.invocations == 0 && !call->input().is_final) progress_.parts.clear();
    due_ = Now() + Backoff(++failures_);
    return true;
  }
  return call->input().is_final ? EndFinalCall(*call, end) : EndBatch(*call, end);
}

void Lane::Count(const FunctionCall& call) {
  MappingCounters& counters = mapping_->counters();
  ++counters.invocations;
  counters.duration_us += call.duration().count();
  if (!call.result().ok()) ++counters.errors;
}

// What is tried again, whole or in parts, has been counted.
void Lane::CountFiltered(const Batch& batch) {
  if (batch.looked_at <= filtered_until_) return;
  filtered_until_ = batch.looked_at;
  mapping_->counters().filtered += static_cast<uint64_t>(batch.filtered);
}

void Lane::NoteEnd(bool failed) {
  if (failed) {
    due_ = Now() + Backoff(++failures_);
    return;
  }
  failures_ = 0;
  due_.reset();
  skew_ = {};
}

bool Lane::EndFinalCall(FunctionCall& call, LaneEnd& end) {
  Progress next = progress_;
  next.window.reset();
  if (call.result().ok()) {
    const CommitEnd committed =
        Commit(next, {.transaction = call.transaction(), .cause = call.cause()}, end);
    if (committed == CommitEnd::kConflict) return false;
    if (committed == CommitEnd::kRefused) call.Fail(end.status);
    if (committed == CommitEnd::kStale || committed == CommitEnd::kFailed) return true;
  }
  end = {.next = LaneNext::kMore};
  Count(call);
  const bool failed = !call.result().ok();
  mapping_->SetResult(failed ? kCallFailed : kProcessedWell);
  NoteEnd(failed);
  return true;
}

bool Lane::EndBatch(FunctionCall& call, LaneEnd& end) {
  const MappingDefinition& mapping = call.input().config->definition;
  const Batch& batch = call.input().batch;
  if (call.result().ok()) {
    const absl::Status has_state =
        CheckState(*call.result(), {.has_window = call.input().window.has_value()});
    if (!has_state.ok()) call.Fail(has_state);
  }
  const std::optional<Sequence> failed_from = FailedFrom(call, mapping);
  Progress tried = progress_;
  if (!tried.is_in_flight) ++tried.invocations;
  Settlement settled = Settle(tried, batch.sequences, failed_from,
                              {.bisects = mapping.bisect, .retries = mapping.retries});
  if (call.input().window && !failed_from) {
    settled.progress.window =
        WindowProgress{.start = call.input().window->start,
                       .state = *call.result()->state,
                       .is_terminated_early = call.result()->state->size() > kStateBytesMax};
  }
  Beside beside{.cause = call.cause()};
  const size_t done = failed_from ? IndexIn(batch, *failed_from) : batch.records.size();
  // What the function did for the records before the first that failed goes with them.
  if (done > 0) beside.transaction = call.transaction();
  if (settled.given_up_from) {
    Failure failure{.request_id = call.request_id(), .invocations = tried.invocations};
    if (!call.result().ok()) failure.function_error = "Unhandled";
    beside.letters = LettersOf(mapping, failure, batch, done);
  }
  switch (Commit(settled.progress, std::move(beside), end)) {
    case CommitEnd::kDone:
      break;
    case CommitEnd::kConflict:
      return false;
    case CommitEnd::kRefused:
      call.Fail(end.status);
      return EndBatch(call, end);
    case CommitEnd::kStale:
    case CommitEnd::kFailed:
      return true;
  }
  end = {.next = LaneNext::kMore};
  Count(call);
  MappingCounters& counters = mapping_->counters();
  counters.records += done;
  if (settled.given_up_from) counters.dropped += batch.records.size() - done;
  CountFiltered(batch);
  const auto age = parts_.clock.Now() - batch.last_time;
  counters.iterator_age_us = std::max<int64_t>(0, age.count());
  mapping_->SetResult(failed_from ? kCallFailed : kProcessedWell);
  NoteEnd(failed_from.has_value() && !settled.given_up_from);
  return true;
}

// The process ended while the function ran: it has failed.
LaneEnd Lane::CountAsFailed(MappingRef mapping, const Batch& batch) {
  LaneEnd end{.next = LaneNext::kMore};
  if (batch.empty()) {
    Progress next = Passed(progress_, progress_.parts.front().last);
    next.is_in_flight = false;
    Commit(next, {}, end);
    return end;
  }
  const Settlement settled = Settle(progress_, batch.sequences, batch.sequences.front(),
                                    {.bisects = mapping.bisect, .retries = mapping.retries});
  Beside beside;
  if (settled.given_up_from) {
    const Failure failure{.invocations = progress_.invocations, .function_error = "Unhandled"};
    beside.letters = LettersOf(mapping, failure, batch, 0);
  }
  if (Commit(settled.progress, std::move(beside), end) != CommitEnd::kDone) return end;
  ++mapping_->counters().invocations;
  ++mapping_->counters().errors;
  if (settled.given_up_from) mapping_->counters().dropped += batch.records.size();
  mapping_->SetResult(kCallFailed);
  NoteEnd(/*failed=*/!settled.given_up_from.has_value());
  return end;
}

std::vector<Item> Lane::LettersOf(MappingRef mapping, Failure failure, const Batch& batch,
                                  size_t from) const {
  if (mapping.dead_letter_table.empty()) return {};
  const std::string function_arn = parts_.place.FunctionArn(mapping.function);
  const std::string shard_id = ShardIdText(mapping.log, id_.shard);
  const std::string no_call = NewUuid();
  if (failure.request_id.empty()) failure.request_id = no_call;
  failure.function_arn = function_arn;
  failure.shard_id = shard_id;
  failure.mapping = mapping.uuid;
  failure.stream_arn = mapping.stream_arn;
  failure.now = Now();
  return MakeDeadLetters(failure, batch, from);
}

CommitEnd Lane::Commit(const Progress& next, Beside beside, LaneEnd& end) {
  const MappingConfigPtr config = mapping_->config();
  ProgressCommit commit{.lane = id_,
                        .before = row_,
                        .after = EncodeProgress(next),
                        .transaction = beside.transaction,
                        .dead_letter_table = config->definition.dead_letter_table,
                        .dead_letters = std::move(beside.letters),
                        .cause = std::move(beside.cause),
                        .now = parts_.clock.Now()};
  CommitReport report = parts_.committer.Commit(*mapping_, commit);
  switch (report.end) {
    case CommitEnd::kDone:
      progress_ = next;
      row_ = std::move(commit.after);
      unsaved_since_.reset();
      unsaved_ = 0;
      mapping_->counters().dead_lettered += static_cast<uint64_t>(report.dead_letters);
      break;
    case CommitEnd::kStale:
      end = {.next = LaneNext::kParked};
      break;
    case CommitEnd::kFailed:
      end = TryLater(std::move(report.status));
      break;
    case CommitEnd::kConflict:
    case CommitEnd::kRefused:
      end.status = std::move(report.status);
      break;
  }
  return report.end;
}

}  // namespace stator::trigger
