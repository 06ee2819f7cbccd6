#include "db/model/digit_pairs.h"

#include "db/base/limits.h"

namespace stator::internal {
namespace {

constexpr uint8_t kZeroByte = 0x80;

}  // namespace

size_t DigitPairs::Encode(char* out) const {
  const uint8_t flip = negative ? 0xFF : 0x00;
  if (count == 0) {
    out[0] = static_cast<char>(kZeroByte);
    out[1] = 0;
    return 2;
  }
  out[0] = static_cast<char>((kZeroByte + (exponent - kExponentMin)) ^ flip);
  for (int i = 0; i < count; ++i) {
    out[1 + i] = static_cast<char>((2 * pairs[i] + (i + 1 < count)) ^ flip);
  }
  return 1 + count;
}

std::optional<DigitPairs> DigitPairs::Decode(std::string_view encoded) {
  DigitPairs result;
  if (encoded.size() < 2 || encoded.size() > 1 + kPairsMax) return std::nullopt;
  const auto first = static_cast<uint8_t>(encoded[0]);
  if (first == kZeroByte && encoded.size() == 2 && encoded[1] == 0) return result;
  result.negative = first < kZeroByte;
  const uint8_t flip = result.negative ? 0xFF : 0x00;
  result.exponent = (first ^ flip) - kZeroByte + kExponentMin;
  result.count = static_cast<int>(encoded.size()) - 1;
  for (int i = 0; i < result.count; ++i) {
    const uint8_t byte = static_cast<uint8_t>(encoded[1 + i]) ^ flip;
    const bool another_follows = (byte & 1) != 0;
    if (byte >= 200 || another_follows != (i + 1 < result.count)) return std::nullopt;
    result.pairs[i] = byte / 2;
  }
  if (result.pairs[0] == 0 || result.pairs[result.count - 1] == 0) return std::nullopt;
  if (result.exponent > kExponentMax || result.DigitCount() > limits::kNumberDigitsMax) {
    return std::nullopt;
  }
  return result;
}

std::string DigitPairs::ToText() const {
  if (count == 0) return "0";
  char digits[2 * kPairsMax];
  for (int i = 0; i < count; ++i) {
    digits[2 * i] = static_cast<char>('0' + pairs[i] / 10);
    digits[2 * i + 1] = static_cast<char>('0' + pairs[i] % 10);
  }
  int begin = digits[0] == '0' ? 1 : 0;
  const int end = 2 * count - (digits[2 * count - 1] == '0' ? 1 : 0);
  const int point = 2 * (exponent + 1);  // Where it stands among the digits, or beyond them.
  std::string text(negative ? "-" : "");
  if (point <= 0) {
    text += "0.";
    text.append(-point, '0');
    begin = 0;
  } else if (point >= end) {
    text.append(digits + begin, end - begin);
    text.append(point - end, '0');
    return text;
  } else {
    text.append(digits + begin, point - begin);
    text += '.';
    begin = point;
  }
  text.append(digits + begin, end - begin);
  return text;
}

}  // namespace stator::internal
