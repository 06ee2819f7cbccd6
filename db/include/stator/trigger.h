// Functions that are fired by changes.
//
//   stator::Triggers& triggers = db->triggers();
//   triggers.Register("count", [](const Invocation& call, Transaction& tx) -> FunctionResult {
//     const auto changes = static_cast<int64_t>(call.records.size());
//     const auto sum = tx.Add("totals", Item{{"id", "all"}}, "changes", changes);
//     if (!sum.ok()) return sum.status();
//     return FunctionResponse();
//   });
//   triggers.CreateEventSourceMapping({.event_source_arn = stream_arn, .function_name = "count",
//                                      .starting_position = EventSourcePosition::kTrimHorizon});
//
// A mapping joins a stream with a function, as AWS Lambda's event source mappings do: its batches,
// windows, filters, retries, bisection, partial failures and lanes are those of the service. It is
// durable, with the place that it has come to; a function is of this process, and is registered
// each time. A mapping whose function is not registered waits.
//
// Order: records of one item are delivered in the order of its changes, each batch after the one
// before it has been done or given up. Calls of one mapping are side by side for different shards
// and, with ParallelizationFactor, for different items of a shard.
//
// How often. *At least once*: a record is delivered until the function has returned well, and again
// when the process ends between that and the commit of the mapping's place. *Exactly once*: what
// the function did through its Transaction commits together with that place, or not at all; the
// function may run more than once, its effects may not.
//
// Dead letters. OnFailure of a mapping names a table by its ARN, with the partition key "mapping"
// (S) and the sort key "id" (S). A batch that failed for good is put there, in the commit that
// passes it: as AWS's document ("document", a map), with its records ("records", a list of maps as
// a function sees them). Redrive delivers them again.
//
// Loops. A change that a function makes is deeper by one than the record that it was called for,
// when it is made through its Transaction, by the thread that runs the function, or by a request
// with the trace header of the call. A record deeper than kTriggerDepthMax is not delivered but
// given up, with its path in the document.
//
// Rewind. Mappings and their places are data, and are put back with it; what a function is called
// with in the meantime is discarded. In a fork mappings wait until their functions are registered
// there.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "stator/clock.h"
#include "stator/number.h"
#include "stator/request/event_source_mapping.h"
#include "stator/request/item.h"
#include "stator/request/stream.h"

namespace stator {

inline constexpr int kTriggerDepthMax = 16;

// A tumbling window: the records that came within [start, end).
struct TumblingWindow {
  Time start{};
  Time end{};
};

// One call of a function. Views; they live until the function returns.
struct Invocation {
  std::string_view request_id;  // A UUID, new with each call.
  std::string_view mapping;     // Its UUID.
  std::string_view stream_arn;
  std::string_view shard_id;
  absl::Span<const Record> records;
  int attempt = 1;  // How often this batch has been tried, this time included.
  Time deadline{};  // By the database's clock.
  // With a tumbling window:
  std::optional<TumblingWindow> window{};
  std::string_view state = "{}";            // JSON: what the window's last call answered.
  bool is_final_invoke_for_window = false;  // Its last call, without records.
  bool is_window_terminated_early = false;  // Its state became too large.
};

// What a function answers when it has not failed as a whole.
struct FunctionResponse {
  // With ReportBatchItemFailures: the sequence numbers of records that failed. The batch is tried
  // again from the lowest of them.
  std::vector<std::string> batch_item_failures{};
  // With a tumbling window, required: JSON of the window so far, at most 1 MB.
  std::optional<std::string> state{};
};
using FunctionResult = absl::StatusOr<FunctionResponse>;

// The reads and writes of an exactly-once function. Reads see what was last committed, and the
// writes of this transaction; each item read is remembered, and when the function has returned well
// everything is committed at once, if all of them are as they were: else the function runs again.
// Errors are those of the operations; a condition that is false is told at once, and leaves the
// transaction as it was. Not thread-safe; dies when the function returns.
class Transaction {
 public:
  virtual absl::StatusOr<GetItemResult> GetItem(const GetItemRequest& request) = 0;
  virtual absl::StatusOr<PutItemResult> PutItem(const PutItemRequest& request) = 0;
  virtual absl::StatusOr<UpdateItemResult> UpdateItem(const UpdateItemRequest& request) = 0;
  virtual absl::StatusOr<DeleteItemResult> DeleteItem(const DeleteItemRequest& request) = 0;

  // As those of Database.
  absl::StatusOr<std::optional<Item>> Get(std::string_view table, const Item& key);
  absl::Status Put(std::string_view table, const Item& item);
  absl::Status Delete(std::string_view table, const Item& key);
  absl::StatusOr<Number> Add(std::string_view table, const Item& key, std::string_view attribute,
                             const Number& by);

 protected:
  ~Transaction() = default;
};

// Both are called on threads of the database, side by side for different shards and lanes. What
// they throw is a failure of the call. They may call the database.
using Function = std::function<FunctionResult(const Invocation& call)>;
using ExactlyOnceFunction = std::function<FunctionResult(const Invocation& call, Transaction& tx)>;

struct FunctionOptions {
  // How long a call may take, by the machine's clock. One that takes longer cannot be killed: its
  // mapping is stopped (state Disabled, with the reason), and its answer is discarded when it
  // comes.
  std::chrono::milliseconds timeout = std::chrono::seconds(3);
};

// A write as a function in its transaction sees it, before it is committed. Views.
struct StagedWrite {
  std::string_view table;
  std::optional<ItemView> before;
  std::optional<ItemView> after;
};

// What it wants beside it.
struct ExtraWrites {
  std::vector<PutItemRequest> puts{};
  std::vector<UpdateItemRequest> updates{};
  std::vector<DeleteItemRequest> deletes{};
};

// In the transaction of the write: what it answers is committed with it, in the order puts,
// updates, deletes, and fires such functions itself; an error is the answer to whoever writes, and
// nothing is written. It holds the one writer of the database, is called for all writes of the
// table (of items of transactions and of expiry too), and may be called more than once for one of
// them: it must be short and pure, and must not call the database. Writes with a false condition in
// `ExtraWrites` are a veto too.
using WriteFunction = std::function<absl::StatusOr<ExtraWrites>(const StagedWrite& write)>;

// While it lives, its function is called.
class WriteSubscription {
 public:
  virtual ~WriteSubscription() = default;
};

// What runs functions elsewhere: in other processes, behind URLs. Given an event as JSON, it
// answers with JSON.
class FunctionHost {
 public:
  struct Call {
    std::string function;    // A name.
    std::string request_id;  // A UUID.
    std::string payload;     // JSON.
    std::string trace;       // For the header X-Amzn-Trace-Id of what the function sends.
    bool wants_log = false;
    std::string client_context{};  // JSON that the function finds in its context; mostly empty.
  };
  enum class Outcome : uint8_t {
    kAnswered,       // `payload` is what the function returned.
    kFunctionError,  // It failed: `payload` is the error, as AWS Lambda has it.
    kThrottled,      // Too many of it run: not called.
    kNotFound,       // There is no such function (any more): not called.
  };
  struct Reply {
    Outcome outcome = Outcome::kAnswered;
    std::string payload{};
    std::string log_tail{};  // The last 4 KB of what the call logged, if wanted.
  };
  using Done = absl::AnyInvocable<void(Reply) &&>;

  virtual ~FunctionHost() = default;

  // Whether a function of this name can be called. Thread-safe, at once.
  virtual bool Has(std::string_view function) const = 0;
  // `done` is called once, from any thread, also before this returns. Thread-safe; returns at once.
  // It keeps the function's timeout, which is one of its errors.
  virtual void Invoke(Call call, Done done) = 0;
};

// What Drain did.
struct DrainReport {
  int64_t invocations = 0;
  int64_t errors = 0;   // Of them.
  int64_t records = 0;  // Delivered, retries not counted.
  int64_t filtered = 0;
  int64_t dropped = 0;                   // Records given up.
  std::chrono::microseconds skipped{0};  // Of virtual time: windows and waits before retries.
};

// Where a replay begins, by one of these: with the first record that was committed at `since` or
// later; with that of a sequence number, or the next that there is, in every shard. By none: with
// the oldest record.
struct ReplayFrom {
  std::optional<Time> since{};
  std::optional<std::string> sequence_number{};
};

// Of a mapping, since it was loaded.
struct MappingStats {
  std::string uuid;
  std::string function;
  uint64_t invocations = 0;
  uint64_t errors = 0;
  uint64_t throttles = 0;
  uint64_t records = 0;  // Delivered well.
  uint64_t filtered = 0;
  uint64_t dropped = 0;  // Given up, or trimmed before they were read.
  uint64_t dead_lettered = 0;
  std::chrono::microseconds duration{0};      // Of all calls together.
  std::chrono::microseconds iterator_age{0};  // Of the last record of the last batch, as it ended.
};

// Thread-safe, but for what is said otherwise.
class Triggers {
 public:
  // The name is that of FunctionName: 1 to 64 letters, digits, "-" and "_". Registering a name
  // again exchanges its function; calls that run go on with the old one.
  virtual absl::Status Register(std::string_view name, Function function,
                                const FunctionOptions& options = {}) = 0;
  virtual absl::Status Register(std::string_view name, ExactlyOnceFunction function,
                                const FunctionOptions& options = {}) = 0;
  // No call begins any more, and those that run have ended when this returns. Not to be called by
  // the function itself.
  virtual void Unregister(std::string_view name) = 0;
  // Is asked for functions whose names are not registered. nullptr: none any more, when the calls
  // that run have ended. Functions of the host have come or gone: tell so.
  virtual void SetHost(FunctionHost* host) = 0;
  virtual void HostChanged() = 0;

  // In the transaction of every write to a table that exists or will. Errors: of the name.
  virtual absl::StatusOr<std::unique_ptr<WriteSubscription>> OnWrite(std::string_view table,
                                                                     WriteFunction function) = 0;

  // Errors: kValidation with the service's text for what the service calls a
  // ValidationException or an InvalidParameterValueException; kResourceNotFound; kResourceInUse,
  // when the mapping is there already (the service: ResourceConflictException).
  virtual absl::StatusOr<EventSourceMapping> CreateEventSourceMapping(
      const CreateEventSourceMappingRequest& request) = 0;
  virtual absl::StatusOr<EventSourceMapping> GetEventSourceMapping(
      const GetEventSourceMappingRequest& request) = 0;
  virtual absl::StatusOr<EventSourceMapping> UpdateEventSourceMapping(
      const UpdateEventSourceMappingRequest& request) = 0;
  virtual absl::StatusOr<EventSourceMapping> DeleteEventSourceMapping(
      const DeleteEventSourceMappingRequest& request) = 0;
  virtual absl::StatusOr<ListEventSourceMappingsResult> ListEventSourceMappings(
      const ListEventSourceMappingsRequest& request) = 0;

  // Returns when every enabled mapping with a function is at the head of its stream, with nothing
  // in flight: what is committed meanwhile, by the functions too, is delivered. It does not wait:
  // batching windows and tumbling windows end at once, and retries follow at once, in the order in
  // which they would have come. Deliveries are one after the other, on this thread, in the order of
  // mappings, shards and lanes, so that the same history is delivered in the same calls. Errors:
  // kLimitExceeded, naming the path, when functions fire each other without end, or have done so
  // since the last drain; the same when a function of the host takes no call for two seconds: its
  // records wait on.
  virtual absl::StatusOr<DrainReport> Drain() = 0;

  // When the first of the waits is over that mappings are in: of a window, or before a retry.
  // nullopt: none waits for the time. Who turns a clock far should stop there, and call RunDue:
  // what a function should have been called with on the way is else as old as the clock then says,
  // and beyond 24 hours it is lost.
  virtual std::optional<Time> NextDue() const = 0;

  // Sets the place of every shard back (or forth), and begins again from there; what is in flight
  // is void. Errors: kResourceNotFound; kValidation, of what `from` says.
  virtual absl::Status Replay(std::string_view mapping, const ReplayFrom& from) = 0;

  // Calls the mapping's function with each of its dead letters, oldest first, and deletes those
  // that it takes well. Returns how many. Errors: kResourceNotFound; that of the first call that
  // fails.
  virtual absl::StatusOr<int64_t> Redrive(std::string_view mapping) = 0;

  virtual std::vector<MappingStats> stats() const = 0;

 protected:
  ~Triggers() = default;
};

}  // namespace stator
