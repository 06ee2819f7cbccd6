#include "db/model/record.h"

#include <gtest/gtest.h>

#include "tests/unit/model/printing.h"

namespace stator {
namespace {

std::string RecordOf(const Item& item, std::string_view partition_attribute) {
  std::string bytes(ItemRecord::BytesFor(item), 'x');
  ItemRecord::Write(item, item.view().SizeAsItem(), partition_attribute, bytes.data());
  return bytes;
}

TEST(ItemRecordTest, ReadsBackWhatItWrote) {
  const Item item{{"page", "/home"}, {"count", 1}};
  const std::string bytes = RecordOf(item, "page");
  const std::optional<ItemRecord> read = ItemRecord::Read(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->stamp(), 0u);
  EXPECT_EQ(read->item_size(), item.view().SizeAsItem());
  EXPECT_EQ(Item(read->item()), item);
}

TEST(ItemRecordTest, ReadsTheStampThatTheStoreFillsIn) {
  std::string bytes = RecordOf(Item{{"a", 1}}, "a");
  bytes.replace(ItemRecord::kStampOffset, 8, std::string("\x01\x02\x03\x04\x05\x06\x07\xFF"));
  EXPECT_EQ(ItemRecord::Read(bytes)->stamp(), 0x01020304050607FFu);
}

TEST(ItemRecordTest, KnowsItsPartitionKeyWhereverThatStands) {
  const Item item{{"a", "first"}, {"m", 5}, {"z", Binary("last")}};
  for (const auto [name, value] : item) {
    const std::string bytes = RecordOf(item, name);
    const std::optional<ItemRecord> record = ItemRecord::Read(bytes);
    EXPECT_TRUE(record->HasPartition(name, value)) << name;
    EXPECT_FALSE(record->HasPartition("b", value)) << name;
    EXPECT_FALSE(record->HasPartition(name, Value("firs"))) << name;
    EXPECT_FALSE(record->HasPartition(name, Value(std::string(100, 'x')))) << name;
  }
}

TEST(ItemRecordTest, BelievesNoPlaceOutsideTheItem) {
  std::string bytes = RecordOf(Item{{"a", 1}}, "a");
  for (const char* place : {"\xFF\xFF\xFF\xFF", "\x00\x01\x00\x00", "\x00\x00\x00\x00"}) {
    bytes.replace(ItemRecord::kHeaderBytes - 4, 4, std::string(place, 4));
    EXPECT_FALSE(ItemRecord::Read(bytes)->HasPartition("a", Value(1)));
  }
}

TEST(ItemRecordTest, RefusesWhatIsNoRecord) {
  const std::string bytes = RecordOf(Item{{"a", 1}}, "a");
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(ItemRecord::Read(std::string_view(bytes).substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(ItemRecord::Read(bytes + "x").has_value());
  std::string other_format = bytes;
  other_format[0] = 2;
  EXPECT_FALSE(ItemRecord::Read(other_format).has_value());
  std::string no_map = bytes;
  no_map[ItemRecord::kHeaderBytes] = static_cast<char>(Type::kList);
  EXPECT_FALSE(ItemRecord::Read(no_map).has_value());
}

}  // namespace
}  // namespace stator
