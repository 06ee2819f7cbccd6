// The walk of the member gate over a request's field table. Included by the check_members_*.cc that
// instantiate CheckMembers, and by nobody else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "db/request/check_members.h"
#include "db/request/field.h"
#include "db/request/violations.h"

namespace stator {

template <typename T>
inline constexpr bool kIsVector = false;
template <typename T>
inline constexpr bool kIsVector<std::vector<T>> = true;

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
inline std::string Print(int64_t number) { return std::to_string(number); }
inline std::string Print(bool flag) { return flag ? "true" : "false"; }
template <NamedEnum Enum>
std::string Print(Enum value) {
  return std::string(EnumText(value));
}
template <HasFields Struct>
std::string Print(const Struct& value);
template <typename Element>
std::string Print(const std::vector<Element>& list);

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

template <HasFields Struct>
void CheckStruct(const Struct& value, const MemberPath* path, Violations& violations);

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
    if (!Violations::SizeFits(member.size(), constraint)) {
      violations.BadSize(Print(member), member.size(), path, constraint);
    }
    if constexpr (HasFields<typename Member::value_type>) {
      for (size_t i = 0; i < member.size(); ++i) {
        const MemberPath element{.parent = &path, .index = i + 1};
        CheckStruct(member[i], &element, violations);
      }
    } else if (!Violations::TextsFit(member, constraint)) {
      violations.BadTexts(Print(member), path, constraint);
    }
  }  // Items, expressions, maps of names and flags have no constraints here.
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
