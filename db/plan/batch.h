// BatchGetItem and BatchWriteItem: their request gates, and what the schema gate says in other
// words than for single items.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/expression/cache.h"
#include "db/expression/projection.h"
#include "db/plan/write.h"
#include "stator/request/batch.h"

namespace stator::plan {

// What a BatchGetItem reads of one table. Borrows from the request.
struct CheckedTableGets {
  const std::string* table_name;
  absl::Span<const Item> keys;
  const KeysAndAttributes* request;
  std::optional<expression::BoundProjection> projection;
};

// What a BatchWriteItem writes to one table. Borrows from the request.
struct CheckedTableWrites {
  const std::string* table_name;
  std::vector<CheckedWrite> writes;
};

// REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<std::vector<CheckedTableGets>> CheckBatch(const BatchGetItemRequest& request,
                                                         expression::Cache& cache);
absl::StatusOr<std::vector<CheckedTableWrites>> CheckBatch(const BatchWriteItemRequest& request);

// The schema gate for a write of a batch. The Mutation borrows from `write` and `schema`.
absl::StatusOr<Mutation> PlanBatchWrite(const CheckedWrite& write, const TableSchema& schema,
                                        const DigestSecret& secret);

}  // namespace stator::plan
