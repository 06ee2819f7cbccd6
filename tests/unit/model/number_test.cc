#include "stator/number.h"

#include <gtest/gtest.h>

#include <cfloat>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "stator/error.h"
#include "tests/unit/model/printing.h"

namespace stator {
namespace {

std::string Zeros(int count) { return std::string(count, '0'); }

struct TextRow {
  std::string text;
  std::string expected;
};

TEST(NumberTest, ReadsDecimalTextAndWritesPlainNotation) {
  const std::string digits = "12345678901234567890123456789012345678";
  const TextRow rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"0.0", "0"},
      {"0e999", "0"},
      {"0e-99999999999999999999", "0"},
      {"1", "1"},
      {"+1", "1"},
      {"-1", "-1"},
      {"1.", "1"},
      {".5", "0.5"},
      {"-.5", "-0.5"},
      {"00012.500", "12.5"},
      {"1.10", "1.1"},
      {"100", "100"},
      {"1e5", "100000"},
      {"1E5", "100000"},
      {"1e+5", "100000"},
      {"1E-5", "0.00001"},
      {"1e20", "1" + Zeros(20)},
      {"123.456e1", "1234.56"},
      {"123.456e-4", "0.0123456"},
      {"9007199254740993", "9007199254740993"},
      {digits, digits},
      {digits + "e10", digits + Zeros(10)},
      {digits + "e-38", "0." + digits},
      {digits + "e-39", "0.0" + digits},
      {"-" + digits + "e-1", "-1234567890123456789012345678901234567.8"},
      {digits + ".000", digits},
      {"0." + Zeros(43) + digits, "0." + Zeros(43) + digits},
      {"1e125", "1" + Zeros(125)},
      {"9.9e125", "99" + Zeros(124)},
      {"1" + Zeros(125), "1" + Zeros(125)},
      {Zeros(500) + "1" + Zeros(500) + "e-500", "1"},
      {"1e-130", "0." + Zeros(129) + "1"},
      {"0.1e-129", "0." + Zeros(129) + "1"},
      {"1.5e-130", "0." + Zeros(129) + "15"},
      {"0." + Zeros(129) + "1", "0." + Zeros(129) + "1"},
      {"1e0000000000000000000000001", "10"},
  };
  for (const TextRow& row : rows) {
    const absl::StatusOr<Number> number = Number::Parse(row.text);
    ASSERT_TRUE(number.ok()) << row.text << ": " << number.status();
    EXPECT_EQ(number->ToString(), row.expected) << row.text;
    EXPECT_EQ(NumberText(number->encoded()), row.expected) << row.text;
  }
}

TEST(NumberTest, RefusesTextThatIsNoDecimal) {
  for (const std::string_view text :
       {"a",     "1a",    " 1",  "1 ",    "-",     "+",     ".",        "-.",        "e5",
        ".e5",   "1e",    "1e+", "1e1.5", "1e1e1", "NaN",   "Infinity", "-Infinity", "0x10",
        "1,000", "1_000", "--1", "+-1",   "1..2",  "1.2.3", "\xD9\xA1", "1\n"}) {
    const absl::Status status = Number::Parse(text).status();
    EXPECT_TRUE(IsError(status, ErrorCode::kValidation)) << text;
    EXPECT_EQ(ErrorOf(status).message,
              "The parameter cannot be converted to a numeric value: " + std::string(text));
  }
  EXPECT_EQ(ErrorOf(Number::Parse("").status()).message,
            "The parameter cannot be converted to a numeric value");
  EXPECT_FALSE(Number::Parse(std::string_view("1\0", 2)).ok());
}

TEST(NumberTest, RefusesWhatIsOutOfRange) {
  const std::string over =
      "Number overflow. Attempting to store a number with magnitude larger than supported range";
  const std::string under =
      "Number underflow. Attempting to store a number with magnitude smaller than supported range";
  const std::string digits = "Attempting to store more than 38 significant digits in a Number";
  const TextRow rows[] = {
      {"1e126", over},
      {"-1e126", over},
      {"1" + Zeros(126), over},
      {"1e999999999999", over},
      {"1e99999999999999999999999999", over},
      {"1e-131", under},
      {"-1e-131", under},
      {"0." + Zeros(130) + "1", under},
      {"1e-400", under},
      {"1e-99999999999999999999999999", under},
      {"123456789012345678901234567890123456789", digits},
      {"1.23456789012345678901234567890123456789", digits},
      {"9.99999999999999999999999999999999999999e125", digits},
      {"1" + Zeros(37) + "1", digits},
      // Of two limits, the magnitude is named first.
      {"123456789012345678901234567890123456789e100", over},
      {"123456789012345678901234567890123456789e-200", under},
  };
  for (const TextRow& row : rows) {
    const absl::Status status = Number::Parse(row.text).status();
    EXPECT_TRUE(IsError(status, ErrorCode::kValidation)) << row.text;
    EXPECT_EQ(status.message(), row.expected) << row.text;
  }
}

TEST(NumberTest, AMegabyteOfDigitsIsRefusedQuickly) {
  const auto start = std::chrono::steady_clock::now();
  const std::string nines(1 << 20, '9');
  EXPECT_FALSE(Number::Parse(nines).ok());
  EXPECT_FALSE(Number::Parse("0." + nines).ok());
  EXPECT_FALSE(Number::Parse("1e" + nines).ok());
  EXPECT_FALSE(Number::Parse("1e-" + nines).ok());
  EXPECT_EQ(N(Zeros(1 << 20)), Number(0));
  EXPECT_EQ(N("1" + Zeros(1 << 20) + "e-1048576"), Number(1));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(NumberTest, IntegersAreTheirText) {
  std::mt19937_64 random(7);
  std::vector<int64_t> integers = {0,
                                   1,
                                   -1,
                                   9,
                                   10,
                                   99,
                                   100,
                                   101,
                                   10'000,
                                   1'000'000'000'000,
                                   std::numeric_limits<int64_t>::min(),
                                   std::numeric_limits<int64_t>::max()};
  for (int i = 0; i < 5000; ++i) integers.push_back(static_cast<int64_t>(random()) >> (i % 64));
  for (const int64_t integer : integers) {
    const Number number(integer);
    EXPECT_EQ(number.ToString(), std::to_string(integer));
    EXPECT_EQ(number, N(std::to_string(integer)));
    EXPECT_EQ(number.ToInt64(), integer);
  }
  EXPECT_EQ(Number(std::numeric_limits<uint64_t>::max()).ToString(), "18446744073709551615");
  EXPECT_EQ(Number(int8_t{-128}).ToString(), "-128");
  EXPECT_EQ(Number(uint8_t{255}).ToString(), "255");
  EXPECT_EQ(Number(42u).ToString(), "42");
}

TEST(NumberTest, ToInt64IsForIntegersThatFit) {
  for (const std::string_view text : {"0.5", "-0.5", "1.5", "100.01", "1E-130", "1E+19", "1E+125",
                                      "9223372036854775808", "-9223372036854775809"}) {
    EXPECT_EQ(N(text).ToInt64(), std::nullopt) << text;
  }
  EXPECT_EQ(N("1E+18").ToInt64(), 1'000'000'000'000'000'000);
  EXPECT_EQ(N("-9223372036854775808").ToInt64(), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(N("12.00").ToInt64(), 12);
}

TEST(NumberTest, DoublesComeByTheirShortestText) {
  EXPECT_EQ(Number::FromDouble(0.1)->ToString(), "0.1");
  EXPECT_EQ(Number::FromDouble(-0.0)->ToString(), "0");
  EXPECT_EQ(Number::FromDouble(1e22)->ToString(), "1" + Zeros(22));
  EXPECT_EQ(Number::FromDouble(1.0 / 3)->ToString(), "0.3333333333333333");
  EXPECT_EQ(Number::FromDouble(1e-130)->ToString(), "0." + Zeros(129) + "1");
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double value : {kInfinity, -kInfinity, std::nan(""), 1e126, 1e-131, DBL_MAX}) {
    EXPECT_FALSE(Number::FromDouble(value).ok()) << value;
  }
}

TEST(NumberTest, DoublesReadBack) {
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> mantissa(-10, 10);
  std::uniform_int_distribution<int> exponent(-129, 124);
  for (int i = 0; i < 5000; ++i) {
    const double value = mantissa(random) * std::pow(10.0, exponent(random));
    EXPECT_EQ(Number::FromDouble(value)->ToDouble(), value);
  }
  EXPECT_EQ(N("0").ToDouble(), 0);
  EXPECT_EQ(N("12345678901234567890123456789012345678").ToDouble(), 12345678901234567890e18);
}

TEST(NumberTest, IsZeroOnlyForZero) {
  EXPECT_TRUE(Number().IsZero());
  EXPECT_TRUE(N("-0.00").IsZero());
  EXPECT_FALSE(N("1E-130").IsZero());
  EXPECT_FALSE(Number(-1).IsZero());
}

TEST(NumberTest, SizeInItemCountsPairsOfSignificantDigits) {
  struct Row {
    std::string_view text;
    size_t size;
  };
  constexpr Row kRows[] = {
      {"0", 1},
      {"1", 2},
      {"-1", 3},
      {"42", 2},
      {"100", 2},
      {"101", 3},
      {"1E+100", 2},
      {"12.5", 3},
      {"-12.5", 4},
      {"0.001", 2},
      {"0.0012", 2},
      {"0.012", 3},
      {"123", 3},
      {"1.23", 3},
      {"12.34", 3},
      {"1234", 3},
      {"1E+125", 2},
      {"-1E-130", 3},
      {"99999.99999", 7},
      {"12345678901234567890123456789012345678", 20},
      {"1.2345678901234567890123456789012345678", 21},
      {"-1.2345678901234567890123456789012345678", 22},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(N(row.text).SizeInItem(), row.size) << row.text;
    EXPECT_EQ(NumberSizeInItem(N(row.text).encoded()), row.size) << row.text;
  }
}

TEST(NumberTest, DecodeTakesCanonicalEncodingsOnly) {
  for (const std::string_view hex : {"", "80", "00", "ff", "8001", "800000", "7fff",  // near zero
                                     "c1", "c100", "c101", "c10102", "c10200",        // ends
                                     "c1c8", "c1ff", "c1c9c8",                        // no pairs
                                     "3eff", "3e00", "3efe", "3efc02"}) {
    EXPECT_EQ(Number::Decode(FromHex(hex)), std::nullopt) << hex;
  }
  // 38 digits that straddle 20 pairs, and 39: both ends count.
  std::string pairs;
  for (int i = 0; i < 18; ++i) pairs += "19";
  EXPECT_NE(Number::Decode(FromHex("c103" + pairs + "14")), std::nullopt);
  EXPECT_EQ(Number::Decode(FromHex("c103" + pairs + "16")), std::nullopt);
  EXPECT_EQ(Number::Decode(FromHex("c115" + pairs + "14")), std::nullopt);
  EXPECT_EQ(Number::Decode(FromHex("c103" + pairs + "1914")), std::nullopt);
}

// Every string of two bytes, and of three for some heads: what decodes, encodes to the same bytes
// and lies in order.
TEST(NumberTest, ShortEncodingsAreOneToOneAndInOrder) {
  std::optional<Number> previous;
  int count = 0;
  for (int head = 0; head < 256; ++head) {
    // Both ends of the range, both sides of zero, and some between.
    const bool with_third = head % 16 == 0 || head % 16 == 15;
    for (int a = 0; a < 256; ++a) {
      for (int b = -1; b < (with_third ? 256 : 0); ++b) {
        std::string bytes = {static_cast<char>(head), static_cast<char>(a)};
        if (b >= 0) bytes += static_cast<char>(b);
        const std::optional<Number> number = Number::Decode(bytes);
        if (!number.has_value()) continue;
        ++count;
        ASSERT_EQ(number->encoded(), bytes);
        if (count % 50 == 0) {
          ASSERT_EQ(N(number->ToString()), *number) << Hex(bytes);
        }
        if (previous.has_value()) {
          ASSERT_LT(*previous, *number);
        }
        previous = number;
      }
    }
  }
  // Each of 256 heads: 99 of one pair; each of 32: 99 with 99 second pairs that are not 0; and
  // zero.
  EXPECT_EQ(count, 256 * 99 + 32 * 99 * 99 + 1);
}

}  // namespace
}  // namespace stator
