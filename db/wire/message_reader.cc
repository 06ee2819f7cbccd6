#include "db/wire/message_reader.h"

#include <chrono>
#include <cmath>

#include "db/base/error.h"
#include "db/wire/error.h"

namespace stator::wire {
namespace {

constexpr std::string_view kTextMap = "java.util.Map<java.lang.String, java.lang.String>";

}  // namespace

std::string JavaMapOf(std::string_view structure) {
  return stator::error::Concat(
      {"java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.", structure, ">"});
}

std::string JavaMapOfLists(std::string_view structure) {
  return stator::error::Concat(
      {"java.util.Map<java.lang.String, java.util.List<com.amazonaws.dynamodb.v20120810.",
       structure, ">>"});
}

absl::Status MessageReader::ShapeError() const {
  // The service parses the body before it looks at types.
  JsonCursor again(text_, index_);
  if (scalars_.fault().empty() || !again.SkipValue() || !again.AtEnd()) return error::Malformed();
  return error::Serialization(scalars_.fault());
}

absl::Status MessageReader::LateError() const {
  if (!unsupported_.empty()) return error::UnsupportedMember(unsupported_);
  return defect_.ok() ? expression_defect_ : defect_;
}

bool MessageReader::ReadMember(std::string* value, const MemberPath&) {
  std::string_view text;
  if (!scalars_.ReadText(&text)) return false;
  value->assign(text);
  return true;
}

bool MessageReader::ReadMember(Time* value, const MemberPath&) {
  double seconds;
  if (!scalars_.ReadDouble(&seconds)) return false;
  // Times reach a client as seconds with three decimals.
  *value = Time(std::chrono::milliseconds(std::llround(seconds * 1000)));
  return true;
}

bool MessageReader::ReadMember(AttributeNames* names, const MemberPath&) {
  if (cursor_.Kind() != JsonKind::kObject) return scalars_.WrongType(Expected::kMap, kTextMap);
  std::string placeholder;
  return cursor_.ForEachMember(name_scratch_, [&](std::string_view name) {
    if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
    std::string_view text;
    placeholder = name;
    if (!scalars_.ReadText(&text)) return false;
    (*names)[placeholder] = text;
    return true;
  });
}

bool MessageReader::ReadMember(Item* item, const MemberPath& path) {
  if (cursor_.Kind() != JsonKind::kObject) {
    return scalars_.WrongType(Expected::kMap, JavaMapOf("AttributeValue"));
  }
  std::string encoded;
  if (!values_.ReadItem(&encoded)) return false;
  *item = Item::FromEncoded(std::move(encoded));
  if (const std::optional<ValueDefect> defect = values_.TakeDefect()) [[unlikely]] {
    ValuePlace place = PlaceOf(path.name, enveloping_);
    place.expression_value = values_.defect_name();
    absl::Status& first = IsFoundLate(*defect, place)  ? last_defect_
                          : place.in_expression_values ? expression_defect_
                                                       : defect_;
    first.Update(stator::error::InvalidValue(*defect, place));
  }
  return true;
}

bool MessageReader::ReadElement(Item* item, const MemberPath& path) {
  if (cursor_.Kind() == JsonKind::kNull) return cursor_.ReadAtom();
  if (cursor_.Kind() == JsonKind::kObject) return ReadMember(item, *path.parent);
  return scalars_.WrongType(Expected::kContainer, JavaMapOf("AttributeValue"));
}

bool MessageReader::ReadMember(std::optional<Value>* value, const MemberPath&) {
  if (cursor_.Kind() != JsonKind::kObject) {
    return scalars_.WrongType(Expected::kStructure, "AttributeValue");
  }
  return ReadSingleValue(&value->emplace(nullptr));
}

bool MessageReader::ReadSingleValue(Value* value) {
  std::string encoded;
  if (!values_.ReadOne(&encoded)) return false;
  *value = Value::FromEncoded(std::move(encoded));
  if (const std::optional<ValueDefect> defect = values_.TakeDefect()) [[unlikely]] {
    defect_.Update(stator::error::InvalidValue(*defect, PlaceOfSingle(enveloping_)));
  }
  return true;
}

bool MessageReader::ReadMember(ItemList* items, const MemberPath& path) {
  if (cursor_.Kind() != JsonKind::kArray) return scalars_.WrongType(Expected::kList);
  return cursor_.ForEachElement([&] {
    Item item;
    if (!ReadMember(&item, path)) return false;
    items->Append(item);
    return true;
  });
}

void MessageReader::ForgetInvalidEnums(const MemberPath& path) {
  const std::string text = PathText(path);
  const std::string below = text + ".";
  std::erase_if(invalid_enums_, [&](const InvalidEnum& invalid) {
    return invalid.path == text || invalid.path.starts_with(below);
  });
}

bool MessageReader::ReadUnsupported(const Unsupported& member) {
  const JsonKind kind = cursor_.Kind();
  const bool empty =
      (kind == JsonKind::kObject || kind == JsonKind::kArray) && cursor_.IsEmptyContainer();
  const bool absent = kind == JsonKind::kNull || (empty && member.empty_is_absent);
  if (!absent && unsupported_.empty()) unsupported_ = member.name;
  return cursor_.SkipValue();
}

}  // namespace stator::wire
