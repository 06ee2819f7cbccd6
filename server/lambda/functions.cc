#include "server/lambda/functions.h"

#include <algorithm>
#include <utility>

#include "db/base/error.h"
#include "db/base/status_macros.h"

namespace stator::server {
namespace {

// How often each may follow the other.
constexpr int kDrainRoundsMax = 1000;

void AddTo(DrainReport& sum, const DrainReport& part) {
  sum.invocations += part.invocations;
  sum.errors += part.errors;
  sum.records += part.records;
  sum.filtered += part.filtered;
  sum.dropped += part.dropped;
  sum.skipped += part.skipped;
}

}  // namespace

Functions::Functions(Triggers& triggers, std::unique_ptr<FunctionStore> store,
                     std::unique_ptr<Runner> children)
    : triggers_(triggers),
      store_(std::move(store)),
      children_(std::move(children)),
      runners_(std::make_unique<FunctionRunners>(*store_, *children_, *http_)) {}

absl::StatusOr<std::unique_ptr<Functions>> Functions::Open(const FunctionsSettings& settings,
                                                           Triggers& triggers, const Clock& clock,
                                                           MakeRunner make_children) {
  STATOR_ASSIGN_OR_RETURN(std::unique_ptr<FunctionStore> store,
                          FunctionStore::Open(settings.directory));
  // No function has such a name.
  std::unique_ptr<Runner> children = make_children(store->directory() + "/.scratch");
  std::unique_ptr<Functions> functions(
      new Functions(triggers, std::move(store), std::move(children)));
  STATOR_ASSIGN_OR_RETURN(functions->events_,
                          EventQueue::Open(*functions->store_, *functions->runners_, clock));
  functions->api_ = std::make_unique<LambdaApi>(
      LambdaParts{.functions = *functions->store_,
                  .host = *functions->runners_,
                  .events = *functions->events_,
                  .triggers = triggers,
                  .clock = clock,
                  .changed = [runners = functions->runners_.get()](
                                 const std::string& name) { runners->Forget(name); },
                  .region = settings.region,
                  .account = settings.account,
                  .code = settings.code,
                  .changes = functions->changes_},
      settings.is_loopback);
  return functions;
}

void Functions::Start() {
  triggers_.SetHost(runners_.get());
  events_->Start();
}

// First no call begins any more, then those that run end with their runners, and then the database,
// which waits for its calls, lets go of the host.
Functions::~Functions() {
  runners_->Close();
  api_.reset();
  events_.reset();
  http_.reset();
  children_.reset();
  triggers_.SetHost(nullptr);
}

absl::StatusOr<Functions::DrainCounts> Functions::Drain() {
  DrainCounts counts;
  for (int round = 0; round < kDrainRoundsMax; ++round) {
    STATOR_ASSIGN_OR_RETURN(const EventQueue::Counts events, events_->Drain());
    STATOR_ASSIGN_OR_RETURN(const DrainReport report, triggers_.Drain());
    counts.events.invocations += events.invocations;
    counts.events.errors += events.errors;
    AddTo(counts.triggers, report);
    if (events_->size() == 0 && report.invocations == 0) return counts;
  }
  return error::Make(ErrorCode::kLimitExceeded,
                     "Events and changes of tables follow each other without end");
}

absl::StatusOr<int64_t> Functions::RunDue() {
  STATOR_ASSIGN_OR_RETURN(const EventQueue::Counts counts, events_->RunDue());
  return counts.invocations;
}

std::optional<Time> Functions::NextDue() const {
  const std::optional<Time> event = events_->NextDue(), change = triggers_.NextDue();
  return event && change ? std::min(event, change) : event ? event : change;
}

std::optional<std::string> Functions::Log(std::string_view function) const {
  if (store_->Find(function) == nullptr) return std::nullopt;
  return runners_->Log(function);
}

}  // namespace stator::server
