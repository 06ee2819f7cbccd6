// Requests from DynamoDB JSON, in one pass from text to struct: items are written straight into
// their encoding, there is no tree.
//
//   absl::StatusOr<PutItemRequest> request = wire::Decode<PutItemRequest>(body);
//
// What comes back has passed three gates, in the order of the service:
//   shape   SerializationException: no JSON, not UTF-8, a member of the wrong JSON type
//   member  ValidationException with all violations: CheckMembers need not be called again
//   value   ValidationException for the first attribute value that is none: two types, no number,
//           an empty set, nesting over 32 levels, ...
// A member of the API that this version does not support is refused by name, after the member gate.
// Members that the API does not know are ignored, as the service does.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stator::wire {

// `body` is only read during the call and needs no padding behind it. Safe with any input: depth is
// bounded, memory is a small multiple of the size. Thread-safe; each thread keeps a small reusable
// index. Defined for every request of db/request/operations.h.
template <typename Request>
absl::StatusOr<Request> Decode(std::string_view body);

// The first half of the shape gate alone: OK when `body` is one JSON document, else
// SerializationException. For requests whose operation is unknown, since the service looks at the
// body first.
absl::Status CheckSyntax(std::string_view body);

}  // namespace stator::wire
