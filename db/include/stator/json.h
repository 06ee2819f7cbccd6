// Items and values from and to JSON, in two forms.
//
// DynamoDB JSON names the type of each value and loses nothing:
//   {"page": {"S": "/home"}, "count": {"N": "3"}}
// Plain JSON is what people and other programs write:
//   {"page": "/home", "count": 3}
//
//   absl::StatusOr<Item> visit = ItemFromJson(R"({"page": "/home", "count": 3})");
//   ToJson(*visit);          // {"count":3,"page":"/home"}
//   ToDynamoDbJson(*visit);  // {"count":{"N":"3"},"page":{"S":"/home"}}
//
// Errors carry what a database would answer (stator/error.h): a SerializationException for text
// that is no JSON, is not UTF-8, or has a wrong type; a ValidationException for a value that
// DynamoDB does not have (39 digits, an empty set, nesting over 32 levels). All functions are
// thread-safe, read their text only during the call, and cannot be hurt by any input.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "stator/item.h"
#include "stator/value.h"

namespace stator {

// DynamoDB JSON. The text of an item is an object of attribute values, that of a value one of them.
absl::StatusOr<Item> ItemFromDynamoDbJson(std::string_view json);
absl::StatusOr<Value> ValueFromDynamoDbJson(std::string_view json);

// Plain JSON: strings become S, numbers N, true and false BOOL, null NULL, arrays L, objects M.
// Numbers are exact: they are read from their digits and never pass through a double. Of several
// members of one name the last one counts.
absl::StatusOr<Item> ItemFromJson(std::string_view json);
absl::StatusOr<Value> ValueFromJson(std::string_view json);

// Without white space, attributes sorted by name. Reads back as the same item. REQUIRES: strings
// are UTF-8, which those of a database always are.
std::string ToDynamoDbJson(ItemView item);
std::string ToDynamoDbJson(ValueView value);

// The same in plain JSON. What this loses: sets become arrays and bytes (B) become strings of
// base64, so they do not read back as what they were. Numbers keep every digit; a reader that takes
// them for doubles loses digits, not this.
std::string ToJson(ItemView item);
std::string ToJson(ValueView value);

}  // namespace stator
