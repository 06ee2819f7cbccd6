// What those who answer under /_stator/ have in common: bodies to read, refusals to make.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "server/admin_handler.h"
#include "stator/item.h"

namespace stator::server {

// {"__type":"com.stator#<type>","message":"<message>"}. REQUIRES: the message is UTF-8.
AdminAnswer Refused(int status, std::string_view type, std::string_view message);
// 400: `message` says what is wrong with the request.
AdminAnswer BadRequest(std::string_view message);
AdminAnswer BadRequest(const absl::Status& status);
// 404
AdminAnswer NothingThere(std::string_view message);
// What the database answered, as over DynamoDB's API. REQUIRES: !status.ok().
AdminAnswer Failed(const absl::Status& status);

// A body that is a JSON object and has no other members than these. An error's message says what is
// wrong with it.
absl::StatusOr<Item> ReadMembers(std::string_view body,
                                 std::initializer_list<std::string_view> members);

}  // namespace stator::server
