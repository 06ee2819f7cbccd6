// An error is read by hand and not by a field table: its members stand in two spellings, and
// nothing that an endpoint sends may make the reading fail.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/model/error.h"
#include "db/wire/error.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_index.h"
#include "db/wire/own_errors.h"
#include "db/wire/scalar_reader.h"
#include "db/wire/value_reader.h"
#include "stator/error.h"

namespace stator::wire {
namespace {

using stator::error::Concat;

struct ErrorMembers {
  std::string type;  // Without its namespace.
  std::string message;
  std::string own;                  // StatorError
  std::optional<std::string> item;  // Encoded.
  std::vector<CancellationReason> reasons;
};

// What other endpoints call an error that the API has another name for.
std::optional<ErrorCode> CodeOf(std::string_view type) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kUnavailable); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    if (ErrorName(code) == type) return code;
  }
  for (const std::string_view denied :
       {"UnrecognizedClientException", "MissingAuthenticationTokenException",
        "MissingAuthenticationToken", "InvalidSignatureException", "IncompleteSignatureException",
        "ExpiredTokenException"}) {
    if (denied == type) return ErrorCode::kAccessDenied;
  }
  return std::nullopt;
}

// "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException" is ResourceNotFoundException.
std::string_view WithoutNamespace(std::string_view type) {
  const size_t hash = type.rfind('#');
  return hash == std::string_view::npos ? type : type.substr(hash + 1);
}

// Passes an element of CancellationReasons.
bool ReadReason(JsonCursor& cursor, ScalarReader& scalars, ValueReader& values,
                CancellationReason* reason) {
  if (cursor.Kind() != JsonKind::kObject) return cursor.SkipValue();
  std::string scratch;
  return cursor.ForEachMember(scratch, [&](std::string_view name) {
    std::string_view text;
    if (cursor.Kind() == JsonKind::kString && (name == "Code" || name == "Message")) {
      if (!scalars.ReadText(&text)) return false;
      (name == "Code" ? reason->code : reason->message.emplace()) = text;
      return true;
    }
    if (name != "Item" || cursor.Kind() != JsonKind::kObject) return cursor.SkipValue();
    std::string encoded;
    if (!values.ReadItem(&encoded)) return false;
    if (!values.TakeDefect()) reason->item = Item::FromEncoded(std::move(encoded));
    return true;
  });
}

// False when the body is no error of the API.
bool ReadMembers(std::string_view body, ErrorMembers* members) {
  const JsonIndex index(body);
  if (!index.ok()) return false;
  JsonCursor cursor(body, index);
  ScalarReader scalars(cursor);
  ValueReader values(scalars);
  std::string scratch;
  if (cursor.Kind() != JsonKind::kObject) return false;
  const auto read_text = [&](std::string* text) {
    if (cursor.Kind() != JsonKind::kString) return cursor.SkipValue();
    std::string_view view;
    if (!scalars.ReadText(&view)) return false;
    *text = view;
    return true;
  };
  const bool whole = cursor.ForEachMember(scratch, [&](std::string_view name) {
    if (name == "__type") return read_text(&members->type);
    if (name == "message" || name == "Message") return read_text(&members->message);
    if (name == "StatorError") return read_text(&members->own);
    if (name == "CancellationReasons" && cursor.Kind() == JsonKind::kArray) {
      members->reasons.clear();
      return cursor.ForEachElement(
          [&] { return ReadReason(cursor, scalars, values, &members->reasons.emplace_back()); });
    }
    if (name != "Item" || cursor.Kind() != JsonKind::kObject) return cursor.SkipValue();
    std::string encoded;
    if (!values.ReadItem(&encoded)) return false;
    if (!values.TakeDefect()) members->item = std::move(encoded);
    return true;
  });
  members->type = WithoutNamespace(members->type);
  return whole && cursor.AtEnd() && !members->type.empty();
}

}  // namespace

absl::Status DecodeError(int http_status, std::string_view body) {
  ErrorMembers members;
  if (!ReadMembers(body, &members)) {
    return stator::error::Internal(
        Concat({"The endpoint answers with HTTP status ", std::to_string(http_status)}));
  }
  std::optional<ErrorCode> code = CodeOf(members.type);
  if (!code) return stator::error::Internal(Concat({members.type, ": ", members.message}));
  for (const auto& [own, text] : kOwnErrors) {
    if (*code == ErrorCode::kInternal && text == members.own) code = own;
  }
  absl::Status status = stator::error::Make(*code, members.message);
  if (members.item) stator::error::AttachItem(status, *members.item);
  if (!members.reasons.empty()) stator::error::AttachReasons(status, members.reasons);
  return status;
}

}  // namespace stator::wire
