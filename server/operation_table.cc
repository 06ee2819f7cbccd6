#include "server/operation_table.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "db/request/operations.h"
#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "db/wire/error.h"

namespace stator::server {
namespace {

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
auto Call(Database& db, const CreateTableRequest& request) { return db.CreateTable(request); }
auto Call(Database& db, const DescribeTableRequest& request) { return db.DescribeTable(request); }
auto Call(Database& db, const ListTablesRequest& request) { return db.ListTables(request); }
auto Call(Database& db, const UpdateTableRequest& request) { return db.UpdateTable(request); }
auto Call(Database& db, const DeleteTableRequest& request) { return db.DeleteTable(request); }

void CallLater(Database& db, PutItemRequest request, Completion<PutItemResult> done) {
  db.PutItem(std::move(request), std::move(done));
}
void CallLater(Database& db, UpdateItemRequest request, Completion<UpdateItemResult> done) {
  db.UpdateItem(std::move(request), std::move(done));
}
void CallLater(Database& db, DeleteItemRequest request, Completion<DeleteItemResult> done) {
  db.DeleteItem(std::move(request), std::move(done));
}

template <typename Operation>
void Run(Database& db, std::string_view body, OperationReply reply) {
  using Request = typename Operation::Request;
  using Result = typename Operation::Result;
  absl::StatusOr<Request> request = wire::Decode<Request>(body);
  if (!request.ok()) return SendError(reply, request.status());
  if constexpr (requires { Call(db, *request); }) {
    SendResult(reply, Call(db, *request));
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

  void Dispatch(std::string_view operation, std::string_view body, OperationReply reply) override {
    for (const Row& row : rows_) {
      if (row.name == operation) return row.run(db_, body, std::move(reply));
    }
    // The service looks at the body before it looks for the operation.
    const absl::Status syntax = wire::CheckSyntax(body);
    SendError(reply, syntax.ok() ? wire::error::UnknownOperation(operation) : syntax);
  }

 private:
  struct Row {
    std::string_view name;
    void (*run)(Database&, std::string_view, OperationReply);
  };

  Database& db_;
  std::vector<Row> rows_;
};

}  // namespace

std::unique_ptr<Dispatcher> MakeOperationTable(Database& db) {
  return std::make_unique<OperationTable>(db);
}

}  // namespace stator::server
