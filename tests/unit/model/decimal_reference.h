// Decimals the plain way, to hold the real ones to: every digit from 10^127 down to 10^-190 in an
// array, one digit a place. Slow, and with nothing in common with the encoding.
#pragma once

#include <array>
#include <compare>
#include <random>
#include <string>

namespace stator {

class DecimalReference {
 public:
  DecimalReference() { digits_.fill(0); }
  // 0.d1d2d3… times ten to the exponent plus one: the first digit stands at 10^exponent.
  DecimalReference(bool negative, const std::string& digits, int exponent) : DecimalReference() {
    negative_ = negative;
    for (size_t i = 0; i < digits.size(); ++i) digits_[kTop - exponent + i] = digits[i] - '0';
    if (First() == kPlaces) negative_ = false;
  }

  DecimalReference operator-() const {
    DecimalReference result = *this;
    result.negative_ = !negative_ && First() != kPlaces;
    return result;
  }

  friend DecimalReference operator+(const DecimalReference& a, const DecimalReference& b) {
    if (a.negative_ == b.negative_) return Combine(a, b, 1);
    return a.digits_ >= b.digits_ ? Combine(a, b, -1) : Combine(b, a, -1);
  }

  friend std::strong_ordering operator<=>(const DecimalReference& a, const DecimalReference& b) {
    if (a.negative_ != b.negative_) return b.negative_ <=> a.negative_;
    return a.negative_ ? b.digits_ <=> a.digits_ : a.digits_ <=> b.digits_;
  }
  friend bool operator==(const DecimalReference& a, const DecimalReference& b) {
    return (a <=> b) == 0;
  }

  // "ok", or which limit of DynamoDB's it breaks first.
  std::string Verdict() const {
    if (First() == kPlaces) return "ok";
    if (kTop - First() > 125) return "overflow";
    if (kTop - First() < -130) return "underflow";
    return Last() - First() + 1 > 38 ? "more than 38" : "ok";
  }

  // Plain notation.
  std::string Text() const {
    if (First() == kPlaces) return "0";
    std::string text = negative_ ? "-" : "";
    for (int i = std::min(First(), kTop); i <= std::max(Last(), kTop); ++i) {
      if (i == kTop + 1) text += '.';
      text += static_cast<char>('0' + digits_[i]);
    }
    return text;
  }

 private:
  static constexpr int kTop = 127;  // The place of 10^0.
  static constexpr int kPlaces = 320;

  int First() const {
    int i = 0;
    while (i < kPlaces && digits_[i] == 0) ++i;
    return i;
  }
  int Last() const {
    int i = kPlaces - 1;
    while (i >= 0 && digits_[i] == 0) --i;
    return i;
  }

  // a + b or a - b digit by digit, with the sign of a.
  static DecimalReference Combine(const DecimalReference& a, const DecimalReference& b, int sign) {
    DecimalReference result;
    int carry = 0;
    for (int i = kPlaces - 1; i >= 0; --i) {
      const int sum = a.digits_[i] + sign * b.digits_[i] + carry;
      result.digits_[i] = (sum + 10) % 10;
      carry = sum < 0 ? -1 : sum / 10;
    }
    result.negative_ = a.negative_ && result.First() != kPlaces;
    return result;
  }

  bool negative_ = false;
  std::array<int, kPlaces> digits_;
};

// A random decimal within DynamoDB's limits, as text and as reference. Mostly of few digits near
// the point, where numbers meet and cancel; sometimes long, sometimes at the ends of the range.
struct RandomDecimal {
  std::string text;
  DecimalReference reference;
};

inline RandomDecimal MakeRandomDecimal(std::mt19937_64& random) {
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  const int kind = pick(0, 9);
  const int count = kind < 5 ? pick(1, 4) : kind < 9 ? pick(1, 38) : 38;
  const int exponent = kind < 7    ? pick(-6, 6)
                       : kind == 7 ? pick(-130, -120)
                       : kind == 8 ? pick(115, 125)
                                   : pick(-130, 125);
  std::string digits;
  const bool nines = pick(0, 7) == 0;
  for (int i = 0; i < count; ++i) digits += static_cast<char>('0' + (nines ? 9 : pick(0, 9)));
  if (digits[0] == '0' && pick(0, 9) != 0) digits[0] = '1';
  const bool negative = pick(0, 1) == 0;
  std::string text = negative ? "-" : "";
  text += digits.substr(0, 1) + '.' + digits.substr(1) + 'E' + std::to_string(exponent);
  RandomDecimal result{text, DecimalReference(negative, digits, exponent)};
  // A leading zero may have left too small a number.
  return result.reference.Verdict() == "ok" ? result : MakeRandomDecimal(random);
}

}  // namespace stator
