#include "db/operation/transaction.h"

#include <string>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "db/operation/check_request.h"
#include "db/operation/read_transaction.h"
#include "db/operation/run_write.h"
#include "db/operation/write_transaction.h"
#include "db/plan/transaction.h"
#include "db/request/canonical.h"
#include "db/request/check_values.h"
#include "db/request/transaction.h"

namespace stator::operation {
namespace {

class TransactWrite {
 public:
  using Request = TransactWriteItemsRequest;
  using Result = TransactWriteItemsResult;

  TransactWrite(const Context& context, const Request& request)
      : context_(context), request_(request), transaction_(context) {}

  absl::Status Begin() {
    STATOR_RETURN_IF_ERROR(CheckRequest(context_, request_));
    STATOR_RETURN_IF_ERROR(CheckValues(request_));
    STATOR_ASSIGN_OR_RETURN(auto actions, plan::CheckTransaction(request_, context_.expressions));
    // What is asked to be returned may differ when a token comes again.
    std::string parameters;
    if (request_.client_request_token) AppendCanonical(*request_.transact_items, parameters);
    return transaction_.Begin(std::move(actions), request_.client_request_token, parameters);
  }

  absl::Status Plan() { return transaction_.Plan(); }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return transaction_.Decide(snapshot, batch);
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(transaction_.Finish(outcome));
    return Result{.consumed_capacity = transaction_.Consumed(request_.return_consumed_capacity),
                  .item_collection_metrics =
                      transaction_.Collections(request_.return_item_collection_metrics)};
  }

 private:
  const Context& context_;
  const Request& request_;
  WriteTransaction transaction_;
};

}  // namespace

absl::StatusOr<TransactGetItemsResult> TransactGetItems(const Context& context,
                                                        const TransactGetItemsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  STATOR_ASSIGN_OR_RETURN(const auto gets, plan::CheckTransaction(request, context.expressions));
  STATOR_ASSIGN_OR_RETURN(ReadTransactionResult read, ReadTransaction(context, gets));
  TransactGetItemsResult result{.consumed_capacity =
                                    read.consumed.Result(request.return_consumed_capacity)};
  auto& responses = result.responses.emplace();
  for (std::optional<Item>& item : read.items) {
    // Unlike GetItem, it has no item when nothing was projected.
    if (item && item->empty()) item.reset();
    responses.push_back({.item = std::move(item)});
  }
  return result;
}

absl::StatusOr<TransactWriteItemsResult> TransactWriteItems(
    const Context& context, const TransactWriteItemsRequest& request) {
  return RunWrite<TransactWrite>(context, request);
}

void TransactWriteItems(const Context& context, TransactWriteItemsRequest request,
                        Completion<TransactWriteItemsResult> done) {
  RunWrite<TransactWrite>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
