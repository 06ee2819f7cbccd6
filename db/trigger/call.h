// One call of a mapping's function with a batch, wherever the function runs.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/any_invocable.h"
#include "db/engine/stream.h"
#include "db/trigger/batch.h"
#include "db/trigger/function_registry.h"
#include "db/trigger/running_mapping.h"
#include "db/trigger/timer.h"
#include "db/trigger/transaction_source.h"
#include "stator/clock.h"
#include "stator/trigger.h"

namespace stator::trigger {

struct CallInput {
  MappingConfigPtr config;
  std::string shard_id;
  Batch batch;
  int attempt = 1;
  std::optional<TumblingWindow> window;
  std::string state = "{}";  // Of the window.
  bool is_final = false;
  bool is_terminated_early = false;
};

// Used by one thread at a time. Kept by shared_ptr: a call that overran is ended without it.
class FunctionCall : public std::enable_shared_from_this<FunctionCall> {
 public:
  // `lease`: of an existing function.
  FunctionCall(CallInput input, FunctionRegistry::Lease lease, const Clock& clock);

  bool is_local() const { return lease_.callee().local != nullptr; }
  bool is_exactly_once() const;

  // Of this process: returns when the function has. What it writes is caused by the batch.
  // `overran` is called from the timer's thread if the function has not returned in time.
  void RunLocal(const TransactionSource& transactions, Timer& timer,
                absl::AnyInvocable<void() &&> overran);
  // Elsewhere: `answered` is called when there is an answer, from any thread, perhaps at once.
  void RunInHost(const TransactionSource& transactions, absl::AnyInvocable<void() &&> answered);

  // What was called with, and what came of it, when it has ended.
  const CallInput& input() const { return input_; }
  const std::string& request_id() const { return request_id_; }
  const FunctionResult& result() const { return result_; }
  // It has failed all the same.
  void Fail(absl::Status status) {
    result_ = std::move(status);
    transaction_ = nullptr;
  }
  bool was_called() const { return was_called_; }  // Else it was throttled, or is not there.
  bool was_throttled() const { return was_throttled_; }
  bool overran() const { return phase_.load(std::memory_order_acquire) == Phase::kOverran; }
  std::chrono::microseconds duration() const { return duration_; }
  // Of a function that has returned well, and is exactly-once or has asked for writes; else
  // nullptr.
  PendingTransaction* transaction() { return transaction_.get(); }
  const CausePtr& cause() const { return cause_; }

 private:
  enum class Phase : uint8_t { kRunning, kEnded, kOverran };

  Invocation MakeInvocation() const;
  absl::Status TakeWrites(const TransactionSource& transactions, std::string_view payload);
  void TakeReply(const TransactionSource& transactions, FunctionHost::Reply reply);

  const CallInput input_;
  FunctionRegistry::Lease lease_;
  const Clock& clock_;
  const std::string request_id_;
  CausePtr cause_;
  FunctionResult result_;
  bool was_called_ = true;
  bool was_throttled_ = false;
  std::atomic<Phase> phase_{Phase::kRunning};
  std::chrono::steady_clock::time_point begun_;
  std::chrono::microseconds duration_{0};
  std::unique_ptr<PendingTransaction> transaction_;
};

// True while this thread runs a function of this process.
bool IsInFunction();

}  // namespace stator::trigger
