// Query and Scan: the schema gate, from a request that passed the request gate to a RangeRead.
#pragma once

#include "absl/status/statusor.h"
#include "db/plan/range_check.h"
#include "db/plan/range_read.h"
#include "stator/request/query.h"

namespace stator::plan {

// The key condition and the ExclusiveStartKey fit the key, the filter has no key attribute. The
// RangeRead borrows from all of them.
absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const QueryRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret);
absl::StatusOr<RangeRead> PlanRange(const CheckedRange& range, const ScanRequest& request,
                                    const TableSchema& schema, const DigestSecret& secret);

}  // namespace stator::plan
