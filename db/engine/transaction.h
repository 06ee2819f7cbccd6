// Decides a transaction: all of its actions on one snapshot, into one batch. No two of them are of
// one item, so no decision need see another's. What is refused leaves no trace, since the store
// discards the batch; every action is decided even so, for the reasons of all are told.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "db/engine/table.h"
#include "db/engine/writer.h"
#include "db/plan/mutation.h"
#include "db/storage/store.h"

namespace stator::engine {

// One action on its way through a transaction.
struct TransactionAction {
  TablePtr table;
  // Of the schema gate: a reason to cancel the transaction.
  absl::Status fault;
  std::optional<plan::Mutation> mutation;  // Present unless there is a fault.
  WriteResult result;                      // Assigned anew by each decision.
};

// Commits, refuses (TransactionRefusal says why) or replans.
storage::Decision DecideTransaction(std::vector<TransactionAction>& actions,
                                    storage::Snapshot& snapshot, storage::WriteBatch& batch);

// Why the last decision was to refuse: a TransactionCanceledException with a reason for each
// action; a ValidationException, when the items are too large together; what went wrong with the
// store.
absl::Status TransactionRefusal(std::vector<TransactionAction>& actions);

}  // namespace stator::engine
