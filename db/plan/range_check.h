// The request gate of Query and Scan.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/expression/cache.h"
#include "db/expression/condition.h"
#include "db/expression/key_condition.h"
#include "db/expression/projection.h"
#include "stator/request/query.h"

namespace stator::plan {

// A Query or Scan that passed the request gate. Borrows from the request, which outlives it.
struct CheckedRange {
  // Of a Query. The terms borrow names from the tree of the expression, which the binding keeps
  // alive, or from KeyConditions.
  std::optional<expression::Binding> key_condition = std::nullopt;
  expression::KeyTerms key_terms = {};
  std::optional<expression::BoundCondition> filter = std::nullopt;
  std::optional<expression::BoundProjection> projection = std::nullopt;
  // Of a statement, whose conditions do not say which is the key's: its filter may look at the key,
  // and its paths may lead into it.
  bool is_statement = false;
};

// REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<CheckedRange> CheckRange(const QueryRequest& request, expression::Cache& cache);
absl::StatusOr<CheckedRange> CheckRange(const ScanRequest& request, expression::Cache& cache);

}  // namespace stator::plan
