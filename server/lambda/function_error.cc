#include "server/lambda/function_error.h"

#include "db/base/utf8.h"
#include "db/wire/json_cursor.h"
#include "db/wire/json_index.h"
#include "db/wire/json_writer.h"

namespace stator::server {

std::string_view Utf8Of(std::string_view text) { return IsValidUtf8(text) ? text : "(not UTF-8)"; }

std::string ErrorPayload(std::string_view type, std::string_view message) {
  std::string payload;
  {
    wire::JsonWriter json(payload);
    json.Raw(R"({"errorType":)");
    json.String(Utf8Of(type));
    json.Raw(R"(,"errorMessage":)");
    json.String(Utf8Of(message));
    json.Raw("}");
  }
  return payload;
}

std::string FunctionErrorJson(std::string_view type, std::string_view request_id,
                              std::string_view text) {
  std::string message = "RequestId: ";
  message += request_id;
  message += " Error: ";
  message += Utf8Of(text);
  return ErrorPayload(type, message);
}

bool IsJson(std::string_view text) {
  const wire::JsonIndex index(text);
  if (!index.ok()) return false;
  wire::JsonCursor cursor(text, index);
  return cursor.SkipValue() && cursor.AtEnd();
}

bool IsFunctionError(std::string_view text) {
  const wire::JsonIndex index(text);
  if (!index.ok()) return false;
  wire::JsonCursor cursor(text, index);
  if (cursor.Kind() != wire::JsonKind::kObject) return false;
  bool has_type = false, has_message = false;
  std::string scratch;
  const bool read = cursor.ForEachMember(scratch, [&](std::string_view name) {
    has_type |= name == "errorType";
    has_message |= name == "errorMessage";
    return cursor.SkipValue();
  });
  return read && has_type && has_message;
}

}  // namespace stator::server
