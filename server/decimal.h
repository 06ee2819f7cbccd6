// Decimal fractions of whole units, exactly: 1,500,000 microseconds are 1.5 seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "stator/number.h"

namespace stator::server {

// `value` divided by 10^decimals, without zeros at the end: DecimalText(-1'500'000, 6) is "-1.5".
// REQUIRES: 0 < decimals <= 18.
std::string DecimalText(int64_t value, int decimals);

// Nanoseconds as seconds.
inline std::string SecondsText(uint64_t nanoseconds) {
  return DecimalText(static_cast<int64_t>(nanoseconds), 9);
}

// `number` times 10^decimals, rounded to the nearest, halves away from zero; nullopt if that does
// not fit. REQUIRES: 0 < decimals <= 18.
std::optional<int64_t> ScaledDecimal(const Number& number, int decimals);

}  // namespace stator::server
