// Records of the change log and their keys: back and forth, and what is neither.
#include "db/model/change_record.h"

#include <string>

#include "db/model/log_key.h"
#include "gtest/gtest.h"

namespace stator {
namespace {

std::string Written(std::optional<ItemView> before, std::optional<ItemView> after) {
  const Change change{
      .schema = nullptr, .key = nullptr, .secret = nullptr, .before = before, .after = after};
  std::string bytes(ChangeRecord::BytesFor(change), '\0');
  ChangeRecord::Write(change, Time(std::chrono::microseconds(-5)), bytes.data());
  return bytes;
}

TEST(ChangeRecord, GivesBackWhatWasWritten) {
  const Item a{{"p", "a"}}, b{{"p", "a"}, {"n", 1}};
  const std::optional<ItemView> none;
  const std::pair<std::optional<ItemView>, std::optional<ItemView>> kinds[] = {
      {none, ItemView(a)}, {ItemView(a), ItemView(b)}, {ItemView(b), none}};
  for (const auto& [before, after] : kinds) {
    const std::string bytes = Written(before, after);
    const auto record = ChangeRecord::Read(bytes);
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(record->before, before);
    EXPECT_EQ(record->after, after);
    EXPECT_EQ(record->time, Time(std::chrono::microseconds(-5)));
    EXPECT_EQ(record->bytes(), bytes.size());
  }
}

TEST(ChangeRecord, EveryCutIsNoRecord) {
  const Item a{{"p", "a"}};
  const std::string bytes = Written(ItemView(a), ItemView(a));
  const size_t before_alone = bytes.size() - a.encoded().size();
  for (size_t size = 0; size < bytes.size(); ++size) {
    if (size == before_alone) continue;  // That of a deletion.
    EXPECT_FALSE(ChangeRecord::Read(bytes.substr(0, size)).has_value()) << size;
  }
  std::string foreign = bytes;
  foreign[0] = 2;
  EXPECT_FALSE(ChangeRecord::Read(foreign).has_value());
}

TEST(LogKey, OrdersAsSequencesDo) {
  const Sequence ordered[] = {{0, 0}, {0, 1}, {0, UINT16_MAX}, {1, 0}, {UINT64_MAX, UINT16_MAX}};
  for (size_t i = 0; i < std::size(ordered); ++i) {
    EXPECT_EQ(LogKey::SequenceOf(LogKey(1, 2, ordered[i]).bytes()), ordered[i]);
    EXPECT_EQ(DecodeSequence(EncodeSequence(ordered[i])), ordered[i]);
    if (i == 0) continue;
    EXPECT_LT(LogKey(1, 2, ordered[i - 1]).bytes(), LogKey(1, 2, ordered[i]).bytes());
  }
}

TEST(LogKey, AShardsKeysLieBetweenItsMarkAndItsEnd) {
  const LogKey first(7, 3, Sequence::First());
  const LogKey last(7, 3, {UINT64_MAX, UINT16_MAX});
  EXPECT_LT(LogKey::OfTrimMark(7, 3), first.bytes());
  EXPECT_LT(last.bytes(), LogKey::EndOfShard(7, 3));
  EXPECT_LE(LogKey::EndOfShard(7, 3), LogKey::OfTrimMark(7, 4));
  EXPECT_LT(LogKey::EndOfShard(7, UINT32_MAX), LogKey(8, 0, Sequence::First()).bytes());
  EXPECT_EQ(LogKey::EndOfShard(UINT32_MAX, UINT32_MAX), "");
  EXPECT_EQ(LogKey::SequenceOf(LogKey::OfTrimMark(7, 3)), std::nullopt);
}

}  // namespace
}  // namespace stator
