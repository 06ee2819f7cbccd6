#include "db/expression/value_text.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "db/base/error.h"

namespace stator::expression {
namespace {

std::string ScalarText(Type type, std::string_view payload) {
  switch (type) {
    case Type::kNumber:
      return NumberText(payload);
    case Type::kBinary:
      return absl::Base64Escape(absl::string_view(payload.data(), payload.size()));
    default:
      return std::string(payload);
  }
}

// An element may be empty, so what was written does not tell whether one was.
std::string_view Between(bool& first) { return std::exchange(first, false) ? "" : ", "; }

std::string ListText(ListView list) {
  std::string out = "[";
  bool first = true;
  for (const ValueView element : list) {
    out += Between(first);
    out += ValueText(element);
  }
  out += ']';
  return out;
}

std::string MapText(MapView map) {
  std::string out = "{";
  bool first = true;
  for (const auto& [name, value] : map) {
    out += Between(first);
    out += name;
    out += '=';
    out += ValueText(value);
  }
  out += '}';
  return out;
}

std::string SetText(SetView set) {
  std::string out = "[";
  bool first = true;
  for (const std::string_view element : set) {
    out += Between(first);
    out += ScalarText(set.element_type(), element);
  }
  out += ']';
  return out;
}

std::string Payload(ValueView value) {
  switch (value.type()) {
    case Type::kNull:
      return "true";
    case Type::kBool:
      return value.AsBool() ? "true" : "false";
    case Type::kList:
      return ListText(value.AsList());
    case Type::kMap:
      return MapText(value.AsMap());
    case Type::kNumberSet:
    case Type::kStringSet:
    case Type::kBinarySet:
      return SetText(value.AsSet());
    default:
      return ScalarText(value.type(), value.ScalarBytes());
  }
}

}  // namespace

std::string ValueText(ValueView value) {
  return ::stator::error::Concat({"{", TypeName(value.type()), ":", Payload(value), "}"});
}

std::string_view LongTypeName(Type type) {
  switch (type) {
    case Type::kString:
      return "STRING";
    case Type::kNumber:
      return "NUMBER";
    case Type::kBinary:
      return "BINARY";
    case Type::kBool:
      return "BOOLEAN";
    case Type::kList:
      return "LIST";
    case Type::kMap:
      return "MAP";
    default:
      return TypeName(type);
  }
}

}  // namespace stator::expression
