// Values as DynamoDB JSON, for tests, logs and debuggers. The JSON of requests and answers is
// written elsewhere; this printer is small, and never fails.
#include <ostream>

#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "stator/item.h"

namespace stator {
namespace {

void PrintQuoted(std::string_view text, std::ostream& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out << '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out << '\\' << c;
    } else if (c == '\n') {
      out << "\\n";
    } else if (static_cast<uint8_t>(c) < 0x20) {
      out << "\\u00" << kHex[c >> 4] << kHex[c & 15];
    } else {
      out << c;
    }
  }
  out << '"';
}

void PrintScalar(Type type, std::string_view payload, std::ostream& out) {
  switch (type) {
    case Type::kNumber:
      out << '"' << NumberText(payload) << '"';
      break;
    case Type::kBinary:
      out << '"' << absl::Base64Escape(absl::string_view(payload.data(), payload.size())) << '"';
      break;
    default:
      PrintQuoted(payload, out);
  }
}

void PrintSet(SetView set, std::ostream& out) {
  const char* separator = "[";
  for (std::string_view element : set) {
    out << separator;
    PrintScalar(set.element_type(), element, out);
    separator = ", ";
  }
  out << (set.size() == 0 ? "[]" : "]");
}

void PrintList(ListView list, std::ostream& out) {
  const char* separator = "[";
  for (ValueView element : list) {
    out << separator << element;
    separator = ", ";
  }
  out << (list.empty() ? "[]" : "]");
}

}  // namespace

std::ostream& operator<<(std::ostream& out, ItemView item) {
  const char* separator = "{";
  for (const auto& [name, value] : item) {
    out << separator;
    PrintQuoted(name, out);
    out << ": " << value;
    separator = ", ";
  }
  return out << (item.empty() ? "{}" : "}");
}

std::ostream& operator<<(std::ostream& out, ValueView value) {
  const Type type = value.type();
  out << "{\"" << TypeName(type) << "\": ";
  switch (type) {
    case Type::kNull:
      out << "true";
      break;
    case Type::kBool:
      out << (value.AsBool() ? "true" : "false");
      break;
    case Type::kString:
    case Type::kNumber:
    case Type::kBinary:
      PrintScalar(type, value.ScalarBytes(), out);
      break;
    case Type::kStringSet:
    case Type::kNumberSet:
    case Type::kBinarySet:
      PrintSet(value.AsSet(), out);
      break;
    case Type::kList:
      PrintList(value.AsList(), out);
      break;
    case Type::kMap:
      out << value.AsMap();
      break;
  }
  return out << "}";
}

std::ostream& operator<<(std::ostream& out, const Item& item) { return out << item.view(); }
std::ostream& operator<<(std::ostream& out, const Value& value) { return out << value.view(); }

}  // namespace stator
