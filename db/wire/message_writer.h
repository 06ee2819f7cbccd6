// Writes the members of a request or result by its field table. Included by the encode_*.cc that
// instantiate Encode, and by nobody else.
#pragma once

#include <chrono>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "db/request/field.h"
#include "db/wire/encode.h"
#include "db/wire/json_writer.h"
#include "db/wire/value_writer.h"
#include "stator/clock.h"
#include "stator/item_list.h"
#include "stator/request/common.h"

namespace stator::wire {

inline void WriteMember(const std::string& value, JsonWriter& json) { json.String(value); }
inline void WriteMember(const Expression& value, JsonWriter& json) { json.String(value.text()); }
inline void WriteMember(const Item& value, JsonWriter& json) { WriteItem(value, json); }
inline void WriteMember(bool value, JsonWriter& json) { json.Raw(value ? "true" : "false"); }
inline void WriteMember(int32_t value, JsonWriter& json) { json.Integer(value); }
inline void WriteMember(int64_t value, JsonWriter& json) { json.Integer(value); }
inline void WriteMember(double value, JsonWriter& json) { json.Double(value); }
void WriteMember(Time value, JsonWriter& json);
void WriteMember(const AttributeNames& names, JsonWriter& json);
void WriteMember(const ItemList& items, JsonWriter& json);

template <std::same_as<Value> T>
void WriteMember(const T& value, JsonWriter& json) {
  WriteValue(value, json);
}

template <NamedEnum Enum>
void WriteMember(Enum value, JsonWriter& json) {
  json.String(EnumText(value));
}

template <HasFields Struct>
void WriteMember(const Struct& value, JsonWriter& json);

template <typename Element>
void WriteMember(const std::vector<Element>& list, JsonWriter& json) {
  json.Raw("[");
  for (const Element& element : list) {
    if (&element != &list.front()) json.Raw(",");
    WriteMember(element, json);
  }
  json.Raw("]");
}

template <typename Element, typename Less>
void WriteMember(const std::map<std::string, Element, Less>& map, JsonWriter& json) {
  json.Raw("{");
  for (auto entry = map.begin(); entry != map.end(); ++entry) {
    if (entry != map.begin()) json.Raw(",");
    json.String(entry->first);
    json.Raw(":");
    WriteMember(entry->second, json);
  }
  json.Raw("}");
}

template <HasFields Struct>
void WriteMember(const Struct& value, JsonWriter& json) {
  bool first = true;
  const auto write = [&](std::string_view name, const auto& member) {
    json.Raw(first ? "{\"" : ",\"");
    json.Raw(name);
    json.Raw("\":");
    WriteMember(member, json);
    first = false;
  };
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      const auto& member = value.*field.member;
      if constexpr (requires { member.has_value(); }) {
        if (member.has_value()) write(field.name, *member);
      } else {
        write(field.name, member);
      }
    }
  });
  json.Raw(first ? "{}" : "}");
}

template <typename Message>
void Encode(const Message& message, std::string& out) {
  JsonWriter json(out);
  WriteMember(message, json);
}

}  // namespace stator::wire
