// What mappings know of the transactions of exactly-once functions, which are made above this room.
#pragma once

#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/model/cause.h"
#include "db/storage/store.h"
#include "stator/request/transaction.h"
#include "stator/trigger.h"

namespace stator::trigger {

// One transaction: put together by a function, then decided. Used by one thread at a time.
class PendingTransaction {
 public:
  virtual ~PendingTransaction() = default;

  // What a function of this process puts it together with; nullptr: it was asked for as a whole.
  virtual Transaction* transaction() = 0;

  // Fills the batch with all that was written, if all that was read is as it was. Else kRefuse, or
  // kReplan when a table is another one; the function is then to run again.
  virtual storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) = 0;

  // Of the last decision to refuse: why, or OK when something was not as it was.
  virtual absl::Status refusal() const = 0;
};

// Makes them. Thread-safe.
struct TransactionSource {
  absl::AnyInvocable<std::unique_ptr<PendingTransaction>() const> begin;
  // Of what a function elsewhere has asked for. Errors: those of such a request.
  absl::AnyInvocable<absl::StatusOr<std::unique_ptr<PendingTransaction>>(
      TransactWriteItemsRequest request, CausePtr cause) const>
      request;
};

}  // namespace stator::trigger
