// A request, or a part of one, as bytes that are equal if and only if it asks for the same: what a
// client request token stands for. By the field tables, so that no member is forgotten; not stored,
// and not to be read back.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "db/base/bytes.h"
#include "db/request/field.h"
#include "stator/request/common.h"

namespace stator {

// Each piece is preceded by its length, so that pieces cannot run together.
inline void AppendCanonical(std::string_view bytes, std::string& out) {
  AppendBig<uint32_t>(bytes.size(), out);
  out += bytes;
}
inline void AppendCanonical(const std::string& text, std::string& out) {
  AppendCanonical(std::string_view(text), out);
}
inline void AppendCanonical(const Item& item, std::string& out) {
  AppendCanonical(item.encoded(), out);
}
template <std::same_as<Value> T>
void AppendCanonical(const T& value, std::string& out) {
  AppendCanonical(value.encoded(), out);
}
inline void AppendCanonical(const Expression& expression, std::string& out) {
  AppendCanonical(expression.text(), out);
}
inline void AppendCanonical(const AttributeNames& names, std::string& out) {
  AppendCanonical(std::to_string(names.size()), out);
  for (const auto& [placeholder, name] : names) {
    AppendCanonical(placeholder, out);
    AppendCanonical(name, out);
  }
}
template <NamedEnum Enum>
void AppendCanonical(Enum value, std::string& out) {
  AppendCanonical(EnumText(value), out);
}
template <HasFields Struct>
void AppendCanonical(const Struct& value, std::string& out);

template <typename Element>
void AppendCanonical(const std::vector<Element>& list, std::string& out) {
  AppendCanonical(std::to_string(list.size()), out);
  for (const Element& element : list) AppendCanonical(element, out);
}

template <HasFields Struct>
void AppendCanonical(const Struct& value, std::string& out) {
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      const auto& member = value.*field.member;
      if (!member.has_value()) return;
      AppendCanonical(field.name, out);
      AppendCanonical(*member, out);
    }
  });
  AppendCanonical(std::string_view(), out);  // No member has such a name.
}

}  // namespace stator
