// Items and values from and to nlohmann::json, for programs that use that library. Header only:
// nothing in Stator includes it, and the library does not depend on nlohmann/json.
//
//   nlohmann::json document = stator::ToNlohmann(*result.item);
//   absl::StatusOr<stator::Item> item = stator::ItemFromNlohmann(document);
//
// The form is that of plain JSON (stator/json.h), with its losses, and with one of the library's
// own: nlohmann::json holds numbers as 64-bit integers or doubles. Integers in that range stay
// exact; other numbers are rounded to the nearest double on the way out. On the way in a double
// becomes the shortest decimal that reads back as it, and a value of its type binary becomes B.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"
#include "stator/item.h"
#include "stator/json.h"
#include "stator/value.h"

namespace stator {

inline nlohmann::json ToNlohmann(ValueView value);
inline nlohmann::json ToNlohmann(ItemView item);

// kInvalidArgument for an infinity or a NaN, for a double out of DynamoDB's range, for nesting over
// 32 levels, and for an item that is no object. Strings are not checked for UTF-8 here: a request
// that uses them does that.
inline absl::StatusOr<Value> ValueFromNlohmann(const nlohmann::json& json);
inline absl::StatusOr<Item> ItemFromNlohmann(const nlohmann::json& json);

namespace internal {

inline nlohmann::json NumberToNlohmann(const Number& number) {
  if (const std::optional<int64_t> integer = number.ToInt64()) return *integer;
  const std::string digits = number.ToString();
  uint64_t natural = 0;
  const char* const end = digits.data() + digits.size();
  const auto [parsed, error] = std::from_chars(digits.data(), end, natural);
  if (error == std::errc() && parsed == end) return natural;
  return number.ToDouble();
}

inline nlohmann::json SetToNlohmann(SetView set) {
  nlohmann::json array = nlohmann::json::array();
  for (const std::string_view element : set) {
    switch (set.type()) {
      case Type::kStringSet:
        array.push_back(std::string(element));
        break;
      case Type::kNumberSet:
        array.push_back(NumberToNlohmann(*Number::Decode(element)));
        break;
      default:
        array.push_back(ToNlohmann(Value(Binary(element))));
        break;
    }
  }
  return array;
}

inline absl::StatusOr<Value> FromNlohmann(const nlohmann::json& json, int depth);

inline absl::StatusOr<Value> ArrayFromNlohmann(const nlohmann::json& json, int depth) {
  std::vector<Value> elements;
  for (const nlohmann::json& element : json) {
    absl::StatusOr<Value> value = FromNlohmann(element, depth + 1);
    if (!value.ok()) return value;
    elements.push_back(*std::move(value));
  }
  return Value(List(std::move(elements)));
}

inline absl::StatusOr<Value> ObjectFromNlohmann(const nlohmann::json& json, int depth) {
  std::vector<std::pair<std::string, Value>> entries;
  for (auto entry = json.begin(); entry != json.end(); ++entry) {
    absl::StatusOr<Value> value = FromNlohmann(*entry, depth + 1);
    if (!value.ok()) return value;
    entries.emplace_back(entry.key(), *std::move(value));
  }
  return Value(Map(std::move(entries)));
}

inline absl::StatusOr<Value> FromNlohmann(const nlohmann::json& json, int depth) {
  if (depth > 32)
    return absl::InvalidArgumentError("Nesting Levels have exceeded supported limits");
  switch (json.type()) {
    case nlohmann::json::value_t::boolean:
      return Value(json.get<bool>());
    case nlohmann::json::value_t::string:
      return Value(json.get_ref<const std::string&>());
    case nlohmann::json::value_t::number_integer:
      return Value(json.get<int64_t>());
    case nlohmann::json::value_t::number_unsigned:
      return Value(json.get<uint64_t>());
    case nlohmann::json::value_t::number_float: {
      const absl::StatusOr<Number> number = Number::FromDouble(json.get<double>());
      if (!number.ok()) return number.status();
      return Value(*number);
    }
    case nlohmann::json::value_t::binary: {
      const auto& bytes = json.get_binary();
      return Value(
          Binary(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())));
    }
    case nlohmann::json::value_t::array:
      return ArrayFromNlohmann(json, depth);
    case nlohmann::json::value_t::object:
      return ObjectFromNlohmann(json, depth);
    default:
      return Value(nullptr);
  }
}

}  // namespace internal

inline nlohmann::json ToNlohmann(ItemView item) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [name, value] : item) object[std::string(name)] = ToNlohmann(value);
  return object;
}

inline nlohmann::json ToNlohmann(ValueView value) {
  switch (value.type()) {
    case Type::kNull:
      return nullptr;
    case Type::kBool:
      return value.AsBool();
    case Type::kNumber:
      return internal::NumberToNlohmann(value.AsNumber());
    case Type::kString:
      return std::string(value.AsString());
    case Type::kBinary: {
      const std::string quoted = ToJson(value);  // Base64, which needs no escapes.
      return quoted.substr(1, quoted.size() - 2);
    }
    case Type::kMap:
      return ToNlohmann(value.AsMap());
    case Type::kList: {
      nlohmann::json array = nlohmann::json::array();
      for (const ValueView element : value.AsList()) array.push_back(ToNlohmann(element));
      return array;
    }
    default:
      return internal::SetToNlohmann(value.AsSet());
  }
}

inline absl::StatusOr<Value> ValueFromNlohmann(const nlohmann::json& json) {
  return internal::FromNlohmann(json, 1);
}

inline absl::StatusOr<Item> ItemFromNlohmann(const nlohmann::json& json) {
  if (!json.is_object()) return absl::InvalidArgumentError("An item is a JSON object");
  const absl::StatusOr<Value> value = internal::ObjectFromNlohmann(json, 0);
  if (!value.ok()) return value.status();
  return Item(value->view().AsMap());
}

}  // namespace stator
