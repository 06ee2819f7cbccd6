// One child of a function: a process that asks for calls, and the one that it has.
//
//   starting ──▶ idle ◀─▶ running          it asks for the next call; it gets one
//                  ▲         │
//                  └─ settling ◀┘          it has answered, and has not asked again yet
//
// One timer serves all states, since each has its own deadline. Whatever ends a child, it is
// killed, its end is awaited, and then its owner is told.
#pragma once

#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/lambda/call_log.h"
#include "server/lambda/child_call.h"
#include "server/lambda/child_process.h"
#include "server/lambda/function_record.h"
#include "server/lambda/runtime_api.h"

namespace stator::server {

// Used on the worker's thread.
class Child final : public std::enable_shared_from_this<Child>, private RuntimeApi::Host {
 public:
  class Owner {
   public:
    // It takes no more calls, and its process is gone.
    virtual void OnEnd(Child& child) = 0;
    // It ended before it was given this call.
    virtual void Redo(ChildCall call) = 0;

   protected:
    ~Owner() = default;
  };

  // All three outlive the child. `first` is the call that it is started for; `announces`: it says
  // what runs it.
  Child(const ChildSurroundings& surroundings, std::shared_ptr<FunctionRecord> record, Owner& owner,
        ChildCall first, bool announces);
  ~Child();

  // May end it at once.
  void Start();

  // Whether it would run this call as a new one would.
  bool Fits(const ChildCall& call) const;
  // Waits for a call.
  bool IsIdle();
  // Has answered just now, and will ask for the next call in no time.
  bool WillBeIdle() const;
  // Not ended, nor about to.
  bool IsAlive() const { return state_ != State::kEnding && state_ != State::kEnded; }

  // REQUIRES: IsIdle or WillBeIdle.
  void Assign(ChildCall call);
  // Ends it; a call that it has is answered with an error.
  void End();

 private:
  enum class State { kStarting, kIdle, kRunning, kSettling, kEnding, kEnded };
  using TimePoint = std::chrono::steady_clock::time_point;

  // The child speaks.
  bool MayAskForNext() const override { return state_ != State::kRunning; }
  void OnNext(Responder responder) override;
  RuntimeApi::Verdict OnResponse(std::string_view request_id, std::string_view payload) override;
  RuntimeApi::Verdict OnError(std::string_view request_id, std::string_view payload,
                              std::string_view type) override;
  RuntimeApi::Verdict OnInitError(std::string_view payload, std::string_view type) override;

  // Time passes.
  void Arm(std::chrono::steady_clock::duration delay);
  void OnDeadline();
  void OnInitTimeout();
  void OnTimeout();
  void OnSettleTimeout();
  void WatchMemory();

  // The process ends.
  void OnProcessEnd();
  void OnUnexpectedEnd();
  void Gone();

  void Deliver();
  void Settle();
  // `status` and `error_type` are for the report.
  void Finish(FunctionHost::Outcome outcome, std::string payload, std::string_view status = {},
              std::string_view error_type = {});
  void Fail(std::string_view type, std::string_view message, std::string_view status = "error");
  void Kill();
  bool IsRunning(std::string_view request_id) const;

  const ChildSurroundings& surroundings_;
  const std::shared_ptr<FunctionRecord> record_;
  Owner& owner_;
  const std::shared_ptr<const FunctionDefinition> function_;
  const uint64_t code_stamp_;
  const bool announces_;

  State state_ = State::kStarting;
  std::optional<ChildCall> call_;  // Assigned; delivered, when it is running.
  std::optional<Responder> next_;  // The child waits here.

  std::shared_ptr<RuntimeApi> api_;
  CallLog log_;
  std::unique_ptr<ChildProcess> process_;  // There, unless it could not be started.
  std::optional<int> end_status_;

  asio::steady_timer deadline_;
  uint64_t armed_ = 0;  // Tells a deadline that was moved from the one that counts.
  asio::steady_timer memory_timer_;
  TimePoint delivered_{};
  TimePoint settled_{};
};

}  // namespace stator::server
