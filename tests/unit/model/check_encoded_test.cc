#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "db/model/builder.h"
#include "stator/item.h"
#include "tests/unit/model/printing.h"
#include "tests/unit/model/random_value.h"

namespace stator {
namespace {

// In a block of its own size, so that the address sanitizer sees a read beyond either end.
bool CheckInBlock(std::string_view bytes) {
  const auto block = std::make_unique<char[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(block.get(), bytes.data(), bytes.size());
  return CheckEncoded({block.get(), bytes.size()});
}

TEST(CheckEncodedTest, TakesEveryValueThatIsBuilt) {
  RandomValues random(41);
  for (int i = 0; i < 5000; ++i) {
    const Value value = random.Any(4);
    ASSERT_TRUE(CheckInBlock(value.encoded())) << Text(value);
  }
}

struct BadBytes {
  std::string_view hex;
  std::string_view why;
};

constexpr BadBytes kRefused[] = {
    {"", "nothing"},
    {"00", "no tag"},
    {"11", "no tag"},
    {"22", "no tag"},
    {"f000000000", "no tag"},
    {"1010", "two values"},
    {"400161ff", "bytes behind the value"},
    {"40", "no length"},
    {"400261", "text beyond the end"},
    {"40ffffffff0f61", "text far beyond the end"},
    {"4081006161", "a length in more bytes than it takes"},
    {"4080808080800061", "a length of six bytes"},
    {"40ffffffff1f", "a length of more than 32 bits"},
    {"4001ff", "not UTF-8"},
    {"4002c080", "not UTF-8: overlong"},
    {"4003eda080", "not UTF-8: a surrogate"},
    {"3000", "no number"},
    {"3001c1", "no number"},
    {"3002c103", "a number that goes on"},
    {"3003c10300", "a number with a trailing zero pair"},
    {"90000000000000", "half a header"},
    {"900100000000000000", "more bytes than there are"},
    {"90010000000000000010", "bytes behind the last element"},
    {"90010000000200000010", "more elements than there are"},
    {"90ffffffffffffffff", "as many bytes as can be said"},
    {"a002000000010000000161", "a name without value"},
    {"a00300000001000000016110", "well-formed, for comparison"},
    {"a00600000002000000016210016110", "names out of order"},
    {"a00600000002000000016110016110", "the same name twice"},
    {"a0030000000100000001ff10", "a name that is not UTF-8"},
    {"70040000000200000001620161", "elements out of order"},
    {"70040000000200000001610161", "the same element twice"},
    {"70020000000100000001ff", "an element that is not UTF-8"},
    {"60030000000100000002c101", "an element that is no number"},
    {"60060000000200000002c10402c102", "numbers out of order"},
};

TEST(CheckEncodedTest, RefusesWhatIsNotCanonical) {
  for (const BadBytes& row : kRefused) {
    const bool expected = row.why == "well-formed, for comparison";
    EXPECT_EQ(CheckInBlock(FromHex(row.hex)), expected) << row.hex << ": " << row.why;
  }
}

// A list in a list, `levels` deep, inside an item.
std::string Nested(int levels, bool maps) {
  Value value = maps ? Value(Map{}) : Value(List{});
  for (int i = 1; i < levels; ++i) {
    value = maps ? Value(Map{{"a", value}}) : Value(List(std::vector<Value>{value}));
  }
  return Item{{"a", value}}.encoded();
}

TEST(CheckEncodedTest, NestsThirtyTwoLevelsBelowAnItem) {
  for (const bool maps : {false, true}) {
    EXPECT_TRUE(CheckInBlock(Nested(32, maps)));
    EXPECT_FALSE(CheckInBlock(Nested(33, maps)));
    EXPECT_FALSE(CheckInBlock(Nested(5'000, maps)));
  }
}

// Everything that reads a value, over bytes that were let through.
void ReadAll(std::string_view bytes) {
  const auto block = std::make_unique<char[]>(bytes.size());
  std::memcpy(block.get(), bytes.data(), bytes.size());
  const ValueView value(std::string_view(block.get(), bytes.size()));
  value.SizeInItem();
  Text(value);
  if (value.type() == Type::kMap) {
    for (const auto& [name, element] : value.AsMap()) ASSERT_EQ(value.AsMap().Find(name), element);
  }
}

TEST(CheckEncodedTest, NeverReadsOutsideAndNothingThatItTakesIsDangerous) {
  RandomValues random(42);
  int taken = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = random.Any(3).encoded();
    for (int edits = random.Pick(1, 3); edits > 0 && !bytes.empty(); --edits) {
      const size_t at = random.Pick(0, static_cast<int>(bytes.size()) - 1);
      switch (random.Pick(0, 4)) {
        case 0:
          bytes[at] = static_cast<char>(random.Pick(0, 255));
          break;
        case 1:
          bytes[at] = static_cast<char>(bytes[at] + random.Pick(-1, 1));
          break;
        case 2:
          bytes.resize(at);
          break;
        case 3:
          bytes.erase(at, 1);
          break;
        default:
          bytes.insert(at, 1, static_cast<char>(random.Pick(0, 255)));
      }
    }
    if (!CheckInBlock(bytes)) continue;
    ++taken;
    ReadAll(bytes);
  }
  // Some edits only change text: the test is worth something only if there were both.
  EXPECT_GT(taken, 500);
  EXPECT_LT(taken, 15'000);
}

}  // namespace
}  // namespace stator
