// A transaction of writes, whatever request it came from: from checked actions, and a token where
// there is one, to what came of it. TransactWriteItems is a thin shell around it (transaction.cc),
// and any other operation whose plan is a list of writes can be one. As a course of run_write.h:
//
//   absl::Status Begin() {
//     ... the request gate makes a std::vector<plan::CheckedAction> ...
//     return transaction_.Begin(std::move(actions), request_.client_request_token, parameters);
//   }
//   absl::Status Plan() { return transaction_.Plan(); }
//   storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
//     return transaction_.Decide(snapshot, batch);
//   }
//   absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
//     STATOR_RETURN_IF_ERROR(transaction_.Finish(outcome));
//     return Result{.consumed_capacity = transaction_.Consumed(request_.return_consumed_capacity)};
//   }
//
// What an action borrows (table name, item or key, names, values) must outlive the transaction. Its
// errors: ResourceNotFoundException; ValidationException, when the transaction as a whole is
// refused; TransactionCanceledException with a reason for each action, when a condition is false or
// an action does not fit its table or its item; IdempotentParameterMismatchException.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/engine/idempotency.h"
#include "db/engine/item_collection.h"
#include "db/engine/transaction.h"
#include "db/operation/context.h"
#include "db/plan/transaction.h"
#include "stator/request/common.h"

namespace stator::operation {

// Used by one thread at a time.
class WriteTransaction {
 public:
  // `context` outlives it.
  explicit WriteTransaction(const Context& context) : context_(context) {}

  // Plans it for the first time. `actions` may be why there are none. With a token, `parameters`
  // are bytes that say all that must be the same when the token comes again (request/canonical.h);
  // else they are not looked at.
  absl::Status Begin(absl::StatusOr<std::vector<plan::CheckedAction>> actions,
                     const std::optional<std::string>& token, std::string_view parameters);
  // Finds the tables and passes the schema gate; again after a replan.
  absl::Status Plan();
  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch);
  // OK: it is done, or was done before under its token. REQUIRES: `outcome` is no replan.
  absl::Status Finish(const storage::Outcome& outcome);

  // After Finish was OK. A transaction that was done before costs what reading does, of the items
  // as they were then.
  std::optional<std::vector<ConsumedCapacity>> Consumed(
      std::optional<ReturnConsumedCapacity> asked) const;
  // Likewise. One that was done before has written to no collection.
  std::optional<engine::MetricsByTable::Result> Collections(
      std::optional<ReturnItemCollectionMetrics> asked) const;

 private:
  absl::Status PlanActions();
  // Of the items of the actions, what each was charged for.
  std::vector<uint32_t> Sizes() const;
  // A transaction that was done before, with those of that time.
  void Repeat(absl::Span<const uint32_t> sizes);

  const Context& context_;
  absl::StatusOr<std::vector<plan::CheckedAction>> checked_;
  std::optional<engine::ClientToken> token_;
  std::vector<engine::TransactionAction> actions_;  // One for each of checked_, as far as planned.
  absl::Status plan_refusal_;                       // What the whole was refused for in planning.
  // Of the last decision.
  absl::Status refusal_;  // Not OK: instead of the reasons of the actions.
  bool again_ = false;
};

}  // namespace stator::operation
