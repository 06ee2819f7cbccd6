// A transaction of reads, whatever request it came from: all on one snapshot.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/engine/capacity.h"
#include "db/operation/context.h"
#include "db/plan/transaction.h"
#include "stator/item.h"

namespace stator::operation {

struct ReadTransactionResult {
  // In the order of the reads; nullopt: there is none. Empty: nothing of it was projected.
  std::vector<std::optional<Item>> items;
  engine::ConsumedByTable consumed{engine::ConsumedByTable::Of::kTransactReads};
};

// The reads passed the request gate. Errors: ResourceNotFoundException; ValidationException, when
// the transaction as a whole is refused; TransactionCanceledException with a reason for each read,
// when a key does not fit its table.
absl::StatusOr<ReadTransactionResult> ReadTransaction(const Context& context,
                                                      absl::Span<const plan::CheckedGet> gets);

}  // namespace stator::operation
