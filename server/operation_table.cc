#include "server/operation_table.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "db/base/executor.h"
#include "db/plan/parameter_check.h"
#include "db/request/operations.h"
#include "db/request/value_error.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "db/wire/error.h"

namespace stator::server {
namespace {

// They start when they are needed, and do nothing but wait: as many writes are committed together.
constexpr int kWaitingThreadsMax = 16;

void SendError(OperationReply& reply, const absl::Status& status) {
  wire::ErrorReply error = wire::EncodeError(status);
  reply.Send(error.http_status, std::move(error.body));
}

template <typename Result>
void SendResult(OperationReply& reply, const absl::StatusOr<Result>& result) {
  if (!result.ok()) return SendError(reply, result.status());
  std::string body;
  wire::Encode(*result, body);
  reply.Send(200, std::move(body));
}

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
void CallOn(Executor& executor, Database& db, Request request, OperationReply reply) {
  executor.Submit([&db, request = std::move(request), reply = std::move(reply)](bool run) mutable {
    if (run) SendResult<Result>(reply, Call(db, request));
  });
}

// What the service looks at before it finds fault with ExpressionAttributeValues.
template <typename Request>
constexpr wire::ParameterGate<Request> ParameterGateOf() {
  if constexpr (kFindsDefectsLate<Request>) return &plan::CheckParameters<Request>;
  return nullptr;
}

template <typename Operation>
void Run(Database& db, Executor& executor, const OperationCall& call, OperationReply reply) {
  using Request = typename Operation::Request;
  using Result = typename Operation::Result;
  absl::StatusOr<Request> request = wire::Decode<Request>(call.body, ParameterGateOf<Request>());
  if (!request.ok()) return SendError(reply, request.status());
  if constexpr (std::is_same_v<Request, DescribeEndpointsRequest>) {
    SendResult(reply, DescribeEndpoints(db, *request, call.host));
  } else if constexpr (IsRead(kOperationOf<Request>.name)) {
    SendResult(reply, Call(db, *request));
  } else if constexpr (requires(Completion<Result> done) {
                         CallLater(db, *std::move(request), std::move(done));
                       }) {
    CallLater(db, *std::move(request),
              [reply = std::move(reply)](absl::StatusOr<Result> result) mutable {
                SendResult(reply, result);
              });
  } else {
    CallOn<Request, Result>(executor, db, *std::move(request), std::move(reply));
  }
}

class OperationTable final : public Dispatcher {
 public:
  explicit OperationTable(Database& db) : db_(db) {
    ForEachOperation([this](auto operation) {
      rows_.push_back({operation.name, operation.api, &Run<decltype(operation)>});
    });
  }

  void Dispatch(const OperationCall& call, OperationReply reply) override {
    for (const Row& row : rows_) {
      if (row.name != call.target.operation || row.api != call.target.api) continue;
      return row.run(db_, executor_, call, std::move(reply));
    }
    // The service looks at the body before it looks for the operation.
    const absl::Status syntax = wire::CheckSyntax(call.body);
    SendError(reply, syntax.ok() ? wire::error::UnknownOperation(call.target.operation) : syntax);
  }

 private:
  struct Row {
    std::string_view name;
    Api api;
    void (*run)(Database&, Executor&, const OperationCall&, OperationReply);
  };

  Database& db_;
  std::vector<Row> rows_;
  Executor executor_{kWaitingThreadsMax};
};

}  // namespace

std::unique_ptr<Dispatcher> MakeOperationTable(Database& db) {
  return std::make_unique<OperationTable>(db);
}

}  // namespace stator::server
