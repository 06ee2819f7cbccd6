#include "db/trigger/call.h"

#include <exception>
#include <utility>
#include <variant>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/trigger/event.h"
#include "db/trigger/response.h"
#include "db/trigger/trace.h"

namespace stator::trigger {
namespace {

using SteadyClock = std::chrono::steady_clock;

thread_local bool in_function = false;

// Runs `function`, and makes a status of what it throws.
template <typename Run>
FunctionResult Contained(Run run) {
  in_function = true;
  FunctionResult result = absl::UnknownError("The function has thrown");
  try {
    result = run();
  } catch (const std::exception& e) {
    result = absl::UnknownError(e.what());
  } catch (...) {
  }
  in_function = false;
  return result;
}

CausePtr CauseOf(const Batch& batch, MappingNumber mapping) {
  auto cause = std::make_shared<Cause>();
  cause->path = batch.path;
  if (cause->path.size() < Cause::kStepsMax) cause->path.push_back(mapping);
  return cause;
}

}  // namespace

bool IsInFunction() { return in_function; }

FunctionCall::FunctionCall(CallInput input, FunctionRegistry::Lease lease, const Clock& clock)
    : input_(std::move(input)),
      lease_(std::move(lease)),
      clock_(clock),
      request_id_(NewUuid()),
      cause_(CauseOf(input_.batch, input_.config->definition.number)),
      result_(FunctionResponse()) {}

bool FunctionCall::is_exactly_once() const {
  return is_local() && std::holds_alternative<ExactlyOnceFunction>(lease_.callee().local->call);
}

Invocation FunctionCall::MakeInvocation() const {
  const MappingDefinition& mapping = input_.config->definition;
  return {.request_id = request_id_,
          .mapping = mapping.uuid,
          .stream_arn = mapping.stream_arn,
          .shard_id = input_.shard_id,
          .records = input_.batch.records,
          .attempt = input_.attempt,
          .deadline = clock_.Now() + lease_.callee().local->options.timeout,
          .window = input_.window,
          .state = input_.state,
          .is_final_invoke_for_window = input_.is_final,
          .is_window_terminated_early = input_.is_terminated_early};
}

void FunctionCall::RunLocal(const TransactionSource& transactions, Timer& timer,
                            absl::AnyInvocable<void() &&> overran) {
  const LocalFunctionPtr local = lease_.callee().local;
  begun_ = SteadyClock::now();
  const Timer::Key watch =
      timer.At(begun_ + local->options.timeout,
               [self = shared_from_this(), overran = std::move(overran)]() mutable {
                 // Whoever comes first has it: a function that returns in the last moment has
                 // returned.
                 Phase running = Phase::kRunning;
                 if (self->phase_.compare_exchange_strong(running, Phase::kOverran))
                   std::move(overran)();
               });
  const Invocation invocation = MakeInvocation();
  {
    CauseScope scope(cause_);
    if (const auto* function = std::get_if<ExactlyOnceFunction>(&local->call)) {
      transaction_ = transactions.begin();
      result_ = Contained([&] { return (*function)(invocation, *transaction_->transaction()); });
    } else {
      result_ = Contained([&] { return std::get<Function>(local->call)(invocation); });
    }
  }
  Phase running = Phase::kRunning;
  phase_.compare_exchange_strong(running, Phase::kEnded);
  timer.Cancel(watch);
  duration_ = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begun_);
  if (!result_.ok()) transaction_ = nullptr;
  lease_.End();
}

void FunctionCall::RunInHost(const TransactionSource& transactions,
                             absl::AnyInvocable<void() &&> answered) {
  const MappingDefinition& mapping = input_.config->definition;
  std::optional<EventWindow> window;
  if (input_.window) {
    window = EventWindow{.window = *input_.window,
                         .state = input_.state,
                         .shard_id = input_.shard_id,
                         .stream_arn = mapping.stream_arn,
                         .is_final = input_.is_final,
                         .is_terminated_early = input_.is_terminated_early};
  }
  FunctionHost::Call call;
  call.function = mapping.function;
  call.request_id = request_id_;
  call.payload = MakeEvent(input_.batch.events, window);
  call.trace = TraceHeader(*cause_, request_id_, clock_.Now());
  begun_ = SteadyClock::now();
  FunctionHost* const host = lease_.callee().host;
  host->Invoke(std::move(call),
               [self = shared_from_this(), &transactions,
                answered = std::move(answered)](FunctionHost::Reply reply) mutable {
                 self->TakeReply(transactions, std::move(reply));
                 std::move(answered)();
                 // Last: whoever waits for the host's calls to have ended may then be gone.
                 self->lease_.End();
               });
}

// What the function wants to be written is checked when it has answered, and decided with the place
// of its mapping.
absl::Status FunctionCall::TakeWrites(const TransactionSource& transactions,
                                      std::string_view payload) {
  STATOR_ASSIGN_OR_RETURN(auto request, TransactItemsOf(payload));
  if (!request) return absl::OkStatus();
  STATOR_ASSIGN_OR_RETURN(transaction_, transactions.request(*std::move(request), cause_));
  return absl::OkStatus();
}

void FunctionCall::TakeReply(const TransactionSource& transactions, FunctionHost::Reply reply) {
  duration_ = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begun_);
  const MappingDefinition& mapping = input_.config->definition;
  switch (reply.outcome) {
    case FunctionHost::Outcome::kAnswered:
      result_ =
          ParseResponse(reply.payload, {.reports_item_failures = mapping.reports_item_failures,
                                        .has_window = input_.window.has_value()});
      if (result_.ok()) {
        const absl::Status writes = TakeWrites(transactions, reply.payload);
        if (!writes.ok()) Fail(writes);
      }
      break;
    case FunctionHost::Outcome::kFunctionError:
      result_ = absl::UnknownError(reply.payload);
      break;
    case FunctionHost::Outcome::kThrottled:
      was_throttled_ = true;
      was_called_ = false;
      break;
    case FunctionHost::Outcome::kNotFound:
      was_called_ = false;
      break;
  }
}

}  // namespace stator::trigger
