// The first part of the request gate: which parameters go with which, and the keys of names and
// values. The service looks at all of it before it looks at what stands in
// ExpressionAttributeValues, so the server asks it, too, where it found a defect there.
#pragma once

#include "absl/status/status.h"
#include "stator/request/item.h"
#include "stator/request/query.h"

namespace stator::plan {

// Legacy parameters and expressions do not mix, and names and values need an expression to stand
// in.
absl::Status CheckCombination(const PutItemRequest& request);
absl::Status CheckCombination(const UpdateItemRequest& request);
absl::Status CheckCombination(const DeleteItemRequest& request);
absl::Status CheckCombination(const QueryRequest& request);
absl::Status CheckCombination(const ScanRequest& request);

// The same, and that the keys of names and values are placeholders and neither member is empty.
// Defined for the requests above.
template <typename Request>
absl::Status CheckParameters(const Request& request);

}  // namespace stator::plan
