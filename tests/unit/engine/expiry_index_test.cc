#include "db/engine/expiry_index.h"

#include <limits>

#include "gtest/gtest.h"

namespace stator::engine {
namespace {

std::optional<int64_t> ExpiryOfValue(const Value& value) {
  return ExpiryOf(Item{{"p", "a"}, {"t", value}}, "t");
}
std::optional<int64_t> ExpiryOfNumber(std::string_view text) {
  return ExpiryOfValue(*Number::Parse(text));
}

TEST(ExpiryIndex, TakesNumbersRoundedUp) {
  EXPECT_EQ(ExpiryOfNumber("0"), 0);
  EXPECT_EQ(ExpiryOfNumber("1700000000"), 1'700'000'000);
  EXPECT_EQ(ExpiryOfNumber("1700000000.00001"), 1'700'000'001);
  EXPECT_EQ(ExpiryOfNumber("0.5"), 1);
  EXPECT_EQ(ExpiryOfNumber("1.7E+9"), 1'700'000'000);
}

TEST(ExpiryIndex, HasNoEntryForWhatNeverComesDue) {
  EXPECT_EQ(ExpiryOf(Item{{"p", "a"}}, "t"), std::nullopt);
  EXPECT_EQ(ExpiryOfValue("1700000000"), std::nullopt);
  EXPECT_EQ(ExpiryOfValue(true), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("-1"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("-0.5"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("9223372036854775807"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("1E+40"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("1E+40"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("9223372036854775806.5"), std::nullopt);
  EXPECT_EQ(ExpiryOfNumber("9223372036853"), 9'223'372'036'853);
}

TEST(ExpiryIndex, OrdersItsKeysByTime) {
  const StoreKey item = StoreKey::WithSortBytes(7, Digest({1, 2, 3}), "sort");
  std::string before;
  for (const int64_t seconds : {int64_t{0}, int64_t{255}, int64_t{256}, int64_t{1'700'000'000},
                                int64_t{5'000'000'000}, int64_t{9'223'372'036'853}}) {
    const std::string key = ExpiryKey(seconds, item.bytes());
    EXPECT_LT(before, key);
    const auto entry = ParseExpiryKey(key);
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->seconds, seconds);
    EXPECT_EQ(entry->item, item);
    before = key;
  }
}

// The example of docs/format.md.
TEST(ExpiryIndex, KeepsItsFormat) {
  const StoreKey item = StoreKey::WithSortBytes(7, Digest({0x7b, 0xf0}), "\xc1\x54");
  EXPECT_EQ(ExpiryKey(1'700'000'000, item.bytes()),
            std::string("\0\0\0\0\x65\x53\xf1\0", 8).append(item.bytes()));
}

TEST(ExpiryIndex, RefusesWhatIsNoKeyOfIts) {
  EXPECT_FALSE(ParseExpiryKey("").has_value());
  EXPECT_FALSE(ParseExpiryKey("12345678").has_value());
  const StoreKey item = StoreKey::WithSortBytes(7, Digest({1, 2, 3}), "");
  const std::string key = ExpiryKey(5, item.bytes());
  EXPECT_TRUE(ParseExpiryKey(key).has_value());
  EXPECT_FALSE(ParseExpiryKey(key.substr(0, key.size() - 1)).has_value());
  EXPECT_FALSE(
      ParseExpiryKey(ExpiryKey(std::numeric_limits<int64_t>::max(), item.bytes())).has_value());
  EXPECT_FALSE(ParseExpiryKey(ExpiryKey(-1, item.bytes())).has_value());
}

class UpdateExpiryIndexTest : public ::testing::Test {
 protected:
  // What a change writes: "-" and the seconds of an erased entry, "+" and those of a new one.
  std::string Written(TimeToLiveStage stage, const std::optional<Item>& before,
                      const std::optional<Item>& after) {
    storage::WriteBatch batch;
    const StoreKey key = StoreKey::WithSortBytes(7, Digest({1, 2, 3}), "");
    UpdateExpiryIndex({.attribute = "t", .stage = stage},
                      {.schema = nullptr,
                       .key = &key,
                       .secret = nullptr,
                       .before = before ? std::optional(before->view()) : std::nullopt,
                       .after = after ? std::optional(after->view()) : std::nullopt},
                      batch);
    std::string written;
    for (const auto& entry : batch.entries()) {
      EXPECT_EQ(entry.space, storage::Space::kExpiry);
      written += entry.kind == storage::WriteBatch::Kind::kErase ? "-" : "+";
      written += std::to_string(ParseExpiryKey(entry.key)->seconds);
    }
    return written;
  }
  static Item At(int seconds) { return Item{{"p", "a"}, {"t", seconds}}; }
};

TEST_F(UpdateExpiryIndexTest, TouchesOnlyWhatChanged) {
  const Item none{{"p", "a"}};
  for (const TimeToLiveStage stage : {TimeToLiveStage::kFilling, TimeToLiveStage::kOn}) {
    EXPECT_EQ(Written(stage, std::nullopt, At(5)), "+5");
    EXPECT_EQ(Written(stage, At(5), At(6)), "-5+6");
    EXPECT_EQ(Written(stage, At(5), At(5)), "");
    EXPECT_EQ(Written(stage, At(5), none), "-5");
    EXPECT_EQ(Written(stage, At(5), std::nullopt), "-5");
    EXPECT_EQ(Written(stage, none, none), "");
    EXPECT_EQ(Written(stage, std::nullopt, none), "");
  }
}

TEST_F(UpdateExpiryIndexTest, OnlyErasesWhileTheIndexIsPurged) {
  EXPECT_EQ(Written(TimeToLiveStage::kPurging, std::nullopt, At(5)), "");
  EXPECT_EQ(Written(TimeToLiveStage::kPurging, At(5), At(6)), "-5");
  EXPECT_EQ(Written(TimeToLiveStage::kPurging, At(5), std::nullopt), "-5");
}

}  // namespace
}  // namespace stator::engine
