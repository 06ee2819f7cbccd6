// What follows from writes for the indexes of a table: which entries there are, what they hold,
// what is counted, and what is not written.
#include "db/engine/secondary_index.h"

#include "tests/unit/engine/indexed_table.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SecondaryIndexTest : public IndexedTableTest {
 protected:
  const Item key_{{"p", "a"}, {"s", 1}};
  const Item item_{{"p", "a"}, {"s", 1}, {"l", "L"}, {"g", "G"},
                   {"n", 3},   {"m", 4}, {"x", "X"}, {"y", "Y"}};

  // Indexes by name with the units that the last write cost.
  std::vector<std::pair<std::string, double>> UnitsOfLast() const {
    std::vector<std::pair<std::string, double>> units;
    for (const auto& [index, u] : result_.index_units) units.emplace_back(index->name, u);
    return units;
  }
};

TEST_F(SecondaryIndexTest, HoldsEachItemAsItsProjectionSays) {
  ASSERT_THAT(Put(item_), IsOk());
  EXPECT_THAT(ScanOf("local"), ElementsAre(Item{{"p", "a"}, {"s", 1}, {"l", "L"}}));
  EXPECT_THAT(ScanOf("global"), ElementsAre(item_));
  Item without_y = item_;
  without_y.Remove("y");
  EXPECT_THAT(ScanOf("multi"), ElementsAre(without_y));
}

TEST_F(SecondaryIndexTest, IsSparse) {
  ASSERT_THAT(Put(Item{{"p", "a"}, {"s", 1}, {"g", "G"}}), IsOk());
  EXPECT_THAT(ScanOf("local"), IsEmpty());
  EXPECT_EQ(ScanOf("global").size(), 1u);
  EXPECT_THAT(ScanOf("multi"), IsEmpty());
  ASSERT_THAT(Update(key_, "REMOVE g", {}), IsOk());
  EXPECT_THAT(ScanOf("global"), IsEmpty());
}

TEST_F(SecondaryIndexTest, MovesTheEntryWhenItsKeyChanges) {
  ASSERT_THAT(Put(item_), IsOk());
  ASSERT_THAT(Update(key_, "SET g = :g", Item{{":g", "H"}}), IsOk());
  EXPECT_THAT(QueryOf("global", "g = :g", Item{{":g", "G"}}), IsEmpty());
  EXPECT_EQ(QueryOf("global", "g = :g", Item{{":g", "H"}}).size(), 1u);
  EXPECT_THAT(UnitsOfLast(), ElementsAre(std::pair("global", 2), std::pair("multi", 2)));
}

TEST_F(SecondaryIndexTest, IsNotWrittenToWhenWhatItHoldsIsTheSame) {
  ASSERT_THAT(Put(item_), IsOk());
  EXPECT_THAT(UnitsOfLast(),
              ElementsAre(std::pair("local", 1), std::pair("global", 1), std::pair("multi", 1)));
  ASSERT_THAT(Put(item_), IsOk());
  EXPECT_THAT(UnitsOfLast(), IsEmpty());
  ASSERT_THAT(Update(key_, "SET y = :y", Item{{":y", "other"}}), IsOk());
  EXPECT_THAT(UnitsOfLast(), ElementsAre(std::pair("global", 1)));
  ASSERT_THAT(Update(key_, "SET x = :x", Item{{":x", std::string(1500, 'x')}}), IsOk());
  EXPECT_THAT(UnitsOfLast(), ElementsAre(std::pair("global", 2), std::pair("multi", 2)));
}

TEST_F(SecondaryIndexTest, LosesTheEntryOfADeletedItem) {
  ASSERT_THAT(Put(item_), IsOk());
  ASSERT_THAT(Delete(key_), IsOk());
  for (const char* index : {"local", "global", "multi"}) {
    EXPECT_THAT(ScanOf(index), IsEmpty()) << index;
  }
  EXPECT_EQ(result_.index_units.size(), 3u);
  ASSERT_THAT(Delete(key_), IsOk());
  EXPECT_TRUE(result_.index_units.empty());
}

TEST_F(SecondaryIndexTest, CountsEntriesAndTheirBytes) {
  ASSERT_THAT(Put(item_), IsOk());
  ASSERT_THAT(Put(Item{{"p", "b"}, {"s", 1}, {"l", "LL"}}), IsOk());
  EXPECT_EQ(StatsOf(kLocal).item_count, 2);
  // p, a, s and 2 for the number, l and the text.
  EXPECT_EQ(StatsOf(kLocal).size_bytes, (2 + 3 + 2) + (2 + 3 + 3));
  EXPECT_EQ(StatsOf(kGlobal).item_count, 1);
  EXPECT_EQ(StatsOf(kGlobal).size_bytes, static_cast<int64_t>(item_.view().SizeAsItem()));
  ASSERT_THAT(Update(key_, "REMOVE l, g", {}), IsOk());
  EXPECT_EQ(StatsOf(kLocal).item_count, 1);
  EXPECT_EQ(StatsOf(kGlobal).item_count, 0);
  EXPECT_EQ(StatsOf(kGlobal).size_bytes, 0);
  EXPECT_EQ(StatsOf(kTable).item_count, 2);
}

TEST_F(SecondaryIndexTest, TellsItemsWithTheSameIndexKeyApart) {
  for (int s = 1; s <= 5; ++s) {
    ASSERT_THAT(Put(Item{{"p", "a"}, {"s", s}, {"g", "G"}, {"l", "L"}}), IsOk());
  }
  EXPECT_EQ(QueryOf("global", "g = :g", Item{{":g", "G"}}).size(), 5u);
  ASSERT_THAT(Delete(Item{{"p", "a"}, {"s", 3}}), IsOk());
  EXPECT_EQ(QueryOf("global", "g = :g", Item{{":g", "G"}}).size(), 4u);
  EXPECT_EQ(QueryOf("local", "p = :p AND l = :l", Item{{":p", "a"}, {":l", "L"}}).size(), 4u);
}

// A table whose indexes are being filled: they are maintained, but cannot be read yet.
class BackfillingTest : public SecondaryIndexTest {
 protected:
  TablePtr TableWith(bool has_indexes, bool is_backfilling) {
    TableDefinition definition = Definition();
    if (!has_indexes) definition.indexes.clear();
    for (IndexDefinition& index : definition.indexes) index.is_backfilling = is_backfilling;
    return std::make_shared<const Table>(definition);
  }
  void CreateIndexesLate() { table_ = TableWith(true, true); }
  void FinishBackfill() { table_ = TableWith(true, false); }
  // As the backfill does, for one item.
  void Fill(const Item& item) {
    size_t bytes = 0;
    const auto outcome =
        store_->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          for (const IndexSchema& index : table_->schema().indexes) {
            EXPECT_THAT(FillIndex(table_->schema(), index, secret_, item, item.view().SizeAsItem(),
                                  snapshot, batch, bytes),
                        IsOk());
          }
          return storage::Decision::kCommit;
        });
    EXPECT_EQ(outcome.kind, Kind::kCommitted);
  }
  void SetUp() override { table_ = TableWith(false, false); }
};

TEST_F(BackfillingTest, CountsWhatIsThereWhoeverPutIt) {
  const Item other{{"p", "b"}, {"s", 1}, {"g", "G"}};
  const Item gone{{"p", "c"}, {"s", 1}, {"g", "G"}};
  const Item moved{{"p", "d"}, {"s", 1}, {"g", "G"}};
  for (const Item& item : {item_, other, gone, moved}) ASSERT_THAT(Put(item), IsOk());
  CreateIndexesLate();
  EXPECT_EQ(StatsOf(kGlobal).item_count, 0);
  // Before the backfill comes to them: one is deleted, two are changed, one of them twice.
  ASSERT_THAT(Delete(Item{{"p", "c"}, {"s", 1}}), IsOk());
  EXPECT_EQ(StatsOf(kGlobal).item_count, 0);
  ASSERT_THAT(Update(Item{{"p", "d"}, {"s", 1}}, "SET g = :g", Item{{":g", "H"}}), IsOk());
  ASSERT_THAT(Update(Item{{"p", "d"}, {"s", 1}}, "SET y = :y", Item{{":y", "z"}}), IsOk());
  EXPECT_EQ(StatsOf(kGlobal).item_count, 1);
  Fill(item_);
  Fill(item_);
  Fill(other);
  Fill(Item{{"p", "d"}, {"s", 1}, {"g", "H"}, {"y", "z"}});
  FinishBackfill();
  EXPECT_EQ(ScanOf("global").size(), 3u);
  EXPECT_EQ(StatsOf(kGlobal).item_count, 3);
  int64_t bytes = 0;
  for (const Item& item : ScanOf("global")) bytes += static_cast<int64_t>(item.view().SizeAsItem());
  EXPECT_EQ(StatsOf(kGlobal).size_bytes, bytes);
  EXPECT_EQ(StatsOf(kLocal).item_count, 1);
}

TEST_F(BackfillingTest, PassesOverItemsThatCannotBeEntries) {
  const Item unfit{{"p", "b"}, {"s", 1}, {"g", 7}, {"l", ""}};
  ASSERT_THAT(Put(unfit), IsOk());
  CreateIndexesLate();
  Fill(unfit);
  ASSERT_THAT(Update(Item{{"p", "b"}, {"s", 1}}, "SET y = :y", Item{{":y", 1}}), IsOk())
      << "An update that leaves the unfit value as it was passes.";
  EXPECT_EQ(StatsOf(kGlobal).item_count, 0);
  FinishBackfill();
  EXPECT_THAT(ScanOf("global"), IsEmpty());
  ASSERT_THAT(Update(Item{{"p", "b"}, {"s", 1}}, "SET g = :g", Item{{":g", "fit"}}), IsOk());
  EXPECT_EQ(ScanOf("global").size(), 1u);
}

}  // namespace
}  // namespace stator::engine
