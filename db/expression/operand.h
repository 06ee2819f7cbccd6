// An operand of a test, ready to be compared: its type and its bytes, whether they stand in an
// item, in a request, or were computed.
#pragma once

#include <optional>
#include <string_view>

#include "stator/internal/encoding.h"
#include "stator/number.h"
#include "stator/value.h"

namespace stator::expression {

// Borrows what it was made of.
struct Operand {
  Type type;
  // Of S, N and B the payload, whose order is the order of values; else the whole encoding.
  std::string_view bytes;

  static Operand Of(ValueView value) {
    const Type type = value.type();
    if (type != Type::kString && type != Type::kNumber && type != Type::kBinary) {
      return {type, value.encoded()};
    }
    std::string_view payload;
    internal::ReadPrefixed(value.encoded().data() + 1, &payload);
    return {type, payload};
  }
  static Operand Of(const Number& number) { return {Type::kNumber, number.encoded()}; }

  bool IsOrdered() const {
    return type == Type::kString || type == Type::kNumber || type == Type::kBinary;
  }
  friend bool operator==(const Operand& a, const Operand& b) {
    return a.type == b.type && a.bytes == b.bytes;
  }
};

}  // namespace stator::expression
