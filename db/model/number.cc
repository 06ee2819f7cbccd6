// Numbers are held as their encoding; whatever computes takes it apart into digit pairs
// (digit_pairs.h) and puts the result together again. Reading text and adding are here.
#include "stator/number.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "db/base/check.h"
#include "db/base/limits.h"
#include "db/model/digit_pairs.h"
#include "db/model/error.h"

namespace stator {

using internal::DigitPairs;

namespace {

// Decimal text after scanning: its significant digits, without the zeros at either end.
struct ScannedText {
  bool negative = false;
  int64_t exponent = 0;  // Of the first significant digit, as a power of ten.
  size_t count = 0;      // Of significant digits; only the first 38 are kept.
  uint8_t digits[limits::kNumberDigitsMax];
};

// Reads an exponent, "+5", and returns false when it is none. Saturates: what is a thousand million
// away from the point is out of range in any case, whatever the length of the text.
bool ScanExponent(std::string_view text, int64_t* exponent) {
  constexpr int64_t kSaturated = 1'000'000'000;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return false;
  int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = std::min(value * 10 + (c - '0'), kSaturated);
  }
  *exponent = negative ? -value : value;
  return true;
}

// One pass whatever the length. False when the text is no decimal.
bool ScanDecimal(std::string_view text, ScannedText* out) {
  size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) out->negative = text[at++] == '-';
  int64_t integer_digits = 0;  // Before the point, from the first significant one.
  int64_t leading_zeros = 0;   // Behind the point, before the first significant digit.
  size_t seen = 0;             // Digits from the first significant one, with inner zeros.
  bool any_digit = false;
  bool in_fraction = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.' && !in_fraction) {
      in_fraction = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any_digit = true;
    if (seen == 0 && c == '0') {
      if (in_fraction) ++leading_zeros;
      continue;
    }
    if (seen < sizeof out->digits) out->digits[seen] = static_cast<uint8_t>(c - '0');
    ++seen;
    if (c != '0') out->count = seen;
    if (!in_fraction) ++integer_digits;
  }
  if (!any_digit) return false;
  int64_t exponent = 0;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return false;
    if (!ScanExponent(text.substr(at + 1), &exponent)) return false;
  }
  out->exponent = exponent + (integer_digits > 0 ? integer_digits - 1 : -1 - leading_zeros);
  return true;
}

// REQUIRES: at least one digit, and an exponent and a count within bounds.
DigitPairs PairUp(const ScannedText& text) {
  DigitPairs result;
  result.negative = text.negative;
  const int exponent = static_cast<int>(text.exponent);
  result.exponent = exponent >> 1;  // Rounds down, for negatives too.
  // With an even exponent the first digit is the right half of its pair.
  const size_t shift = (exponent & 1) == 0 ? 1 : 0;
  result.count = static_cast<int>((text.count + shift + 1) / 2);
  std::memset(result.pairs, 0, sizeof result.pairs);
  for (size_t i = 0; i < text.count; ++i) {
    const size_t half = i + shift;
    result.pairs[half / 2] += half % 2 == 0 ? 10 * text.digits[i] : text.digits[i];
  }
  return result;
}

}  // namespace

// Number -----------------------------------------------------------------------------------------

Number::Number() : Number(DigitPairs{}) {}

Number::Number(const DigitPairs& pairs) : size_(static_cast<uint8_t>(pairs.Encode(bytes_))) {}

Number::Number(bool negative, uint64_t magnitude) {
  uint8_t reversed[10];
  int count = 0;
  int zeros = 0;  // Trailing pairs of zeros.
  for (; magnitude != 0; magnitude /= 100) {
    reversed[count] = static_cast<uint8_t>(magnitude % 100);
    if (zeros == count && reversed[count] == 0) ++zeros;
    ++count;
  }
  DigitPairs pairs;
  pairs.negative = negative;
  pairs.exponent = count - 1;
  pairs.count = count - zeros;
  for (int i = 0; i < pairs.count; ++i) pairs.pairs[i] = reversed[count - 1 - i];
  size_ = static_cast<uint8_t>(pairs.Encode(bytes_));
}

absl::StatusOr<Number> Number::Parse(std::string_view text) {
  ScannedText scanned;
  if (!ScanDecimal(text, &scanned)) return error::NotANumber(text);
  if (scanned.count == 0) return Number();
  if (scanned.exponent > limits::kNumberExponentMax) return error::NumberOverflow();
  if (scanned.exponent < limits::kNumberExponentMin) return error::NumberUnderflow();
  if (scanned.count > limits::kNumberDigitsMax) return error::TooManyDigits();
  return Number(PairUp(scanned));
}

absl::StatusOr<Number> Number::FromDouble(double value) {
  char text[32];
  const std::to_chars_result end = std::to_chars(text, text + sizeof text, value);
  STATOR_CHECK(end.ec == std::errc());
  return Parse(std::string_view(text, end.ptr - text));
}

std::optional<Number> Number::Decode(std::string_view encoded) {
  const std::optional<DigitPairs> pairs = DigitPairs::Decode(encoded);
  if (!pairs.has_value()) return std::nullopt;
  return Number(*pairs);
}

std::string Number::ToString() const { return NumberText(encoded()); }

std::optional<int64_t> Number::ToInt64() const {
  const DigitPairs pairs = *DigitPairs::Decode(encoded());
  // More pairs than stand before the point means a fraction; 10 pairs hold every int64.
  if (pairs.count > pairs.exponent + 1 || pairs.exponent > 9) {
    if (pairs.count > 0) return std::nullopt;
    return 0;
  }
  int64_t value = 0;
  for (int i = 0; i <= pairs.exponent; ++i) {
    // Accumulated on the negative side, which reaches one further.
    const int pair = i < pairs.count ? pairs.pairs[i] : 0;
    if (__builtin_mul_overflow(value, 100, &value)) return std::nullopt;
    if (__builtin_sub_overflow(value, pair, &value)) return std::nullopt;
  }
  if (pairs.negative) return value;
  if (__builtin_sub_overflow(int64_t{0}, value, &value)) return std::nullopt;
  return value;
}

double Number::ToDouble() const {
  const std::string text = ToString();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool Number::IsZero() const { return DigitPairs::Decode(encoded())->count == 0; }

size_t Number::SizeInItem() const { return NumberSizeInItem(encoded()); }

std::string NumberText(std::string_view encoded) {
  const std::optional<DigitPairs> pairs = DigitPairs::Decode(encoded);
  STATOR_CHECK(pairs.has_value());
  return pairs->ToText();
}

size_t NumberSizeInItem(std::string_view encoded) {
  const auto first = static_cast<uint8_t>(encoded[0]);
  const bool is_zero = first == 0x80 && encoded[1] == 0;
  if (is_zero) return 1;
  return encoded.size() + (first < 0x80 ? 1 : 0);  // The byte of the exponent, and the pairs.
}

// Sums -------------------------------------------------------------------------------------------

namespace {

// Pairs of two numbers aligned at their points. Numbers that do not overlap are refused before they
// come here, so two full numbers and a carry fit.
constexpr int kAlignedMax = 2 * DigitPairs::kPairsMax + 1;

struct Aligned {
  int top;  // The power of 100 of pairs[0].
  int width;
  uint8_t pairs[kAlignedMax];
};

void Place(const DigitPairs& number, Aligned* out) {
  std::memset(out->pairs, 0, out->width);
  std::memcpy(out->pairs + (out->top - number.exponent), number.pairs, number.count);
}

void AddInto(const Aligned& b, Aligned* a) {
  int carry = 0;
  for (int i = a->width - 1; i >= 0; --i) {
    const int sum = a->pairs[i] + b.pairs[i] + carry;
    carry = sum >= 100 ? 1 : 0;
    a->pairs[i] = static_cast<uint8_t>(sum - 100 * carry);
  }
  STATOR_CHECK(carry == 0);  // There is a pair above the highest.
}

// REQUIRES: a >= b.
void SubtractFrom(const Aligned& b, Aligned* a) {
  int borrow = 0;
  for (int i = a->width - 1; i >= 0; --i) {
    const int difference = a->pairs[i] - b.pairs[i] - borrow;
    borrow = difference < 0 ? 1 : 0;
    a->pairs[i] = static_cast<uint8_t>(difference + 100 * borrow);
  }
  STATOR_CHECK(borrow == 0);
}

// Drops the zeros and checks the range, in DynamoDB's order of errors.
absl::StatusOr<DigitPairs> Trim(const Aligned& sum, bool negative) {
  int begin = 0;
  int end = sum.width;
  while (end > 0 && sum.pairs[end - 1] == 0) --end;
  while (begin < end && sum.pairs[begin] == 0) ++begin;
  DigitPairs result;
  if (begin == end) return result;
  result.negative = negative;
  result.exponent = sum.top - begin;
  if (result.exponent > DigitPairs::kExponentMax) return error::NumberOverflow();
  if (result.exponent < DigitPairs::kExponentMin) return error::NumberUnderflow();
  if (end - begin > DigitPairs::kPairsMax) return error::TooManyDigits();
  result.count = end - begin;
  std::memcpy(result.pairs, sum.pairs + begin, result.count);
  if (result.DigitCount() > limits::kNumberDigitsMax) return error::TooManyDigits();
  return result;
}

absl::StatusOr<DigitPairs> Sum(const DigitPairs& a, const DigitPairs& b) {
  if (a.count == 0) return b;
  if (b.count == 0) return a;
  const int top = std::max(a.exponent, b.exponent) + 1;  // Room for a carry.
  const int bottom = std::min(a.exponent - a.count, b.exponent - b.count);
  // No overlap, so nothing cancels, and the sum has every digit from the top to the bottom.
  if (top - bottom > kAlignedMax) return error::TooManyDigits();
  Aligned x{.top = top, .width = top - bottom, .pairs = {}};
  Aligned y = x;
  Place(a, &x);
  Place(b, &y);
  if (a.negative == b.negative) {
    AddInto(y, &x);
    return Trim(x, a.negative);
  }
  if (std::memcmp(x.pairs, y.pairs, x.width) >= 0) {
    SubtractFrom(y, &x);
    return Trim(x, a.negative);
  }
  SubtractFrom(x, &y);
  return Trim(y, b.negative);
}

}  // namespace

absl::StatusOr<Number> Add(const Number& a, const Number& b) {
  absl::StatusOr<DigitPairs> sum =
      Sum(*DigitPairs::Decode(a.encoded()), *DigitPairs::Decode(b.encoded()));
  if (!sum.ok()) return std::move(sum).status();
  return Number(*sum);
}

absl::StatusOr<Number> Subtract(const Number& a, const Number& b) {
  DigitPairs negated = *DigitPairs::Decode(b.encoded());
  negated.negative = !negated.negative;
  absl::StatusOr<DigitPairs> difference = Sum(*DigitPairs::Decode(a.encoded()), negated);
  if (!difference.ok()) return std::move(difference).status();
  return Number(*difference);
}

}  // namespace stator
