// BatchGetItem, BatchWriteItem.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"
#include "stator/request/batch.h"

namespace stator::operation {

absl::StatusOr<BatchGetItemResult> BatchGetItem(const Context& context,
                                                const BatchGetItemRequest& request);
absl::StatusOr<BatchWriteItemResult> BatchWriteItem(const Context& context,
                                                    const BatchWriteItemRequest& request);
// The completing form (stator/database.h).
void BatchWriteItem(const Context& context, BatchWriteItemRequest request,
                    Completion<BatchWriteItemResult> done);

}  // namespace stator::operation
