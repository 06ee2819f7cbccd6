// Calls are answered from the loop, behind the bytes that go to the child, so that it need not wait
// for what is done with its answer.
#include "server/lambda/child.h"

#include <algorithm>
#include <asio/post.hpp>
#include <utility>

#include "server/lambda/function_error.h"
#include "server/lambda/report.h"

namespace stator::server {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A child that has answered asks for the next call within a millisecond, unless it is busy.
constexpr milliseconds kSettleMax{100};
// What a process sent before it ended may be read after its end is known.
constexpr milliseconds kLastWords{20};
constexpr milliseconds kMemoryInterval{50};

std::string RequestIdAnd(const ChildCall& call, std::string_view message) {
  return "RequestId: " + call.call.request_id + " Error: " + std::string(message);
}

}  // namespace

Child::Child(const ChildSurroundings& surroundings, std::shared_ptr<FunctionRecord> record,
             Owner& owner, ChildCall first, bool announces)
    : surroundings_(surroundings),
      record_(std::move(record)),
      owner_(owner),
      function_(first.function),
      code_stamp_(first.code_stamp),
      announces_(announces),
      call_(std::move(first)),
      api_(std::make_shared<RuntimeApi>(static_cast<RuntimeApi::Host&>(*this))),
      log_(surroundings.worker.context(), record_),
      deadline_(surroundings.worker.context()),
      memory_timer_(surroundings.worker.context()) {}

Child::~Child() { api_->Detach(); }

void Child::Start() {
  record_->CountChild();
  log_.Start();
  auto process = ChildProcess::Start(surroundings_, *function_, api_, announces_);
  if (!process.ok()) {
    const absl::string_view text = process.status().message();
    Fail("Runtime.InvalidEntrypoint", RequestIdAnd(*call_, {text.data(), text.size()}));
    Gone();
    return;
  }
  process_ = *std::move(process);
  process_->AwaitEnd([self = shared_from_this()] { self->OnProcessEnd(); });
  log_.Read(std::move(process_->output()));
  Arm(surroundings_.init_timeout);
  WatchMemory();
}

bool Child::Fits(const ChildCall& call) const {
  return function_->revision == call.function->revision && code_stamp_ == call.code_stamp;
}

bool Child::IsIdle() { return state_ == State::kIdle && !process_->end_status(); }

bool Child::WillBeIdle() const {
  return state_ == State::kSettling && !call_ && steady_clock::now() - settled_ < kSettleMax;
}

void Child::Assign(ChildCall call) {
  call_ = std::move(call);
  if (next_) Deliver();
}

void Child::End() {
  if (!IsAlive()) return;
  if (call_)
    Fail("Runtime.ExitError", RequestIdAnd(*call_, "Runtime exited with error: signal: killed"));
  Kill();
}

// ---- The child speaks.

void Child::OnNext(Responder responder) {
  if (!IsAlive()) return;
  if (state_ == State::kStarting) log_.Loaded();
  next_ = std::move(responder);
  state_ = State::kIdle;
  if (call_) {
    Deliver();
  } else {
    Arm(surroundings_.idle);
  }
}

RuntimeApi::Verdict Child::OnResponse(std::string_view request_id, std::string_view payload) {
  if (!IsRunning(request_id)) return RuntimeApi::Verdict::kNotExpected;
  const bool too_large = payload.size() > kResponseBytesMax;
  if (too_large) {
    Fail("Function.ResponseSizeTooLarge",
         "Response payload size exceeded maximum allowed payload size (" +
             std::to_string(kResponseBytesMax) + " bytes).");
  } else {
    Finish(FunctionHost::Outcome::kAnswered, std::string(payload));
  }
  Settle();
  return too_large ? RuntimeApi::Verdict::kTooLarge : RuntimeApi::Verdict::kTaken;
}

RuntimeApi::Verdict Child::OnError(std::string_view request_id, std::string_view payload,
                                   std::string_view type) {
  if (!IsRunning(request_id)) return RuntimeApi::Verdict::kNotExpected;
  Finish(FunctionHost::Outcome::kFunctionError,
         payload.empty() ? ErrorPayload(type, "") : std::string(payload));
  Settle();
  return RuntimeApi::Verdict::kTaken;
}

RuntimeApi::Verdict Child::OnInitError(std::string_view payload, std::string_view type) {
  if (state_ != State::kStarting || !call_) return RuntimeApi::Verdict::kNotExpected;
  Finish(FunctionHost::Outcome::kFunctionError,
         payload.empty() ? ErrorPayload(type, "") : std::string(payload), "error",
         type.empty() ? "Runtime.Unknown" : type);
  Kill();
  return RuntimeApi::Verdict::kTaken;
}

bool Child::IsRunning(std::string_view request_id) const {
  return state_ == State::kRunning && call_->call.request_id == request_id;
}

// ---- The course of a call.

void Child::Deliver() {
  state_ = State::kRunning;
  delivered_ = steady_clock::now();
  log_.Begin(call_->call.request_id);
  const auto now = surroundings_.clock.Now().time_since_epoch();
  const InvocationHead head{
      .request_id = call_->call.request_id,
      .deadline_ms = duration_cast<milliseconds>(now + call_->function->timeout).count(),
      .function_arn = call_->function->arn,
      .trace = call_->call.trace,
      .client_context = call_->call.client_context};
  Responder responder = *std::move(next_);
  next_.reset();
  responder.Send(InvocationResponse(head, std::move(call_->call.payload)));
  Arm(call_->function->timeout);
  WatchMemory();
}

void Child::Finish(FunctionHost::Outcome outcome, std::string payload, std::string_view status,
                   std::string_view error_type) {
  std::string tail = log_.End(call_->call.request_id,
                              {.failed = outcome != FunctionHost::Outcome::kAnswered,
                               .status = status,
                               .error_type = error_type,
                               .memory_mb = function_->memory_mb,
                               .memory_bytes_max = process_ ? process_->Memory().bytes_max : 0});
  FunctionHost::Reply reply{.outcome = outcome, .payload = std::move(payload)};
  if (call_->call.wants_log) reply.log_tail = std::move(tail);
  asio::post(surroundings_.worker.context(),
             [done = std::move(call_->done), reply = std::move(reply)]() mutable {
               std::move(done)(std::move(reply));
             });
  call_.reset();
}

void Child::Fail(std::string_view type, std::string_view message, std::string_view status) {
  const bool says_type = status == "error";
  Finish(FunctionHost::Outcome::kFunctionError, ErrorPayload(type, message), status,
         says_type ? type : std::string_view());
}

void Child::Settle() {
  if (end_status_) {
    Gone();
    return;
  }
  state_ = State::kSettling;
  settled_ = steady_clock::now();
  Arm(kSettleMax);
}

// ---- Time passes.

void Child::Arm(steady_clock::duration delay) {
  deadline_.expires_after(delay);
  deadline_.async_wait([self = shared_from_this(), armed = ++armed_](asio::error_code error) {
    if (!error && armed == self->armed_) self->OnDeadline();
  });
}

void Child::OnDeadline() {
  if (end_status_) {
    OnUnexpectedEnd();
  } else if (state_ == State::kStarting) {
    OnInitTimeout();
  } else if (state_ == State::kRunning) {
    OnTimeout();
  } else if (state_ == State::kSettling) {
    OnSettleTimeout();
  } else if (state_ == State::kIdle) {
    Kill();
  }
}

void Child::OnInitTimeout() {
  const std::string message =
      InitTimeoutMessage(call_->call.request_id, surroundings_.init_timeout);
  Fail("Sandbox.Timedout", message, "timeout");
  Kill();
}

void Child::OnTimeout() {
  const std::string& id = call_->call.request_id;
  log_.Say(FormatTime(surroundings_.clock.Now()) + " " + id + " " +
           TimeoutText(call_->function->timeout));
  Fail("Sandbox.Timedout", TimeoutMessage(id, call_->function->timeout), "timeout");
  Kill();
}

// It is busy with something else than calls. It may be for as long as its last call might have
// taken; a new one need not wait for that.
void Child::OnSettleTimeout() {
  if (call_) owner_.Redo(*std::exchange(call_, std::nullopt));
  const auto end = delivered_ + function_->timeout;
  const auto now = steady_clock::now();
  if (now < end) {
    Arm(end - now);
  } else {
    Kill();
  }
}

void Child::WatchMemory() {
  memory_timer_.expires_after(kMemoryInterval);
  memory_timer_.async_wait([self = shared_from_this()](asio::error_code error) {
    const State state = self->state_;
    if (error || (state != State::kRunning && state != State::kStarting)) return;
    const int64_t limit = int64_t{self->function_->memory_mb} << 20;
    if (self->process_->Memory().bytes <= limit || self->end_status_) {
      self->WatchMemory();
      return;
    }
    self->Fail("Runtime.OutOfMemory",
               RequestIdAnd(*self->call_, "Runtime exited with error: signal: killed"));
    self->Kill();
  });
}

// ---- The process ends.

void Child::OnProcessEnd() {
  if (state_ == State::kEnded) return;
  end_status_ = process_->end_status();
  if (state_ == State::kStarting || state_ == State::kRunning) {
    Arm(kLastWords);
  } else {
    Gone();
  }
}

void Child::OnUnexpectedEnd() {
  if (call_) Fail("Runtime.ExitError", ExitMessage(call_->call.request_id, *end_status_));
  Gone();
}

void Child::Kill() {
  state_ = State::kEnding;
  ++armed_;
  deadline_.cancel();
  memory_timer_.cancel();
  next_.reset();
  if (end_status_) {
    Gone();
  } else {
    process_->Kill();
  }
}

void Child::Gone() {
  // It may be a function of ours that the owner is told in.
  asio::post(surroundings_.worker.context(), [self = shared_from_this()] {});
  state_ = State::kEnded;
  ++armed_;
  deadline_.cancel();
  memory_timer_.cancel();
  api_->Detach();
  next_.reset();
  log_.Close();
  process_.reset();
  record_->CountChildEnd();
  if (call_) owner_.Redo(*std::exchange(call_, std::nullopt));
  owner_.OnEnd(*this);
}

}  // namespace stator::server
