#include "db/operation/requested_transaction.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/operation/check_request.h"
#include "db/plan/transaction.h"
#include "db/request/check_values.h"
#include "db/request/transaction.h"

namespace stator::operation {

using storage::Decision;
using storage::Outcome;

absl::StatusOr<std::unique_ptr<trigger::PendingTransaction>> RequestedTransaction::Make(
    const Context& context, TransactWriteItemsRequest request, CausePtr cause) {
  auto made = std::unique_ptr<RequestedTransaction>(
      new RequestedTransaction(context, std::move(request), std::move(cause)));
  STATOR_RETURN_IF_ERROR(made->Begin());
  return made;
}

absl::Status RequestedTransaction::Begin() {
  STATOR_RETURN_IF_ERROR(CheckRequest(context_, request_));
  STATOR_RETURN_IF_ERROR(CheckValues(request_));
  STATOR_ASSIGN_OR_RETURN(auto actions, plan::CheckTransaction(request_, context_.expressions));
  const CauseScope scope(cause_);
  return transaction_.Begin(std::move(actions), std::nullopt, {});
}

// The function is not to run again because a table has changed: the plan is made anew here, which
// asks the catalog and nothing else.
Decision RequestedTransaction::Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
  refusal_ = absl::OkStatus();
  Decision decision = transaction_.Decide(snapshot, batch);
  if (decision == Decision::kReplan) {
    const CauseScope scope(cause_);
    refusal_ = transaction_.Plan();
    if (!refusal_.ok()) return Decision::kRefuse;
    decision = transaction_.Decide(snapshot, batch);
  }
  if (decision == Decision::kRefuse) {
    refusal_ = transaction_.Finish({Outcome::Kind::kRefused, 0, {}});
  }
  return decision;
}

}  // namespace stator::operation
