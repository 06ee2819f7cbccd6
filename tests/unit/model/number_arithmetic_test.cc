// Sums, and the order of encodings, against plain decimal arithmetic.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "stator/number.h"
#include "tests/unit/model/decimal_reference.h"
#include "tests/unit/model/printing.h"

namespace stator {
namespace {

constexpr uint64_t kSeed = 2026;

struct Sum {
  std::string_view a;
  std::string_view b;
  std::string_view sum;
};

constexpr Sum kSums[] = {
    {"0", "0", "0"},
    {"1", "0", "1"},
    {"0", "-1", "-1"},
    {"1", "-1", "0"},
    {"99", "1", "100"},
    {"-99", "-1", "-100"},
    {"100", "-1", "99"},
    {"0.1", "0.2", "0.3"},
    {"1", "-0.01", "0.99"},
    {"12.5", "-12.25", "0.25"},
    {"1E+37", "1", "10000000000000000000000000000000000001"},
    {"99999999999999999999999999999999999999", "1", "100000000000000000000000000000000000000"},
    {"1E+38", "-1", "99999999999999999999999999999999999999"},
    {"9.9999999999999999999999999999999999999E+125", "-9E+125",
     "9999999999999999999999999999999999999"},
    {"1E-130", "1E-130", "2E-130"},
    {"1E-130", "-1E-130", "0"},
};

TEST(NumberArithmeticTest, AddsExactly) {
  for (const Sum& row : kSums) {
    // The long one is easier on the eye without its 89 zeros.
    const bool shifted = row.a.find("E+125") != row.a.npos;
    const std::string expected = shifted ? std::string(row.sum) + "E+88" : std::string(row.sum);
    EXPECT_EQ(*Add(N(row.a), N(row.b)), N(expected)) << row.a << " + " << row.b;
    EXPECT_EQ(*Add(N(row.b), N(row.a)), N(expected)) << row.b << " + " << row.a;
    EXPECT_EQ(*Subtract(N(expected), N(row.b)), N(row.a)) << expected << " - " << row.b;
  }
}

struct ErrorRow {
  std::string_view a;
  std::string_view b;
  std::string_view text;
};

constexpr ErrorRow kErrors[] = {
    {"1E+38", "1", "more than 38"},
    {"1E+125", "1E-130", "more than 38"},
    {"1", "-1E-38", "ok"},
    {"1", "-1E-39", "more than 38"},
    {"1E+40", "-1E-37", "more than 38"},
    {"9.9E+125", "1E+124", "Number overflow"},
    {"-9.9E+125", "-1E+125", "Number overflow"},
    {"1.5E-130", "-1E-130", "Number underflow"},
    {"99999999999999999999999999999999999999", "0.1", "more than 38"},
};

TEST(NumberArithmeticTest, RefusesWhatItCannotHold) {
  for (const ErrorRow& row : kErrors) {
    const absl::Status status = Add(N(row.a), N(row.b)).status();
    const std::string message = status.ok() ? "ok" : std::string(status.message());
    EXPECT_NE(message.find(row.text), message.npos) << row.a << " + " << row.b << ": " << message;
  }
}

std::string VerdictOf(const absl::Status& status) {
  if (status.ok()) return "ok";
  const std::string message(status.message());
  for (const char* verdict : {"overflow", "underflow", "more than 38"}) {
    if (message.find(verdict) != message.npos) return verdict;
  }
  return message;
}

TEST(NumberArithmeticTest, RandomSumsAndDifferencesAreThoseOfTheReference) {
  std::mt19937_64 random(kSeed);
  for (int i = 0; i < 10'000; ++i) {
    const RandomDecimal a = MakeRandomDecimal(random);
    const RandomDecimal b = MakeRandomDecimal(random);
    const absl::StatusOr<Number> sum = Add(N(a.text), N(b.text));
    const DecimalReference expected_sum = a.reference + b.reference;
    ASSERT_EQ(VerdictOf(sum.status()), expected_sum.Verdict()) << a.text << " + " << b.text;
    if (sum.ok()) {
      ASSERT_EQ(sum->ToString(), expected_sum.Text()) << a.text << " + " << b.text;
    }
    const absl::StatusOr<Number> difference = Subtract(N(a.text), N(b.text));
    const DecimalReference expected = a.reference + -b.reference;
    ASSERT_EQ(VerdictOf(difference.status()), expected.Verdict()) << a.text << " - " << b.text;
    if (difference.ok()) {
      ASSERT_EQ(difference->ToString(), expected.Text()) << a.text << " - " << b.text;
    }
  }
}

TEST(NumberOrderTest, OrderOfBytesIsNumericOrder) {
  std::mt19937_64 random(kSeed + 1);
  for (int i = 0; i < 20'000; ++i) {
    const RandomDecimal a = MakeRandomDecimal(random);
    const RandomDecimal b = MakeRandomDecimal(random);
    ASSERT_EQ(N(a.text) <=> N(b.text), a.reference <=> b.reference) << a.text << " " << b.text;
    ASSERT_EQ(N(a.text) == N(b.text), a.reference == b.reference) << a.text << " " << b.text;
  }
}

TEST(NumberOrderTest, NoEncodingIsAPrefixOfAnother) {
  std::mt19937_64 random(kSeed + 2);
  std::vector<std::string> encodings;
  for (int i = 0; i < 20'000; ++i) {
    encodings.emplace_back(N(MakeRandomDecimal(random).text).encoded());
  }
  std::sort(encodings.begin(), encodings.end());
  encodings.erase(std::unique(encodings.begin(), encodings.end()), encodings.end());
  for (size_t i = 0; i + 1 < encodings.size(); ++i) {
    ASSERT_FALSE(encodings[i + 1].starts_with(encodings[i])) << Hex(encodings[i]);
  }
}

TEST(NumberOrderTest, RandomNumbersReadBackFromTextAndBytes) {
  std::mt19937_64 random(kSeed + 3);
  for (int i = 0; i < 10'000; ++i) {
    const RandomDecimal a = MakeRandomDecimal(random);
    const Number number = N(a.text);
    ASSERT_EQ(number.ToString(), a.reference.Text()) << a.text;
    ASSERT_EQ(N(number.ToString()), number) << a.text;
    ASSERT_EQ(Number::Decode(number.encoded()), number) << a.text;
  }
}

}  // namespace
}  // namespace stator
