#include "db/engine/transaction.h"

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/engine/error.h"
#include "db/plan/error.h"

namespace stator::engine {
namespace {

using storage::Decision;

bool AreCurrent(const std::vector<TransactionAction>& actions) {
  for (const TransactionAction& action : actions) {
    if (!action.table->IsCurrent()) return false;
  }
  return true;
}

// Errors of ours that no reason of a cancellation covers.
bool IsOfTheStore(const absl::Status& status) {
  if (status.ok()) return false;
  switch (stator::error::CodeOf(status)) {
    case ErrorCode::kInternal:
    case ErrorCode::kCorruption:
    case ErrorCode::kUnavailable:
      return true;
    default:
      return false;
  }
}

}  // namespace

Decision DecideTransaction(std::vector<TransactionAction>& actions, storage::Snapshot& snapshot,
                           storage::WriteBatch& batch) {
  if (!AreCurrent(actions)) return Decision::kReplan;
  bool refused = false;
  size_t bytes = 0;
  for (TransactionAction& action : actions) {
    if (!action.fault.ok()) {
      refused = true;
      continue;
    }
    const Decision decision =
        DecideWrite(*action.table, *action.mutation, snapshot, batch, action.result);
    if (decision == Decision::kReplan) return decision;
    refused |= decision == Decision::kRefuse;
    if (action.mutation->kind != plan::MutationKind::kCheck) bytes += action.result.size_after;
  }
  return refused || bytes > limits::kTransactionBytesMax ? Decision::kRefuse : Decision::kCommit;
}

absl::Status TransactionRefusal(std::vector<TransactionAction>& actions) {
  std::vector<absl::Status> reasons;
  bool refused = false;
  for (TransactionAction& action : actions) {
    absl::Status reason = action.fault.ok() ? RefusalOf(action.result) : action.fault;
    if (IsOfTheStore(reason)) return reason;
    refused |= !reason.ok();
    reasons.push_back(std::move(reason));
  }
  return refused ? error::TransactionCanceled(reasons) : plan::error::TransactionTooLarge();
}

}  // namespace stator::engine
