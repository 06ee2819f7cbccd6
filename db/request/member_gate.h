// The walk of the member gate over a request's field table. Included by the check_members_*.cc that
// instantiate CheckMembers, and by nobody else.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "db/request/check_members.h"
#include "db/request/field.h"
#include "db/request/violations.h"
#include "stator/request/common.h"
#include "stator/value.h"

namespace stator {

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;

template <typename T>
inline constexpr bool kIsMap = false;
template <typename T>
inline constexpr bool kIsMap<std::map<std::string, T, std::less<>>> = true;

// "HASH, RANGE", in the service's order.
template <NamedEnum Enum>
std::string EnumSet() {
  std::string set;
  for (const auto& [value, text] : EnumNames<Enum>::names) {
    if (!set.empty()) set += ", ";
    set += text;
  }
  return set;
}

// As the service prints a list that is too short or too long:
// "[KeySchemaElement(attributeName=pk, keyType=HASH)]".
inline std::string Print(const std::string& text) { return text; }
inline std::string Print(const Expression& expression) { return expression.text(); }
inline std::string Print(int64_t number) { return std::to_string(number); }
inline std::string Print(bool flag) { return flag ? "true" : "false"; }
template <NamedEnum Enum>
std::string Print(Enum value) {
  return std::string(EnumText(value));
}
inline std::string Print(const Item& item) {
  std::ostringstream out;
  out << item;
  return out.str();
}
template <std::same_as<Value> T>
std::string Print(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}
template <HasFields Struct>
std::string Print(const Struct& value);
template <typename Element>
std::string Print(const std::vector<Element>& list);

// A map: "{visits=[...]}".
template <typename Element>
std::string Print(const std::map<std::string, Element, std::less<>>& map) {
  std::string text = "{";
  for (const auto& [key, value] : map) {
    if (text.size() > 1) text += ", ";
    text += key + "=" + Print(value);
  }
  return text + "}";
}

template <HasFields Struct>
std::string Print(const Struct& value) {
  std::string text;
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      const auto& member = value.*field.member;
      text += text.empty() ? "" : ", ";
      text += PathText({.name = field.name}) + "=";
      if (member.has_value()) text += Print(*member);
    }
  });
  return std::string(FieldsOf<Struct>::name) + "(" + text + ")";
}

template <typename Element>
std::string Print(const std::vector<Element>& list) {
  std::string text = "[";
  for (const Element& element : list) {
    if (text.size() > 1) text += ", ";
    text += Print(element);
  }
  return text + "]";
}

// A struct whose table says of a member that it is required in some values of the struct only, as
// `static bool Requires(const Struct&, std::string_view member)`.
template <typename Struct>
concept RequiresByCase = requires(const Struct& value) {
  FieldsOf<Struct>::Requires(value, std::string_view());
};

template <HasFields Struct>
void CheckStruct(const Struct& value, const MemberPath* path, Violations& violations);

template <typename Element>
void CheckList(const std::vector<Element>& list, const MemberPath& path,
               const Constraint& constraint, Violations& violations) {
  if constexpr (NamedEnum<Element>) {
    if (violations.HasInvalidElements(path, EnumSet<Element>())) return;
  }
  if (!Violations::SizeFits(list.size(), constraint)) {
    violations.BadSize(Print(list), list.size(), path, constraint);
  }
  if constexpr (HasFields<Element>) {
    for (size_t i = 0; i < list.size(); ++i) {
      const MemberPath element{.parent = &path, .index = i + 1};
      CheckStruct(list[i], &element, violations);
    }
  } else if constexpr (std::is_same_v<Element, std::string>) {
    if (!Violations::TextsFit(list, constraint)) {
      violations.BadTexts(Print(list), path, constraint);
    }
  }
}

// The one bound that a map may have is that it must not be empty. The names of tables are reported
// as if they were members.
template <typename Element>
void CheckMap(const std::map<std::string, Element, std::less<>>& map, const MemberPath& path,
              const Constraint& constraint, Violations& violations) {
  if (!Violations::SizeFits(map.size(), constraint)) {
    return violations.BadSize("{}", map.size(), path, constraint);
  }
  for (const auto& [key, value] : map) {
    if (constraint.keys_name_tables) {
      violations.CheckText(key, {.name = "TableName"}, kTableNameConstraint);
    }
    const MemberPath entry{.parent = &path, .key = key};
    if constexpr (kIsVector<Element>) {
      if (!Violations::WritesFit(value.size())) {
        violations.BadWrites(Print(map), value.size(), entry);
      }
      CheckList(value, entry, Constraint(), violations);
    } else {
      CheckStruct(value, &entry, violations);
    }
  }
}

template <typename Member>
void CheckMember(const Member& member, const MemberPath& path, const Constraint& constraint,
                 Violations& violations) {
  if constexpr (std::is_same_v<Member, std::string>) {
    violations.CheckText(member, path, constraint);
  } else if constexpr (std::is_same_v<Member, int32_t> || std::is_same_v<Member, int64_t>) {
    violations.CheckInteger(member, path, constraint);
  } else if constexpr (HasFields<Member>) {
    CheckStruct(member, &path, violations);
  } else if constexpr (kIsVector<Member>) {
    CheckList(member, path, constraint, violations);
  } else if constexpr (kIsMap<Member> && !std::is_same_v<Member, AttributeNames>) {
    CheckMap(member, path, constraint, violations);
  }  // Items, values, expressions, maps of names and flags have no constraints here.
}

template <HasFields Struct>
void CheckStruct(const Struct& value, const MemberPath* parent, Violations& violations) {
  ForEachField<Struct>([&](const auto& field) {
    if constexpr (!std::is_same_v<std::decay_t<decltype(field)>, Unsupported>) {
      if (violations.closed()) return;
      const auto& member = value.*field.member;
      const MemberPath path{.parent = parent, .name = field.name};
      if (member.has_value()) {
        CheckMember(*member, path, field.constraint, violations);
      } else if constexpr (RequiresByCase<Struct>) {
        Constraint constraint = field.constraint;
        constraint.required |= FieldsOf<Struct>::Requires(value, field.name);
        violations.Absent(path, constraint, {});
      } else if constexpr (NamedEnum<std::decay_t<decltype(*member)>>) {
        // The text of the set is made in the rare case that it is printed.
        static const std::string enum_set = EnumSet<std::decay_t<decltype(*member)>>();
        violations.Absent(path, field.constraint, enum_set);
      } else {
        violations.Absent(path, field.constraint, {});
      }
    }
  });
}

template <typename Request>
absl::Status CheckMembers(const Request& request, const InvalidEnums& invalid) {
  Violations violations(invalid);
  CheckStruct(request, nullptr, violations);
  return violations.ToStatus();
}

template <typename Request>
absl::Status CheckMembers(const Request& request) {
  return CheckMembers(request, InvalidEnums());
}

#define STATOR_INSTANTIATE_CHECK_MEMBERS(Request)              \
  template absl::Status CheckMembers<Request>(const Request&); \
  template absl::Status CheckMembers<Request>(const Request&, const InvalidEnums&)

}  // namespace stator
