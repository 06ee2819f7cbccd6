// TransactGetItems, TransactWriteItems.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"
#include "stator/request/transaction.h"

namespace stator::operation {

absl::StatusOr<TransactGetItemsResult> TransactGetItems(const Context& context,
                                                        const TransactGetItemsRequest& request);
absl::StatusOr<TransactWriteItemsResult> TransactWriteItems(
    const Context& context, const TransactWriteItemsRequest& request);
// The completing form (stator/database.h).
void TransactWriteItems(const Context& context, TransactWriteItemsRequest request,
                        Completion<TransactWriteItemsResult> done);

}  // namespace stator::operation
