#include "db/model/sequence.h"

#include <limits>
#include <string>

#include "gtest/gtest.h"

namespace stator {
namespace {

constexpr uint64_t kStampMax = std::numeric_limits<uint64_t>::max();

TEST(Sequences, HaveOneText) {
  const struct {
    Sequence sequence;
    std::string text;
  } kCases[] = {
      {{0, 0}, "10000000000000000000000000"},
      {{47, 2}, "10000000000000000004700002"},
      {{kStampMax, UINT16_MAX}, "11844674407370955161565535"},
  };
  for (const auto& [sequence, text] : kCases) {
    EXPECT_EQ(SequenceNumberText(sequence), text);
    EXPECT_EQ(ParseSequenceNumber(text), sequence);
  }
}

TEST(Sequences, CompareAsTheirTextsDo) {
  const Sequence kAscending[] = {{0, 0},  {0, 1},   {0, UINT16_MAX}, {1, 0},     {9, 5},
                                 {10, 4}, {100, 0}, {1000, 7},       {1000, 10}, {kStampMax, 0}};
  for (size_t i = 1; i < std::size(kAscending); ++i) {
    EXPECT_LT(kAscending[i - 1], kAscending[i]);
    EXPECT_LT(SequenceNumberText(kAscending[i - 1]), SequenceNumberText(kAscending[i]));
  }
}

TEST(Sequences, OtherTextsAreNone) {
  for (const std::string text :
       {"", "1", "1000000000000000000470000", "100000000000000000047000020",
        "20000000000000000004700002", "1000000000000000000470000x", "1 0000000000000000004700002",
        "1+000000000000000004700002", "1-000000000000000004700002", "12844674407370955161500000",
        "10000000000000000004765536"}) {
    EXPECT_EQ(ParseSequenceNumber(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stator
