// Functions as the server has them: the store, what runs them, the queue of their events and the
// control API, put together.
//
//   auto functions = Functions::Open(settings, db->triggers(), clock, make_child_runner);
//   Router router(routes, operations, &admin, &(*functions)->api());
//   ...
//   (*functions)->Start();      // as soon as functions can reach the server
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "server/lambda/event_queue.h"
#include "server/lambda/function_runners.h"
#include "server/lambda/function_store.h"
#include "server/lambda/http_runner.h"
#include "server/lambda/lambda_api.h"
#include "server/lambda/runner.h"
#include "stator/clock.h"
#include "stator/trigger.h"

namespace stator::server {

struct FunctionsSettings {
  std::string directory;  // Empty: a temporary one.
  std::string region = "us-east-1";
  std::string account = "000000000000";
  CodeSettings code;
  bool is_loopback = true;  // Else the control API refuses everything.
};

// Thread-safe.
class Functions {
 public:
  struct DrainCounts {
    DrainReport triggers;
    EventQueue::Counts events;
  };

  // Makes what runs the functions with code here; the directory is for what it keeps there.
  using MakeRunner = absl::FunctionRef<std::unique_ptr<Runner>(const std::string& directory)>;

  // `triggers` and `clock` outlive this. Errors: those of FunctionStore and EventQueue.
  static absl::StatusOr<std::unique_ptr<Functions>> Open(const FunctionsSettings& settings,
                                                         Triggers& triggers, const Clock& clock,
                                                         MakeRunner make_children);
  ~Functions();

  // From here on functions are called: this becomes the host of `triggers`. Once.
  void Start();

  LambdaHandler& api() { return *api_; }
  Triggers& triggers() { return triggers_; }

  // Until neither a mapping nor a queue of events has anything left to deliver. Errors: those of
  // Triggers::Drain and EventQueue::Drain; kLimitExceeded if the two keep each other going.
  absl::StatusOr<DrainCounts> Drain();

  // Calls functions for all events that are due by the clock; says how often. Errors: those of
  // EventQueue::RunDue.
  absl::StatusOr<int64_t> RunDue();

  // When the first of the waits of mappings and of events is over; nullopt if there is none.
  std::optional<Time> NextDue() const;

  // For a process that ends without destroying this: what would have gone with it is gone. What
  // runs goes on running.
  void RemoveTemporaries() const { store_->RemovePrivate(); }

  std::vector<FunctionStats> stats() const { return runners_->stats(); }
  size_t waiting_events() const { return events_->size(); }
  // nullopt if there is no such function.
  std::optional<std::string> Log(std::string_view function) const;

 private:
  Functions(Triggers& triggers, std::unique_ptr<FunctionStore> store,
            std::unique_ptr<Runner> children);

  Triggers& triggers_;
  std::unique_ptr<FunctionStore> store_;
  std::unique_ptr<Runner> children_;
  std::unique_ptr<HttpRunner> http_ = std::make_unique<HttpRunner>();
  std::unique_ptr<FunctionRunners> runners_;
  absl::Mutex changes_;
  std::unique_ptr<EventQueue> events_;
  std::unique_ptr<LambdaApi> api_;
};

}  // namespace stator::server
