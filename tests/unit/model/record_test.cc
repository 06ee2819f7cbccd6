#include "db/model/record.h"

#include <gtest/gtest.h>

#include "tests/unit/model/printing.h"

namespace stator {
namespace {

TEST(ItemRecordTest, ReadsBackWhatItAppended) {
  const Item item{{"page", "/home"}, {"count", 1}};
  std::string bytes = "before";
  ItemRecord::Append(item, item.view().SizeAsItem(), bytes);
  const std::string record = bytes.substr(6);
  const std::optional<ItemRecord> read = ItemRecord::Read(record);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->stamp(), 0u);
  EXPECT_EQ(read->item_size(), item.view().SizeAsItem());
  EXPECT_EQ(Item(read->item()), item);
}

TEST(ItemRecordTest, ReadsTheStampThatTheStoreFillsIn) {
  std::string bytes;
  ItemRecord::Append(Item{{"a", 1}}, 3, bytes);
  bytes.replace(ItemRecord::kStampOffset, 8, std::string("\x01\x02\x03\x04\x05\x06\x07\xFF"));
  EXPECT_EQ(ItemRecord::Read(bytes)->stamp(), 0x01020304050607FFu);
}

TEST(ItemRecordTest, RefusesWhatIsNoRecord) {
  std::string bytes;
  ItemRecord::Append(Item{{"a", 1}}, 3, bytes);
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
