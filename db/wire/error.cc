#include "db/wire/error.h"

#include <string>

#include "db/base/error.h"
#include "db/request/error.h"
#include "db/request/operations.h"
#include "db/wire/decode.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_writer.h"
#include "db/wire/message_writer.h"
#include "db/wire/own_errors.h"
#include "db/wire/value_writer.h"
#include "stator/error.h"

namespace stator::wire {
namespace {

using stator::error::Concat;

// In which of the service's namespaces an exception lives.
std::string_view NamespaceOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kValidation:
      return "com.amazon.coral.validate#";
    case ErrorCode::kSerialization:
    case ErrorCode::kUnknownOperation:
    case ErrorCode::kAccessDenied:
      return "com.amazon.coral.service#";
    case ErrorCode::kThrottling:
      return "com.amazon.coral.availability#";
    default:
      return "com.amazonaws.dynamodb.v20120810#";
  }
}

// The exceptions of the service's own framework spell it with a capital letter, and that which has
// reasons does.
std::string_view MessageMember(ErrorCode code) {
  const bool capital = code == ErrorCode::kSerialization || code == ErrorCode::kAccessDenied ||
                       code == ErrorCode::kTransactionCanceled;
  return capital ? "Message" : "message";
}

bool IsInternal(ErrorCode code) { return ErrorName(code) == ErrorName(ErrorCode::kInternal); }

}  // namespace

ErrorReply EncodeError(const absl::Status& status) {
  const Error error = ErrorOf(status);
  ErrorReply reply;
  reply.http_status = IsInternal(error.code) ? 500 : 400;
  JsonWriter json(reply.body);
  json.Raw("{\"__type\":");
  json.String(Concat({NamespaceOf(error.code), ErrorName(error.code)}));
  if (!error.message.empty()) {
    json.Raw(",");
    json.String(MessageMember(error.code));
    json.Raw(":");
    json.String(error.message);
  }
  if (error.item.has_value()) {
    json.Raw(",\"Item\":");
    WriteItem(*error.item, json);
  }
  if (!error.cancellation_reasons.empty()) {
    json.Raw(",\"CancellationReasons\":");
    WriteMember(error.cancellation_reasons, json);
  }
  for (const auto& [code, text] : kOwnErrors) {
    if (code != error.code) continue;
    json.Raw(",\"StatorError\":");
    json.String(text);
  }
  json.Raw("}");
  return reply;
}

absl::Status CheckSyntax(std::string_view body) {
  const JsonIndex index(body);
  if (!index.ok()) return error::Malformed();
  JsonCursor cursor(body, index);
  return cursor.SkipValue() && cursor.AtEnd() ? absl::OkStatus() : error::Malformed();
}

namespace error {

absl::Status Malformed() { return Serialization({}); }

absl::Status Serialization(std::string_view message) {
  return stator::error::Make(ErrorCode::kSerialization, message);
}

absl::Status UnsupportedMember(std::string_view name) {
  return stator::error::Validation(Concat({name, " is not supported by this version"}));
}

absl::Status UnknownOperation(std::string_view operation) {
  return stator::error::Make(ErrorCode::kUnknownOperation,
                             IsUnsupportedOperation(operation)
                                 ? Concat({operation, " is not supported by this version"})
                                 : std::string());
}

}  // namespace error
}  // namespace stator::wire
