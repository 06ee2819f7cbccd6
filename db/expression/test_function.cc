#include "db/expression/test_function.h"

#include <algorithm>
#include <cstdint>

namespace stator::expression {
namespace {

size_t Utf16Units(std::string_view utf8) {
  size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<uint8_t>(c);
    const bool starts_character = (byte & 0xC0) != 0x80;
    units += (starts_character ? 1 : 0) + (byte >= 0xF0 ? 1 : 0);
  }
  return units;
}

bool IsText(Type type) { return type == Type::kString || type == Type::kBinary; }

bool ListContains(ListView list, const Operand& element) {
  return std::any_of(list.begin(), list.end(),
                     [&](ValueView value) { return Operand::Of(value) == element; });
}

}  // namespace

std::optional<size_t> SizeOf(ValueView value) {
  switch (value.type()) {
    case Type::kString:
      return Utf16Units(value.ScalarBytes());
    case Type::kBinary:
      return value.ScalarBytes().size();
    case Type::kNumberSet:
    case Type::kStringSet:
    case Type::kBinarySet:
      return value.AsSet().size();
    case Type::kList:
      return value.AsList().size();
    case Type::kMap:
      return value.AsMap().size();
    case Type::kNumber:
    case Type::kBool:
    case Type::kNull:
      return std::nullopt;
  }
  return std::nullopt;
}

bool BeginsWith(const Operand& text, const Operand& prefix) {
  return text.type == prefix.type && IsText(text.type) && text.bytes.starts_with(prefix.bytes);
}

bool Contains(const Operand& container, const Operand& element) {
  if (IsText(container.type)) {
    return container.type == element.type &&
           container.bytes.find(element.bytes) != std::string_view::npos;
  }
  if (container.type == Type::kList) return ListContains(ListView(container.bytes), element);
  if (!IsSet(container.type)) return false;
  const SetView set(container.bytes);
  return set.element_type() == element.type && set.Contains(element.bytes);
}

}  // namespace stator::expression
