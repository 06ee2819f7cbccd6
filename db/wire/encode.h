// Results (and requests, for clients) to DynamoDB JSON. Members that are absent are left out; times
// are seconds since 1970 with three decimals; numbers keep every digit.
//
//   std::string body;
//   wire::Encode(result, body);
#pragma once

#include <string>

namespace stator::wire {

// Appends the JSON of a request or result of db/request/operations.h or event_source_mapping.h to
// `out`; requests are in stator_wire_client. Never fails. Thread-safe.
template <typename Message>
void Encode(const Message& message, std::string& out);

}  // namespace stator::wire
