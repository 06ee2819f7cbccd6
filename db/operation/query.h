// Query and Scan.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/query.h"

namespace stator::operation {

absl::StatusOr<QueryResult> Query(const Context& context, const QueryRequest& request);
absl::StatusOr<ScanResult> Scan(const Context& context, const ScanRequest& request);

}  // namespace stator::operation
