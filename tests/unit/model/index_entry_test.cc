#include "db/model/index_entry.h"

#include <gtest/gtest.h>

#include "db/base/limits.h"
#include "db/model/index_key.h"

namespace stator {
namespace {

const KeySchema kTableKey{.partition = {{"p", Type::kString}}, .sort = {{"s", Type::kNumber}}};

IndexSchema Index() {
  return {.id = 5,
          .name = "i",
          .key = {.partition = {{"a", Type::kString}, {"b", Type::kNumber}},
                  .sort = {{"c", Type::kBinary}}}};
}

Item Whole() {
  return Item{{"a", "x"}, {"b", 1}, {"c", Binary("y")}, {"d", "z"}, {"p", "k"}, {"s", 2}};
}

std::optional<IndexEntry> EntryOf(const IndexSchema& index, const Item& item) {
  return IndexEntry::Of(index, kTableKey, item, item.view().SizeAsItem());
}

TEST(IndexEntryTest, HoldsBothKeysAndWhatIsProjected) {
  const Item item = Whole();
  IndexSchema index = Index();
  Item keys = item;
  keys.Remove("d");
  const auto keys_only = EntryOf(index, item);
  ASSERT_TRUE(keys_only.has_value());
  EXPECT_EQ(Item(keys_only->item()), keys);
  EXPECT_EQ(keys_only->size(), keys.view().SizeAsItem());

  index.projected = {"d", "missing"};
  EXPECT_EQ(Item(EntryOf(index, item)->item()), item);

  index.projected = {};
  index.projects_all = true;
  const auto all = EntryOf(index, item);
  EXPECT_EQ(Item(all->item()), item);
  EXPECT_EQ(all->size(), item.view().SizeAsItem());
}

TEST(IndexEntryTest, IsWhereItsKeysSay) {
  const DigestSecret secret;
  const Item item = Whole();
  const Value a("x"), b(1), c(Binary("y")), p("k"), s(2);
  const ValueView partition[] = {a, b};
  const ValueView sort[] = {c};
  EXPECT_EQ(EntryOf(Index(), item)->Key(secret),
            IndexEntryKey(5, Digest::Of(secret, partition), sort, DigestOfTableKey(secret, p, s)));
}

TEST(IndexEntryTest, IsMissingWithoutAnAttributeOfTheKey) {
  for (const std::string_view name : {"a", "b", "c"}) {
    Item item = Whole();
    item.Remove(name);
    EXPECT_FALSE(EntryOf(Index(), item).has_value()) << name;
  }
}

TEST(IndexEntryTest, IsMissingForValuesThatAreNoKeys) {
  const std::pair<std::string_view, Value> unfit[] = {
      {"a", 1},
      {"a", nullptr},
      {"a", ""},
      {"b", "1"},
      {"c", "y"},
      {"c", Binary("")},
      {"a", std::string(limits::kPartitionKeyBytesMax - 1, 'x')},  // The number has 2.
      {"c", Binary(std::string(limits::kSortKeyBytesMax + 1, 'x'))}};
  for (const auto& [name, value] : unfit) {
    Item item = Whole();
    item.Set(name, value);
    EXPECT_FALSE(EntryOf(Index(), item).has_value()) << name << " " << value;
  }
  Item longest = Whole();
  longest.Set("a", std::string(limits::kPartitionKeyBytesMax - 2, 'x'));
  longest.Set("c", Binary(std::string(limits::kSortKeyBytesMax, 'x')));
  EXPECT_TRUE(EntryOf(Index(), longest).has_value());
}

}  // namespace
}  // namespace stator
