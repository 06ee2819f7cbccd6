// Invocations of type Event: kept until their function has taken them well, or for good not.
//
//   queue.Add({.id = id, .function = "f", .payload = "{}"})      returns when it is durable
//
// A function that fails is called again after a minute and after two more, as AWS Lambda does it;
// one that is busy after a second, then longer, up to five minutes, which counts for nothing. After
// six hours an event is given up. Then, or when it was taken, the function that OnFailure or
// OnSuccess of PutFunctionEventInvokeConfig names gets a document about it, through this queue: in
// the same write, so that a chain of functions loses nothing. At least once: an event that was
// under way when the process ended is delivered again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/lambda/event_journal.h"
#include "server/lambda/function_store.h"
#include "stator/clock.h"
#include "stator/trigger.h"

namespace stator::server {

// As the service bounds the payload of one.
inline constexpr size_t kEventBytesMax = size_t{1} << 20;

// Thread-safe.
class EventQueue {
 public:
  struct Counts {
    int64_t invocations = 0;
    int64_t errors = 0;
  };

  // What `functions` keeps durably has a durable queue, in its folder. All outlive this. No
  // function is called before Start.
  static absl::StatusOr<std::unique_ptr<EventQueue>> Open(const FunctionStore& functions,
                                                          FunctionHost& host, const Clock& clock);
  // Waits for no function: what is under way is delivered again.
  ~EventQueue();

  // Once.
  void Start();

  // Times and attempts of `event` are set here. Errors: of the journal.
  absl::Status Add(QueuedEvent event);

  // How many wait or are under way.
  size_t size() const;

  // Returns when nothing waits and nothing is under way; retries follow at once. Says what was
  // called meanwhile. Errors: kLimitExceeded if a function takes no call, or events follow events
  // without end.
  absl::StatusOr<Counts> Drain();

  // Returns when no event that is due by the clock waits, and nothing is under way: when the clock
  // was turned, say. Errors: kLimitExceeded, likewise.
  absl::StatusOr<Counts> RunDue();

  // When the first of those that wait is due; nullopt if none waits.
  std::optional<Time> NextDue() const;

 private:
  class Impl;
  explicit EventQueue(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  std::shared_ptr<Impl> impl_;
};

}  // namespace stator::server
