// Query and Scan of indexes, on the level of the engine: order and bounds of keys of several
// attributes, paging, fetching from the table.
#include "tests/unit/engine/indexed_table.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IndexReadTest : public IndexedTableTest {
 protected:
  // Items of one index partition, for each of some texts and numbers, put in no order.
  void PutGrid() {
    int s = 0;
    for (const char* l : {"b", "a", "ab", "c"}) {
      for (const int m : {10, -1, 2}) {
        ASSERT_THAT(Put(Item{{"p", "a"}, {"s", ++s}, {"g", "G"}, {"n", 1}, {"l", l}, {"m", m}}),
                    IsOk());
      }
    }
    ASSERT_THAT(Put(Item{{"p", "a"}, {"s", 99}, {"g", "G"}, {"n", 2}, {"l", "a"}, {"m", 0}}),
                IsOk());
  }

  static std::vector<std::string> Names(const std::vector<Item>& items) {
    std::vector<std::string> names;
    for (const Item& item : items) {
      names.push_back(std::string(item.Find("l")->AsString()) +
                      item.Find("m")->AsNumber().ToString());
    }
    return names;
  }
  std::vector<std::string> Multi(const std::string& sort_condition, Item values = {}) {
    values.Set(":g", "G").Set(":n", 1);
    return Names(QueryOf("multi", "g = :g AND n = :n" + sort_condition, values));
  }
};

TEST_F(IndexReadTest, OrdersByOneAttributeAfterTheOther) {
  PutGrid();
  EXPECT_THAT(Multi(""), ElementsAre("a-1", "a2", "a10", "ab-1", "ab2", "ab10", "b-1", "b2", "b10",
                                     "c-1", "c2", "c10"));
}

TEST_F(IndexReadTest, CutsAPartitionByEveryCondition) {
  PutGrid();
  const Item l{{":l", "ab"}};
  const Item lm{{":l", "ab"}, {":m", 2}};
  EXPECT_THAT(Multi(" AND l = :l", l), ElementsAre("ab-1", "ab2", "ab10"));
  EXPECT_THAT(Multi(" AND l < :l", l), ElementsAre("a-1", "a2", "a10"));
  EXPECT_THAT(Multi(" AND l <= :l", l), ElementsAre("a-1", "a2", "a10", "ab-1", "ab2", "ab10"));
  EXPECT_THAT(Multi(" AND l > :l", l), ElementsAre("b-1", "b2", "b10", "c-1", "c2", "c10"));
  EXPECT_THAT(Multi(" AND l >= :l", Item{{":l", "b"}}),
              ElementsAre("b-1", "b2", "b10", "c-1", "c2", "c10"));
  EXPECT_THAT(Multi(" AND begins_with(l, :l)", Item{{":l", "a"}}),
              ElementsAre("a-1", "a2", "a10", "ab-1", "ab2", "ab10"));
  EXPECT_THAT(Multi(" AND l BETWEEN :l AND :m", Item{{":l", "aa"}, {":m", "b"}}),
              ElementsAre("ab-1", "ab2", "ab10", "b-1", "b2", "b10"));
  EXPECT_THAT(Multi(" AND l = :l AND m = :m", lm), ElementsAre("ab2"));
  EXPECT_THAT(Multi(" AND l = :l AND m < :m", lm), ElementsAre("ab-1"));
  EXPECT_THAT(Multi(" AND l = :l AND m <= :m", lm), ElementsAre("ab-1", "ab2"));
  EXPECT_THAT(Multi(" AND l = :l AND m > :m", lm), ElementsAre("ab10"));
  EXPECT_THAT(Multi(" AND m >= :m AND l = :l", lm), ElementsAre("ab2", "ab10"));
  EXPECT_THAT(Multi(" AND l = :l AND m BETWEEN :m AND :x", Item(lm).Set(":x", 10)),
              ElementsAre("ab2", "ab10"));
}

TEST_F(IndexReadTest, RefusesConditionsThatLeaveAnAttributeOut) {
  const auto refused = [&](const std::string& condition, const std::string& message) {
    Item values{{":g", "G"}};
    for (const char* name : {":n", ":m"}) {
      if (condition.find(name) != std::string::npos) values.Set(name, 1);
    }
    if (condition.find(":l") != std::string::npos) values.Set(":l", "x");
    EXPECT_THAT(Read(QueryRequest{.index_name = "multi",
                                  .key_condition_expression = condition,
                                  .expression_attribute_values = values}),
                IsInvalid(message))
        << condition;
  };
  refused("g = :g", "Query condition missed key schema element: n");
  refused("g = :g AND l = :l", "Query condition missed key schema element: n");
  refused("g = :g AND n > :n", "Query key condition not supported");
  refused("g = :g AND n = :n AND m = :m", "Query condition missed key schema element: l");
  refused("g = :g AND n = :n AND l > :l AND m = :m", "Query key condition not supported");
}

TEST_F(IndexReadTest, PagesOverEqualIndexKeysInBothDirections) {
  for (int s = 1; s <= 7; ++s) {
    ASSERT_THAT(Put(Item{{"p", "a"}, {"s", s}, {"g", "G"}, {"l", "L"}}), IsOk());
  }
  for (const std::string index : {"global", "local"}) {
    for (const bool forward : {true, false}) {
      std::vector<Item> seen;
      QueryRequest request{
          .index_name = index,
          .limit = 2,
          .scan_index_forward = forward,
          .key_condition_expression = index == "global" ? "g = :v" : "p = :v AND l = :l",
          .expression_attribute_values = Item{{":v", "G"}}};
      if (index == "local") {
        request.expression_attribute_values = Item{{":v", "a"}, {":l", "L"}};
      }
      int pages = 0;
      for (; pages < 10; ++pages) {
        const auto page = Read(request);
        for (const Item& item : ItemsOf(page)) seen.push_back(item);
        if (!page->last_key) break;
        EXPECT_EQ(page->last_key->size(), 3u) << "index key and table key";
        request.exclusive_start_key = page->last_key;
      }
      EXPECT_EQ(pages, 3);
      EXPECT_EQ(seen.size(), 7u);
      QueryRequest whole = request;
      whole.limit.reset();
      whole.exclusive_start_key.reset();
      EXPECT_EQ(seen, ItemsOf(Read(whole)));
    }
  }
}

TEST_F(IndexReadTest, ScansAllSegmentsAndEachEntryOnce) {
  for (int i = 0; i < 40; ++i) {
    ASSERT_THAT(Put(Item{{"p", "a"}, {"s", i}, {"g", "g" + std::to_string(i)}}), IsOk());
  }
  size_t entries = 0;
  for (int segment = 0; segment < 3; ++segment) {
    entries +=
        ItemsOf(Read(ScanRequest{.index_name = "global", .total_segments = 3, .segment = segment}))
            .size();
  }
  EXPECT_EQ(entries, 40u);
}

TEST_F(IndexReadTest, FetchesFromTheTableBehindALocalIndexOnly) {
  const Item item{{"p", "a"}, {"s", 1}, {"l", "L"}, {"g", "G"}, {"n", 1}, {"m", 1}, {"y", "Y"}};
  ASSERT_THAT(Put(item), IsOk());
  const auto local = [&](std::optional<Select> select, std::optional<Expression> projection) {
    return Read(QueryRequest{.index_name = "local",
                             .select = select,
                             .projection_expression = projection,
                             .key_condition_expression = "p = :p",
                             .expression_attribute_values = Item{{":p", "a"}}});
  };
  const auto all = local(Select::kAllAttributes, {});
  EXPECT_THAT(ItemsOf(all), ElementsAre(item));
  EXPECT_EQ(all->fetched_blocks, 1u);
  EXPECT_EQ(all->bytes, 2u + 3u + 2u) << "the entry's own";
  EXPECT_THAT(ItemsOf(local({}, "y")), ElementsAre(Item{{"y", "Y"}}));
  const auto covered = local({}, "l, s");
  EXPECT_THAT(ItemsOf(covered), ElementsAre(Item{{"l", "L"}, {"s", 1}}));
  EXPECT_EQ(covered->fetched_blocks, 0u);

  EXPECT_THAT(Read(ScanRequest{.index_name = "multi", .select = Select::kAllAttributes}),
              IsInvalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is "
                        "not supported for global secondary index multi because its projection "
                        "type is not ALL"));
  EXPECT_THAT(Read(ScanRequest{.index_name = "multi", .projection_expression = "y, x, z.a"}),
              IsInvalid("One or more parameter values were invalid: Global secondary index multi "
                        "does not project [y, z]"));
}

TEST_F(IndexReadTest, IsNotReadWhileItIsFilled) {
  TableDefinition definition = Definition();
  definition.indexes[1].is_backfilling = true;
  definition.indexes[2].deleted = Time{};
  table_ = std::make_shared<const Table>(definition);
  EXPECT_THAT(Read(ScanRequest{.index_name = "global"}),
              IsInvalid("Cannot read from backfilling global secondary index: global"));
  EXPECT_THAT(Read(ScanRequest{.index_name = "multi"}),
              IsInvalid("The table does not have the specified index: multi"));
}

TEST_F(IndexReadTest, KnowsAPartitionByAllItsAttributes) {
  PutGrid();
  EXPECT_EQ(QueryOf("multi", "g = :g AND n = :n", Item{{":g", "G"}, {":n", 2}}).size(), 1u);
  EXPECT_THAT(QueryOf("multi", "g = :g AND n = :n", Item{{":g", "G"}, {":n", 3}}), IsEmpty());
}

}  // namespace
}  // namespace stator::engine
