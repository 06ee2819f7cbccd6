// Query and Scan: from request to RangeRead. The request gate, then the schema gate.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/expression/cache.h"
#include "db/expression/condition.h"
#include "db/expression/key_condition.h"
#include "db/expression/projection.h"
#include "db/plan/range_read.h"
#include "stator/request/query.h"

namespace stator::plan {

// A Query or Scan that passed the request gate. Borrows from the request, which outlives it.
struct CheckedRange {
  // Of a Query. The terms borrow names from the tree, which the binding keeps alive.
  std::optional<expression::Binding> key_condition = std::nullopt;
  expression::KeyTerms key_terms = {};
  std::optional<expression::BoundCondition> filter = std::nullopt;
  std::optional<expression::BoundProjection> projection = std::nullopt;
};

// REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<CheckedRange> CheckRange(const QueryRequest& request, expression::Cache& cache);
absl::StatusOr<CheckedRange> CheckRange(const ScanRequest& request, expression::Cache& cache);

// The schema gate: the key condition and the ExclusiveStartKey fit the key, the filter has no key
// attribute. The RangeRead borrows from all of them.
absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const QueryRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret);
absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const ScanRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret);

}  // namespace stator::plan
