#include "server/operation_table.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "db/base/executor.h"
#include "db/request/operations.h"
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

// One overload for each operation: the result now, or for those that wait for a commit, later.

auto Call(Database& db, const GetItemRequest& request) { return db.GetItem(request); }
auto Call(Database& db, const QueryRequest& request) { return db.Query(request); }
auto Call(Database& db, const ScanRequest& request) { return db.Scan(request); }
auto Call(Database& db, const BatchGetItemRequest& request) { return db.BatchGetItem(request); }
auto Call(Database& db, const TransactGetItemsRequest& request) {
  return db.TransactGetItems(request);
}
auto Call(Database& db, const CreateTableRequest& request) { return db.CreateTable(request); }
auto Call(Database& db, const DescribeTableRequest& request) { return db.DescribeTable(request); }
auto Call(Database& db, const ListTablesRequest& request) { return db.ListTables(request); }
auto Call(Database& db, const UpdateTableRequest& request) { return db.UpdateTable(request); }
auto Call(Database& db, const DeleteTableRequest& request) { return db.DeleteTable(request); }
auto Call(Database& db, const UpdateTimeToLiveRequest& request) {
  return db.UpdateTimeToLive(request);
}
auto Call(Database& db, const DescribeTimeToLiveRequest& request) {
  return db.DescribeTimeToLive(request);
}
auto Call(Database& db, const TagResourceRequest& request) { return db.TagResource(request); }
auto Call(Database& db, const UntagResourceRequest& request) { return db.UntagResource(request); }
auto Call(Database& db, const ListTagsOfResourceRequest& request) {
  return db.ListTagsOfResource(request);
}
auto Call(Database& db, const DescribeContinuousBackupsRequest& request) {
  return db.DescribeContinuousBackups(request);
}
auto Call(Database& db, const ListBackupsRequest& request) { return db.ListBackups(request); }
auto Call(Database& db, const DescribeBackupRequest& request) { return db.DescribeBackup(request); }
auto Call(Database& db, const ListExportsRequest& request) { return db.ListExports(request); }
auto Call(Database& db, const DescribeExportRequest& request) { return db.DescribeExport(request); }
auto Call(Database& db, const ListImportsRequest& request) { return db.ListImports(request); }
auto Call(Database& db, const DescribeImportRequest& request) { return db.DescribeImport(request); }
auto Call(Database& db, const ListGlobalTablesRequest& request) {
  return db.ListGlobalTables(request);
}
auto Call(Database& db, const DescribeGlobalTableRequest& request) {
  return db.DescribeGlobalTable(request);
}
auto Call(Database& db, const DescribeGlobalTableSettingsRequest& request) {
  return db.DescribeGlobalTableSettings(request);
}
auto Call(Database& db, const DescribeTableReplicaAutoScalingRequest& request) {
  return db.DescribeTableReplicaAutoScaling(request);
}
auto Call(Database& db, const ListContributorInsightsRequest& request) {
  return db.ListContributorInsights(request);
}
auto Call(Database& db, const DescribeContributorInsightsRequest& request) {
  return db.DescribeContributorInsights(request);
}
auto Call(Database& db, const DescribeKinesisStreamingDestinationRequest& request) {
  return db.DescribeKinesisStreamingDestination(request);
}
auto Call(Database& db, const GetResourcePolicyRequest& request) {
  return db.GetResourcePolicy(request);
}
auto Call(Database& db, const DescribeLimitsRequest& request) { return db.DescribeLimits(request); }

void CallLater(Database& db, PutItemRequest request, Completion<PutItemResult> done) {
  db.PutItem(std::move(request), std::move(done));
}
void CallLater(Database& db, UpdateItemRequest request, Completion<UpdateItemResult> done) {
  db.UpdateItem(std::move(request), std::move(done));
}
void CallLater(Database& db, DeleteItemRequest request, Completion<DeleteItemResult> done) {
  db.DeleteItem(std::move(request), std::move(done));
}
void CallLater(Database& db, BatchWriteItemRequest request, Completion<BatchWriteItemResult> done) {
  db.BatchWriteItem(std::move(request), std::move(done));
}
void CallLater(Database& db, TransactWriteItemsRequest request,
               Completion<TransactWriteItemsResult> done) {
  db.TransactWriteItems(std::move(request), std::move(done));
}

void CallLater(Database& db, ExecuteStatementRequest request,
               Completion<ExecuteStatementResult> done) {
  db.ExecuteStatement(std::move(request), std::move(done));
}
void CallLater(Database& db, BatchExecuteStatementRequest request,
               Completion<BatchExecuteStatementResult> done) {
  db.BatchExecuteStatement(std::move(request), std::move(done));
}
void CallLater(Database& db, ExecuteTransactionRequest request,
               Completion<ExecuteTransactionResult> done) {
  db.ExecuteTransaction(std::move(request), std::move(done));
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

template <typename Operation>
void Run(Database& db, Executor& executor, const OperationCall& call, OperationReply reply) {
  using Request = typename Operation::Request;
  using Result = typename Operation::Result;
  absl::StatusOr<Request> request = wire::Decode<Request>(call.body);
  if (!request.ok()) return SendError(reply, request.status());
  if constexpr (std::is_same_v<Request, DescribeEndpointsRequest>) {
    SendResult(reply, DescribeEndpoints(db, *request, call.host));
  } else if constexpr (requires { Call(db, *request); }) {
    if constexpr (IsRead(kOperationOf<Request>.name)) {
      SendResult(reply, Call(db, *request));
    } else {
      CallOn<Request, Result>(executor, db, *std::move(request), std::move(reply));
    }
  } else {
    CallLater(db, *std::move(request),
              [reply = std::move(reply)](absl::StatusOr<Result> result) mutable {
                SendResult(reply, result);
              });
  }
}

class OperationTable final : public Dispatcher {
 public:
  explicit OperationTable(Database& db) : db_(db) {
    ForEachOperation([this](auto operation) {
      rows_.push_back({operation.name, &Run<decltype(operation)>});
    });
  }

  void Dispatch(const OperationCall& call, OperationReply reply) override {
    for (const Row& row : rows_) {
      if (row.name == call.operation) return row.run(db_, executor_, call, std::move(reply));
    }
    // The service looks at the body before it looks for the operation.
    const absl::Status syntax = wire::CheckSyntax(call.body);
    SendError(reply, syntax.ok() ? wire::error::UnknownOperation(call.operation) : syntax);
  }

 private:
  struct Row {
    std::string_view name;
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
