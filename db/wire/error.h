// Errors to and from DynamoDB JSON, as the service spells them: __type with its namespace,
// `message` or `Message`, for a false condition the item, if it was asked for, and for a cancelled
// transaction the reasons. Those of our own, for which the API has no name, are
// InternalServerErrors with a member StatorError beside, which other clients ignore.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace stator::wire {

struct ErrorReply {
  int http_status = 400;  // 500 for InternalServerError and the errors of our own, else 400.
  std::string body;       // JSON.
};

// REQUIRES: !status.ok(). A status of another origin reads as InternalServerError.
ErrorReply EncodeError(const absl::Status& status);

// The status that an endpoint's error stands for, with its code, message, item and
// reasons. `body` may be
// anything: what the API does not know becomes a kInternal whose message names it. Never OK.
absl::Status DecodeError(int http_status, std::string_view body);

}  // namespace stator::wire

// What the shape gate and the dispatcher answer.
namespace stator::wire::error {

// The body is no JSON: a SerializationException without a message.
absl::Status Malformed();
// A member has the wrong JSON type.
absl::Status Serialization(std::string_view message);
// A member of the API that this version does not support.
absl::Status UnsupportedMember(std::string_view name);
// UnknownOperationException: names an operation of the API that this version does not have, and has
// no message for any other name.
absl::Status UnknownOperation(std::string_view operation);

}  // namespace stator::wire::error
