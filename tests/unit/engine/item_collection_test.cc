// The size of each item collection, as it is kept.
#include "db/engine/item_collection.h"

#include <map>
#include <random>

#include "tests/unit/engine/indexed_table.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsOk;
using storage::Space;
using Rows = std::map<std::string, std::string>;

class ItemCollectionTest : public IndexedTableTest {
 protected:
  // Of one space, those under one table or index.
  Rows RowsOf(Space space, TableId id) {
    Rows rows;
    const StoreKey begin = StoreKey::Table(id);
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({.space = space, .begin = begin.bytes(), .end = {}},
                           [&](std::string_view key, std::string_view value) {
                             if (!key.starts_with(begin.bytes())) return storage::Visit::kStop;
                             rows.emplace(key, value);
                             return storage::Visit::kContinue;
                           });
    }),
                IsOk());
    return rows;
  }
  // By partition: what the items and the entries of the local index have together.
  std::map<std::string, int64_t> Counted() {
    std::map<std::string, int64_t> sizes;
    for (const auto& [key, value] : RowsOf(Space::kItems, kTable)) {
      sizes[key.substr(4, 16)] += ItemRecord::Read(value)->item_size();
    }
    for (const auto& [key, value] : RowsOf(Space::kIndexes, kLocal)) {
      sizes[key.substr(4, 16)] += ItemRecord::Read(value)->item_size();
    }
    return sizes;
  }
  std::map<std::string, int64_t> Kept() {
    std::map<std::string, int64_t> sizes;
    for (const auto& [key, value] : RowsOf(Space::kIndexes, kTable)) {
      EXPECT_EQ(key.size(), 20u);
      EXPECT_EQ(value.size(), 8u);
      sizes[key.substr(4)] = storage::ReadCounter(value);
    }
    return sizes;
  }
};

TEST_F(ItemCollectionTest, IsKeptInEightBytesUnderTheTable) {
  // 500 bytes, and an entry of 100.
  const Item item{{"p", "a"}, {"s", 1}, {"l", std::string(94, 'l')}, {"x", std::string(399, 'x')}};
  ASSERT_EQ(item.view().SizeAsItem(), 500u);
  Item other = item;
  other.Set("s", 2);
  ASSERT_THAT(Put(item), IsOk());
  ASSERT_THAT(Put(other), IsOk());
  const Rows rows = RowsOf(Space::kIndexes, kTable);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows.begin()->first,
            RowsOf(Space::kItems, kTable).begin()->first.substr(0, rows.begin()->first.size()));
  EXPECT_EQ(rows.begin()->second, std::string("\xb0\x04\0\0\0\0\0\0", 8));
  EXPECT_EQ(result_.collection_bytes, 1200);
}

TEST_F(ItemCollectionTest, HasNoRowWhenAllIsGone) {
  ASSERT_THAT(Put(Item{{"p", "a"}, {"s", 1}, {"l", "L"}}), IsOk());
  ASSERT_THAT(Put(Item{{"p", "a"}, {"s", 2}}), IsOk());
  ASSERT_THAT(Delete(Item{{"p", "a"}, {"s", 1}}), IsOk());
  EXPECT_EQ(Kept().size(), 1u);
  ASSERT_THAT(Delete(Item{{"p", "a"}, {"s", 2}}), IsOk());
  EXPECT_TRUE(Kept().empty());
  EXPECT_EQ(result_.collection_bytes, 0);
}

TEST_F(ItemCollectionTest, IsWhatItsItemsAndEntriesHaveAfterAnyHistory) {
  std::minstd_rand random(7);
  const auto one_of = [&](int n) { return static_cast<int>(random() % n); };
  for (int i = 0; i < 400; ++i) {
    const Item key{{"p", std::string(1, static_cast<char>('a' + one_of(3)))}, {"s", one_of(5)}};
    Item item = key;
    if (one_of(2) == 0) item.Set("l", std::string(1 + one_of(30), 'l'));
    if (one_of(2) == 0) item.Set("x", std::string(one_of(50), 'x'));
    switch (one_of(4)) {
      case 0:
        ASSERT_THAT(Delete(key), IsOk());
        break;
      case 1:
        ASSERT_THAT(Update(key, "SET l = :l", Item{{":l", std::string(1 + one_of(9), 'm')}}),
                    IsOk());
        break;
      default:
        ASSERT_THAT(Put(item), IsOk());
    }
    ASSERT_EQ(Kept(), Counted()) << "after " << i;
  }
}

TEST(MetricsOfACollection, AreWholeGbAroundItsSize) {
  const KeySchema key{.partition = {{"p", Type::kString}}, .sort = {}};
  const Item item{{"p", "a"}, {"x", 1}};
  const auto range = [&](int64_t bytes) {
    return *MetricsOf(ReturnItemCollectionMetrics::kSize, key, item, bytes)->size_estimate_range_gb;
  };
  const int64_t gb = int64_t{1} << 30;
  EXPECT_EQ(range(0), (std::vector<double>{0, 1}));
  EXPECT_EQ(range(gb - 1), (std::vector<double>{0, 1}));
  EXPECT_EQ(range(gb), (std::vector<double>{1, 2}));
  EXPECT_EQ(range(10 * gb - 1), (std::vector<double>{9, 10}));
  EXPECT_FALSE(MetricsOf(ReturnItemCollectionMetrics::kSize, key, item, std::nullopt));
  EXPECT_FALSE(MetricsOf(std::nullopt, key, item, 1));
}

}  // namespace
}  // namespace stator::engine
