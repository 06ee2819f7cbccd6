// The value gate of the embedded door: what DynamoDB refuses in the attribute values of a request.
// C++ values are built without checks, so that literals never fail; the JSON reader checks while it
// reads, and does not come here.
//
// Refused, with DynamoDB's texts as ValidationException: empty sets, nesting beyond 32 levels, and
// strings or names that are not UTF-8 (which no JSON could carry).
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "stator/item.h"

namespace stator {

// Checks the attribute values of the request, in the order of its field table, but for what is
// found late in ExpressionAttributeValues (value_error.h). Pure; one walk over the bytes.
// Defined for every request of operations.h.
template <typename Request>
absl::Status CheckValues(const Request& request);

// The rest: ExpressionAttributeValues, once the parameters that the service looks at first are in
// order. nullopt is OK.
absl::Status CheckExpressionValues(const std::optional<Item>& values, bool enveloping);

}  // namespace stator
