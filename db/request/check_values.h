// The value gate of the embedded door: what DynamoDB refuses in the attribute values of a request.
// C++ values are built without checks, so that literals never fail; the JSON reader checks while it
// reads, and does not come here.
//
// Refused, with DynamoDB's texts as ValidationException: empty sets, nesting beyond 32 levels, and
// strings or names that are not UTF-8 (which no JSON could carry).
#pragma once

#include "absl/status/status.h"

namespace stator {

// Checks all attribute values of the request, in the order of its field table. Pure; one walk over
// the bytes.
// Defined for every request of operations.h.
template <typename Request>
absl::Status CheckValues(const Request& request);

}  // namespace stator
