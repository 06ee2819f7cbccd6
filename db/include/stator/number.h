// A DynamoDB number: an exact decimal of up to 38 significant digits.
//
//   stator::Number price = *stator::Number::Parse("12.50");
//   price.ToString();                        // "12.5"
//   (*Add(price, stator::Number(3))).ToString();  // "15.5"
//
// Magnitudes run from 1E-130 to 9.9999999999999999999999999999999999999E+125, and zero; there is no
// infinity and no NaN, and nothing ever passes through a double. Equal numbers have equal bytes,
// and comparing the bytes of two numbers with memcmp orders them as numbers: the same encoding
// serves items, sets and sort keys (docs/format.md).
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace stator {

namespace internal {
struct DigitPairs;

// The integers that make a number: no truth values and no characters, which are text.
template <typename T>
concept NumberLiteral = std::integral<T> && sizeof(T) <= sizeof(uint64_t) &&
                        !std::same_as<T, bool> && !std::same_as<T, char> &&
                        !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                        !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;
}  // namespace internal

// An immutable value of at most 21 bytes, held inline; copying never allocates. Thread-compatible.
class Number {
 public:
  // The longest encoding: a byte of sign and exponent and 20 digit pairs, which is what 38 digits
  // take when they straddle the pairs.
  static constexpr size_t kEncodedBytesMax = 21;

  Number();  // Zero.
  template <internal::NumberLiteral T>
  Number(T value)  // NOLINT: a literal reads well
      : Number(value < 0, value < 0 ? 0 - static_cast<uint64_t>(value) : uint64_t(value)) {}

  // Reads decimal text: an optional sign, digits with an optional point, an optional exponent, no
  // spaces. Zeros at either end are no digits of the 38. Errors, with DynamoDB's texts as
  // ValidationException: "The parameter cannot be converted to a numeric value: <text>";
  // "Attempting to store more than 38 significant digits in a Number"; "Number overflow. Attempting
  // to store a number with magnitude larger than supported range" and its "Number underflow."
  // sibling.
  static absl::StatusOr<Number> Parse(std::string_view text);

  // The shortest decimal that reads back as the same double: 0.1 is 0.1.
  // Fails for infinities, NaN and magnitudes out of range.
  static absl::StatusOr<Number> FromDouble(double value);

  // The canonical encoding, self-delimiting and order-preserving. Borrowed from this object.
  std::string_view encoded() const { return {bytes_, size_}; }

  // Reads an encoding that this class wrote. nullopt when `encoded` is not canonical, so bytes from
  // a disk can be passed without trust.
  static std::optional<Number> Decode(std::string_view encoded);

  // Plain notation without exponent, as DynamoDB returns it: "0", "-12.5",
  // "100000000000000000000". Never fails.
  std::string ToString() const;

  // The value when it is an integer that fits, else nullopt.
  std::optional<int64_t> ToInt64() const;
  // The nearest double.
  double ToDouble() const;

  bool IsZero() const;

  // Bytes that the number adds to an item by DynamoDB's rule: one, plus one for each pair of
  // significant digits (paired from the decimal point, zeros at either end not counted), plus one
  // when negative. So 0 counts 1, 42 and 1E+100 count 2, -12.5 counts 4.
  size_t SizeInItem() const;

  friend bool operator==(const Number& a, const Number& b) { return a.encoded() == b.encoded(); }
  friend std::strong_ordering operator<=>(const Number& a, const Number& b) {
    return a.encoded().compare(b.encoded()) <=> 0;
  }

 private:
  Number(bool negative, uint64_t magnitude);
  explicit Number(const internal::DigitPairs& pairs);
  friend absl::StatusOr<Number> Add(const Number& a, const Number& b);
  friend absl::StatusOr<Number> Subtract(const Number& a, const Number& b);

  char bytes_[kEncodedBytesMax];
  uint8_t size_;
};

// Exact sum and difference. Errors as for Parse when the result leaves the range or needs more than
// 38 digits.
absl::StatusOr<Number> Add(const Number& a, const Number& b);
absl::StatusOr<Number> Subtract(const Number& a, const Number& b);

// ToString and SizeInItem of an encoding that stands inside an item. REQUIRES: a canonical
// encoding.
std::string NumberText(std::string_view encoded);
size_t NumberSizeInItem(std::string_view encoded);

}  // namespace stator
