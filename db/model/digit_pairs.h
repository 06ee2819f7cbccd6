// A number taken apart into digit pairs, base 100, as its encoding keeps them:
//
//   -12.5  is  negative, exponent 0, pairs {12, 50}       12.50 = 12 * 100^0 + 50 * 100^-1
//   1E+3   is  exponent 1, pairs {10}                     zero is no pairs
//
// Encoding (docs/format.md): a byte 0x80 + 65 + exponent; then each pair doubled, plus one if
// another pair follows; every byte complemented for a negative number. Zero is 80 00.
// Theorem: among canonical encodings, memcmp order is numeric order, and none is a prefix of
// another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stator::internal {

struct DigitPairs {
  static constexpr int kPairsMax = 20;  // 38 digits that straddle: one, 18 pairs, one.
  // Exponents of 100: 1E-130 has the least, 9.99E+125 the greatest.
  static constexpr int kExponentMin = -65;
  static constexpr int kExponentMax = 62;

  bool negative = false;
  int exponent = 0;  // Of the first pair, as a power of 100.
  int count = 0;
  uint8_t pairs[kPairsMax];  // Each 0 to 99; neither the first nor the last is 0.

  // Significant digits, from the first that is not zero to the last.
  int DigitCount() const {
    return count == 0 ? 0 : 2 * count - (pairs[0] < 10) - (pairs[count - 1] % 10 == 0);
  }
  // The power of ten of the first digit. REQUIRES: not zero.
  int DecimalExponent() const { return 2 * exponent + (pairs[0] >= 10); }

  // Writes the encoding, at most Number::kEncodedBytesMax bytes, and returns its length.
  size_t Encode(char* out) const;
  // Of bytes without trust: nullopt unless they are exactly one canonical encoding.
  static std::optional<DigitPairs> Decode(std::string_view encoded);
  // Plain notation without exponent.
  std::string ToText() const;
};

}  // namespace stator::internal
