// Requests from DynamoDB JSON, in one pass from text to struct: items are written straight into
// their encoding, there is no tree.
//
//   absl::StatusOr<PutItemRequest> request = wire::Decode<PutItemRequest>(body);
//   if (request.ok()) ... CheckMembers(*request) ...
//
// What is wrong is reported in the order of the service's gates:
//   shape   SerializationException: no JSON, not UTF-8, a member of the wrong JSON type
//   member  ValidationException, CheckMembers with the texts that are no values of their enums
//   value   ValidationException: a member that this version does not support, by name; or the first
//           attribute value that is none (two types, no number, an empty set, nesting over 32, ...)
// In the requests of kFindsDefectsLate the service looks at parameters of the request before it
// looks at ExpressionAttributeValues: the caller passes in what does so.
//
// When nothing is wrong with shape, enums and values the member gate is left to the operation,
// which runs it for every door. Members that the API does not know are ignored, as the service
// does.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stator::wire {

// OK, or the fault that comes before a defect in ExpressionAttributeValues.
template <typename Request>
using ParameterGate = absl::Status (*)(const Request&);

// `body` is only read during the call and needs no padding behind it. Safe with any input: no
// recursion beyond the 32 levels of a value, memory a small multiple of the size. Thread-safe; each
// thread keeps a small reusable index. Defined for every request of db/request/operations.h
// and of db/request/event_source_mapping.h.
template <typename Request>
absl::StatusOr<Request> Decode(std::string_view body, ParameterGate<Request> gate = nullptr);

// The same for results, which clients read. No member gate. Defined for every result, in
// stator_wire_client.
template <typename Result>
absl::StatusOr<Result> DecodeResult(std::string_view body);

// The first half of the shape gate alone: OK when `body` is one JSON document, else
// SerializationException. For requests whose operation is unknown, since the service looks at the
// body first.
absl::Status CheckSyntax(std::string_view body);

}  // namespace stator::wire
