// The transaction that a function elsewhere has asked for in its answer: writes in the syntax of
// TransactWriteItems, committed with the place of its mapping. A condition that is false fails the
// batch.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "db/model/cause.h"
#include "db/operation/context.h"
#include "db/operation/write_transaction.h"
#include "db/trigger/transaction_source.h"
#include "stator/request/transaction.h"

namespace stator::operation {

class RequestedTransaction final : public trigger::PendingTransaction {
 public:
  // Errors: as TransactWriteItems, of a request that does not pass its gates. `context` outlives
  // it.
  static absl::StatusOr<std::unique_ptr<trigger::PendingTransaction>> Make(
      const Context& context, TransactWriteItemsRequest request, CausePtr cause);

  Transaction* transaction() override { return nullptr; }
  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) override;
  absl::Status refusal() const override { return refusal_; }

 private:
  RequestedTransaction(const Context& context, TransactWriteItemsRequest request, CausePtr cause)
      : context_(context),
        request_(std::move(request)),
        cause_(std::move(cause)),
        transaction_(context) {}
  absl::Status Begin();

  const Context& context_;
  const TransactWriteItemsRequest request_;
  const CausePtr cause_;
  WriteTransaction transaction_;
  absl::Status refusal_;
};

}  // namespace stator::operation
