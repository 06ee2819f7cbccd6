#include "server/decimal.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace stator::server {
namespace {

TEST(Decimal, TextHasNoZerosThatSayNothing) {
  EXPECT_EQ(DecimalText(0, 6), "0");
  EXPECT_EQ(DecimalText(1, 6), "0.000001");
  EXPECT_EQ(DecimalText(-1, 9), "-0.000000001");
  EXPECT_EQ(DecimalText(1'500'000, 6), "1.5");
  EXPECT_EQ(DecimalText(-2'000'000, 6), "-2");
  EXPECT_EQ(DecimalText(100'000'000, 6), "100");
  EXPECT_EQ(DecimalText(1'700'000'000'123'456, 6), "1700000000.123456");
  EXPECT_EQ(DecimalText(std::numeric_limits<int64_t>::min(), 6), "-9223372036854.775808");
}

TEST(Decimal, NumbersAreScaledAndRounded) {
  const auto scaled = [](const char* text) { return ScaledDecimal(*Number::Parse(text), 6); };
  EXPECT_EQ(scaled("0"), 0);
  EXPECT_EQ(scaled("1.5"), 1'500'000);
  EXPECT_EQ(scaled("-1.5"), -1'500'000);
  EXPECT_EQ(scaled("1700000000.123456"), 1'700'000'000'123'456);
  EXPECT_EQ(scaled("0.0000004999"), 0);
  EXPECT_EQ(scaled("0.0000005"), 1);
  EXPECT_EQ(scaled("-0.0000005"), -1);
  EXPECT_EQ(scaled("0.9999999"), 1'000'000);
  EXPECT_EQ(scaled("1e-130"), 0);
  EXPECT_EQ(scaled("-9223372036854.775808"), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(scaled("9223372036854.775807"), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(scaled("9223372036854.775808"), std::nullopt);
  EXPECT_EQ(scaled("9223372036854.7758075"), std::nullopt);
  EXPECT_EQ(scaled("1e125"), std::nullopt);
}

}  // namespace
}  // namespace stator::server
