// The walk over a field table. Included by the decode_*.cc that instantiate Decode, and by nobody
// else.
#pragma once

#include <optional>
#include <type_traits>
#include <vector>

#include "absl/status/statusor.h"
#include "db/base/status_macros.h"
#include "db/request/field.h"
#include "db/wire/decode.h"
#include "db/wire/error.h"
#include "db/wire/message_reader.h"

namespace stator::wire {

template <typename Message>
bool MessageReader::Read(Message* message) {
  switch (cursor_.Kind()) {
    case JsonKind::kNull:
      return cursor_.ReadAtom() && cursor_.AtEnd();  // No member.
    case JsonKind::kObject:
      return ReadStruct(message, nullptr) && cursor_.AtEnd();
    case JsonKind::kNone:
      return false;
    default:
      return scalars_.Fail("Unexpected field type");
  }
}

// REQUIRES: an object begins at the cursor.
template <typename Struct>
bool MessageReader::ReadStruct(Struct* value, const MemberPath* parent) {
  return cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
    bool known = false;
    bool read = false;
    std::apply(
        [&](const auto&... field) {
          // Stops at the field of this name.
          (void)((field.name == name &&
                  (known = true, read = ReadField(field, value, parent), true)) ||
                 ...);
        },
        FieldsOf<Struct>::fields);
    return known ? read : cursor_.SkipValue();
  });
}

template <typename Enum>
std::optional<Enum> EnumOf(std::string_view text) {
  for (const auto& [value, name] : EnumNames<Enum>::names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

// The last of several members of one name counts, so each begins anew.
template <typename Field, typename Struct>
bool MessageReader::ReadField(const Field& field, Struct* value, const MemberPath* parent) {
  if constexpr (std::is_same_v<Field, Unsupported>) {
    return ReadUnsupported(field);
  } else {
    auto& member = value->*field.member;
    using Member = std::decay_t<decltype(member)>;
    member = Member();
    const MemberPath path{.parent = parent, .name = field.name};
    if (!invalid_enums_.empty()) [[unlikely]]
      ForgetInvalidEnums(path);
    if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
    if constexpr (!requires { member.has_value(); }) {
      return ReadMember(&member, path);
    } else if constexpr (NamedEnum<typename Member::value_type>) {
      std::string_view text;
      if (!scalars_.ReadText(&text)) return false;
      member = EnumOf<typename Member::value_type>(text);
      if (!member.has_value()) invalid_enums_.push_back({PathText(path), std::string(text)});
      return true;
    } else if constexpr (std::is_same_v<typename Member::value_type, Expression>) {
      std::string_view text;
      if (!scalars_.ReadText(&text)) return false;
      member.emplace(text);
      return true;
    } else if constexpr (std::is_same_v<typename Member::value_type, Value>) {
      return ReadMember(&member, path);
    } else {
      return ReadMember(&member.emplace(), path);
    }
  }
}

template <typename Struct>
requires HasFields<Struct>
bool MessageReader::ReadMember(Struct* value, const MemberPath& path) {
  if (cursor_.Kind() != JsonKind::kObject) {
    return scalars_.WrongType(Expected::kStructure, FieldsOf<Struct>::name);
  }
  return ReadStruct(value, &path);
}

// The Java type of a map to these, as messages print it.
template <typename Element>
std::string JavaMapTo() {
  if constexpr (HasFields<Element>) {
    return JavaMapOf(FieldsOf<Element>::name);
  } else if constexpr (requires { FieldsOf<typename Element::value_type>::name; }) {
    return JavaMapOfLists(FieldsOf<typename Element::value_type>::name);
  } else {
    return "java.util.Map";  // Of results alone.
  }
}

// The last of several entries of one key counts.
template <typename Element, typename Less>
bool MessageReader::ReadMember(std::map<std::string, Element, Less>* map, const MemberPath& path) {
  if (cursor_.Kind() != JsonKind::kObject) {
    return scalars_.WrongType(Expected::kMap, JavaMapTo<Element>());
  }
  return cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
    const auto entry = map->insert_or_assign(std::string(name), Element()).first;
    const MemberPath element{.parent = &path, .key = entry->first};
    if (!invalid_enums_.empty()) [[unlikely]]
      ForgetInvalidEnums(element);
    return ReadElement(&entry->second, element);
  });
}

// All texts are printed when one of them is no value.
template <NamedEnum Element>
bool MessageReader::ReadEnums(std::vector<Element>* list, const MemberPath& path) {
  std::string printed = "[";
  bool valid = true;
  const bool read = cursor_.ForEachElement([&] {
    std::string_view text;
    if (!scalars_.ReadText(&text)) return false;
    const std::optional<Element> value = EnumOf<Element>(text);
    valid &= value.has_value();
    list->push_back(value.value_or(Element()));
    printed.append(printed.size() > 1 ? ", " : "").append(text);
    return true;
  });
  if (read && !valid) invalid_enums_.push_back({PathText(path), printed + "]"});
  return read;
}

template <typename Element>
bool MessageReader::ReadList(std::vector<Element>* list, const MemberPath& path) {
  if (cursor_.Kind() != JsonKind::kArray) return scalars_.WrongType(Expected::kList);
  if constexpr (std::is_same_v<Element, Value>) {
    return cursor_.ForEachElement([&] { return ReadSingleValue(&list->emplace_back(nullptr)); });
  } else if constexpr (NamedEnum<Element>) {
    return ReadEnums(list, path);
  } else {
    return cursor_.ForEachElement([&] {
      const MemberPath element{.parent = &path, .index = list->size() + 1};
      return ReadElement(&list->emplace_back(), element);
    });
  }
}

template <typename Element>
bool MessageReader::ReadElement(std::vector<Element>* list, const MemberPath& path) {
  if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
  if (cursor_.Kind() != JsonKind::kArray) return scalars_.WrongType(Expected::kContainer);
  return ReadList(list, path);
}

template <typename Element>
bool MessageReader::ReadElement(Element* element, const MemberPath& path) {
  if constexpr (std::is_same_v<Element, std::string> || std::is_same_v<Element, double>) {
    return ReadMember(element, path);
  } else {
    if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
    if (cursor_.Kind() != JsonKind::kObject) {
      return scalars_.WrongType(Expected::kElement, FieldsOf<Element>::name);
    }
    return ReadStruct(element, &path);
  }
}

template <typename Request>
absl::StatusOr<Request> Decode(std::string_view body, ParameterGate<Request> gate) {
  const JsonIndex index(body);
  if (!index.ok()) return error::Malformed();
  MessageReader reader(body, index, kEnveloping<Request>);
  absl::StatusOr<Request> request{absl::in_place};
  if (!reader.Read(&*request)) return reader.ShapeError();
  absl::Status late = reader.LateError();
  if (late.ok() && reader.last_error().ok() && reader.invalid_enums().empty()) [[likely]]
    return request;
  STATOR_RETURN_IF_ERROR(CheckMembers(*request, reader.invalid_enums()));
  STATOR_RETURN_IF_ERROR(std::move(late));
  if (gate != nullptr) STATOR_RETURN_IF_ERROR(gate(*request));
  STATOR_RETURN_IF_ERROR(reader.last_error());
  return request;
}

template <typename Result>
absl::StatusOr<Result> DecodeResult(std::string_view body) {
  const JsonIndex index(body);
  if (!index.ok()) return error::Malformed();
  MessageReader reader(body, index, false);
  absl::StatusOr<Result> result{absl::in_place};
  if (!reader.Read(&*result)) return reader.ShapeError();
  if (absl::Status late = reader.LateError(); !late.ok()) return late;
  return result;
}

}  // namespace stator::wire
