#include "server/operation_table.h"

#include <chrono>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "db/base/executor.h"
#include "db/model/cause.h"
#include "db/plan/parameter_check.h"
#include "db/request/operations.h"
#include "db/request/value_error.h"
#include "db/trigger/trace.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "db/wire/error.h"
#include "stator/error.h"

namespace stator::server {
namespace {

// They start when they are needed, and do nothing but wait: as many writes are committed together.
constexpr int kWaitingThreadsMax = 16;

// A reply that is recorded with the time since it was made. It is recorded before it is sent, so a
// client that has its answer finds it counted.
class TimedReply {
 public:
  TimedReply(OperationReply reply, OperationStatistics& statistics)
      : reply_(std::move(reply)),
        statistics_(&statistics),
        began_(std::chrono::steady_clock::now()) {}

  template <typename Result>
  void SendResult(const absl::StatusOr<Result>& result) {
    if (!result.ok()) return SendError(result.status());
    std::string body;
    wire::Encode(*result, body);
    statistics_->Record(Taken());
    reply_.Send(200, std::move(body));
  }
  void SendError(const absl::Status& status) {
    wire::ErrorReply error = wire::EncodeError(status);
    statistics_->RecordError(ErrorOf(status).code, Taken());
    reply_.Send(error.http_status, std::move(error.body));
  }

 private:
  std::chrono::nanoseconds Taken() const { return std::chrono::steady_clock::now() - began_; }

  OperationReply reply_;
  OperationStatistics* statistics_;
  std::chrono::steady_clock::time_point began_;
};

// One overload for each operation that waits for a commit.
#define STATOR_CALL_LATER(Name)                                                        \
  void CallLater(Database& db, Name##Request request, Completion<Name##Result> done) { \
    db.Name(std::move(request), std::move(done));                                      \
  }
STATOR_EACH_COMPLETING_OPERATION(STATOR_CALL_LATER)
#undef STATOR_CALL_LATER

template <typename Request>
auto Call(Database& db, const Request& request) {
  return (db.*kOperationOf<Request>.call)(request);
}

// The endpoint of a client is this server, by the name that the client has for it.
absl::StatusOr<DescribeEndpointsResult> DescribeEndpoints(Database& db,
                                                          const DescribeEndpointsRequest& request,
                                                          std::string_view host) {
  absl::StatusOr<DescribeEndpointsResult> result = db.DescribeEndpoints(request);
  if (result.ok() && !host.empty()) {
    for (Endpoint& endpoint : result->endpoints) endpoint.address = host;
  }
  return result;
}

// Operations that change something and have no completing form wait for their commit, on threads of
// their own: one that serves connections must not.
template <typename Request, typename Result>
void CallOn(Executor& executor, Database& db, Request request, TimedReply reply) {
  executor.Submit([&db, request = std::move(request), reply = std::move(reply)](bool run) mutable {
    if (run) reply.SendResult<Result>(Call(db, request));
  });
}

// What the service looks at before it finds fault with ExpressionAttributeValues.
template <typename Request>
constexpr wire::ParameterGate<Request> ParameterGateOf() {
  if constexpr (kFindsDefectsLate<Request>) return &plan::CheckParameters<Request>;
  return nullptr;
}

template <typename Operation>
void Run(Database& db, Executor& executor, const OperationCall& call, TimedReply reply) {
  using Request = typename Operation::Request;
  using Result = typename Operation::Result;
  absl::StatusOr<Request> request = wire::Decode<Request>(call.body, ParameterGateOf<Request>());
  if (!request.ok()) return reply.SendError(request.status());
  if constexpr (std::is_same_v<Request, DescribeEndpointsRequest>) {
    reply.SendResult(DescribeEndpoints(db, *request, call.host));
  } else if constexpr (IsRead(kOperationOf<Request>.name)) {
    reply.SendResult(Call(db, *request));
  } else if constexpr (requires(Completion<Result> done) {
                         CallLater(db, *std::move(request), std::move(done));
                       }) {
    CallLater(db, *std::move(request),
              [reply = std::move(reply)](absl::StatusOr<Result> result) mutable {
                reply.SendResult(result);
              });
  } else {
    CallOn<Request, Result>(executor, db, *std::move(request), std::move(reply));
  }
}

class OperationTable final : public Dispatcher {
 public:
  OperationTable(Database& db, Statistics& statistics) : db_(db) {
    ForEachOperation([&](auto operation) {
      rows_.push_back({operation.name, operation.api, &Run<decltype(operation)>,
                       statistics.Add(operation.name)});
    });
    unknown_ = &statistics.Add(kUnknownOperations);
  }

  void Dispatch(const OperationCall& call, OperationReply reply) override {
    for (const Row& row : rows_) {
      if (row.name != call.target.operation || row.api != call.target.api) continue;
      if (call.trace.empty()) [[likely]]
        return row.run(db_, executor_, call, TimedReply(std::move(reply), row.statistics));
      // What a function writes is caused by what it was called for.
      const CauseScope scope(trigger::CauseOfTrace(call.trace));
      return row.run(db_, executor_, call, TimedReply(std::move(reply), row.statistics));
    }
    // The service looks at the body before it looks for the operation.
    const absl::Status syntax = wire::CheckSyntax(call.body);
    TimedReply(std::move(reply), *unknown_)
        .SendError(syntax.ok() ? wire::error::UnknownOperation(call.target.operation) : syntax);
  }

 private:
  struct Row {
    std::string_view name;
    Api api;
    void (*run)(Database&, Executor&, const OperationCall&, TimedReply);
    OperationStatistics& statistics;
  };

  Database& db_;
  std::vector<Row> rows_;
  OperationStatistics* unknown_;
  Executor executor_{kWaitingThreadsMax};
};

}  // namespace

std::unique_ptr<Dispatcher> MakeOperationTable(Database& db, Statistics& statistics) {
  return std::make_unique<OperationTable>(db, statistics);
}

}  // namespace stator::server
