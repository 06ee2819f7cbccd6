#include "server/decimal.h"

#include <charconv>
#include <string_view>

namespace stator::server {

std::string DecimalText(int64_t value, int decimals) {
  const bool negative = value < 0;
  std::string digits = std::to_string(value).substr(negative ? 1 : 0);
  const auto places = static_cast<size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, 1, '.');
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return negative ? "-" + digits : digits;
}

std::optional<int64_t> ScaledDecimal(const Number& number, int decimals) {
  std::string digits = number.ToString();
  const size_t point = digits.find('.');
  const size_t whole = point == std::string::npos ? digits.size() : point;
  if (point != std::string::npos) digits.erase(point, 1);
  const size_t end = whole + static_cast<size_t>(decimals);
  const bool round_up = digits.size() > end && digits[end] >= '5';
  digits.resize(end, '0');
  int64_t value = 0;
  const char* const last = digits.data() + digits.size();
  const auto [read, error] = std::from_chars(digits.data(), last, value);
  if (error != std::errc() || read != last) return std::nullopt;
  int64_t rounded = value;
  const int away = digits.front() == '-' ? -1 : 1;
  if (round_up && __builtin_add_overflow(value, away, &rounded)) return std::nullopt;
  return rounded;
}

}  // namespace stator::server
