#include "server/admin_answer.h"

#include <algorithm>

#include "db/wire/error.h"
#include "db/wire/json_writer.h"
#include "stator/error.h"
#include "stator/json.h"

namespace stator::server {
namespace {

std::string Listed(std::initializer_list<std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace

AdminAnswer Refused(int status, std::string_view type, std::string_view message) {
  AdminAnswer answer{.status = status};
  wire::JsonWriter json(answer.body);
  json.Raw("{\"__type\":\"com.stator#");
  json.Raw(type);
  json.Raw("\",\"message\":");
  json.String(message);
  json.Raw("}");
  return answer;
}

AdminAnswer BadRequest(std::string_view message) {
  return Refused(400, "ValidationException", message);
}

AdminAnswer BadRequest(const absl::Status& status) {
  return BadRequest(std::string_view(status.message().data(), status.message().size()));
}

AdminAnswer NothingThere(std::string_view message) {
  return Refused(404, "NotFoundException", message);
}

AdminAnswer Failed(const absl::Status& status) {
  wire::ErrorReply error = wire::EncodeError(status);
  return {.status = error.http_status, .body = std::move(error.body)};
}

absl::StatusOr<Item> ReadMembers(std::string_view body,
                                 std::initializer_list<std::string_view> members) {
  absl::StatusOr<Item> item = ItemFromJson(body);
  if (IsError(item.status(), ErrorCode::kSerialization)) {
    return absl::InvalidArgumentError("The body must be a JSON object");
  }
  if (!item.ok()) return absl::InvalidArgumentError(ErrorOf(item.status()).message);
  for (const auto& [name, value] : *item) {
    if (std::find(members.begin(), members.end(), name) != members.end()) continue;
    std::string message = "Unknown member '" + std::string(name) + "'";
    if (members.size() > 0) message += "; known: " + Listed(members);
    return absl::InvalidArgumentError(message);
  }
  return item;
}

}  // namespace stator::server
