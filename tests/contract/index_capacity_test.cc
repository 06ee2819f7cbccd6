// What reads and writes of secondary indexes say they consumed.
#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

using Units = std::map<std::string, double>;

class IndexCapacity : public IndexTest {
 protected:
  // "" is the table's share.
  static Units UnitsOf(const std::optional<ConsumedCapacity>& consumed) {
    Units units;
    if (!consumed || !consumed->table) return units;
    EXPECT_EQ(consumed->table_name, "games");
    units[""] = consumed->table->capacity_units.value_or(-1);
    double total = units[""];
    for (const auto& by_name :
         {consumed->local_secondary_indexes, consumed->global_secondary_indexes}) {
      if (!by_name) continue;
      EXPECT_FALSE(by_name->empty());
      for (const auto& [name, capacity] : *by_name) {
        total += units[name] = capacity.capacity_units.value_or(-1);
      }
    }
    EXPECT_EQ(consumed->capacity_units, total);
    return units;
  }
  Units Put(const Item& item) {
    const auto put = db().PutItem({.table_name = "games",
                                   .item = item,
                                   .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
    EXPECT_THAT(put, IsOk());
    return put.ok() ? UnitsOf(put->consumed_capacity) : Units();
  }
  Units UnitsOfUpdate(std::string_view text, const Item& values = {}) {
    const auto updated = Update(Key("1"), text, values);
    EXPECT_THAT(updated, IsOk());
    return updated.ok() ? UnitsOf(updated->consumed_capacity) : Units();
  }
  Units Delete() {
    const auto deleted =
        db().DeleteItem({.table_name = "games",
                         .key = Key("1"),
                         .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
    EXPECT_THAT(deleted, IsOk());
    return deleted.ok() ? UnitsOf(deleted->consumed_capacity) : Units();
  }
  Units UnitsOfQuery(QueryRequest request) {
    request.return_consumed_capacity = ReturnConsumedCapacity::kIndexes;
    const auto queried = db().Query(request);
    EXPECT_THAT(queried, IsOk());
    return queried.ok() ? UnitsOf(queried->consumed_capacity) : Units();
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexCapacity);

TEST_P(IndexCapacity, OfAWriteCountsTheIndexesThatChange) {
  const Item item = With(Key("1"), {{"d", 1}, {"g", "G"}, {"n", 1}});
  EXPECT_EQ(Put(item), (Units{{"", 1}, {"recent", 1}, {"best", 1}, {"every", 1}}));
  EXPECT_EQ(Put(item), (Units{{"", 1}})) << "nothing changes";
  EXPECT_EQ(Put(With(item, {{"y", 1}})), (Units{{"", 1}, {"every", 1}}));
  EXPECT_EQ(UnitsOfUpdate("SET x = :x", Item{{":x", 1}}),
            (Units{{"", 1}, {"best", 1}, {"every", 1}}));
  EXPECT_EQ(UnitsOfUpdate("SET n = :n", Item{{":n", 2}}),
            (Units{{"", 1}, {"best", 2}, {"every", 1}}))
      << "an entry that moves is erased and put";
  EXPECT_EQ(UnitsOfUpdate("REMOVE d"), (Units{{"", 1}, {"recent", 1}, {"every", 1}}));
  EXPECT_EQ(Delete(), (Units{{"", 1}, {"best", 1}, {"every", 1}}));
  EXPECT_EQ(Delete(), (Units{{"", 1}}));
}

TEST_P(IndexCapacity, OfAWriteIsByTheSizeOfTheEntry) {
  const Item item = With(Key("1"), {{"g", "G"}, {"n", 1}, {"y", std::string(3000, 'y')}});
  EXPECT_EQ(Put(item), (Units{{"", 3}, {"best", 1}, {"every", 3}}));
  EXPECT_EQ(UnitsOfUpdate("SET y = :y", Item{{":y", "y"}}), (Units{{"", 3}, {"every", 3}}))
      << "the larger of both sizes";
  EXPECT_EQ(Put(item), (Units{{"", 3}, {"every", 3}}));
  EXPECT_EQ(UnitsOfUpdate("SET g = :g, y = :y", Item{{":g", "H"}, {":y", "y"}}),
            (Units{{"", 3}, {"best", 2}, {"every", 3 + 1}}))
      << "what is erased by its size, and what is put by its own";
}

TEST_P(IndexCapacity, TotalIsThatOfTableAndIndexes) {
  const auto put = db().PutItem({.table_name = "games",
                                 .item = With(Key("1"), {{"g", "G"}}),
                                 .return_consumed_capacity = ReturnConsumedCapacity::kTotal});
  ASSERT_THAT(put, IsOk());
  EXPECT_EQ(put->consumed_capacity->capacity_units, 2);
  EXPECT_FALSE(put->consumed_capacity->table.has_value());
  EXPECT_FALSE(put->consumed_capacity->global_secondary_indexes.has_value());
}

TEST_P(IndexCapacity, OfAReadIsThatOfTheIndex) {
  for (int i = 0; i < 4; ++i) {
    Put(With(Key(std::to_string(i)),
             {{"d", i}, {"g", "G"}, {"n", i}, {"y", std::string(4500, 'y')}}));
  }
  EXPECT_EQ(UnitsOfQuery(RequestOf("best")), (Units{{"", 0}, {"best", 0.5}}));
  EXPECT_EQ(UnitsOfQuery(RequestOf("every")), (Units{{"", 0}, {"every", 2.5}})) << "18 KB";
  EXPECT_EQ(UnitsOfQuery(RequestOf("recent")), (Units{{"", 0}, {"recent", 0.5}}));
  EXPECT_EQ(UnitsOfQuery(RequestOf("whole")), (Units{{"", 0}, {"whole", 0.5}})) << "nothing";
  QueryRequest consistent = RequestOf("recent");
  consistent.consistent_read = true;
  EXPECT_EQ(UnitsOfQuery(consistent), (Units{{"", 0}, {"recent", 1}}));
  const auto scanned = db().Scan({.table_name = "games",
                                  .index_name = "best",
                                  .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
  EXPECT_EQ(UnitsOf(scanned->consumed_capacity), (Units{{"", 0}, {"best", 0.5}}));
}

TEST_P(IndexCapacity, OfItemsFetchedFromTheTableIsByItem) {
  for (int i = 0; i < 3; ++i) {
    Put(With(Key(std::to_string(i)), {{"d", i}, {"y", std::string(4500, 'y')}}));
  }
  QueryRequest request = RequestOf("recent");
  request.select = Select::kAllAttributes;
  EXPECT_EQ(UnitsOfQuery(request), (Units{{"", 3}, {"recent", 0.5}})) << "each rounded to 8 KB";
  request.consistent_read = true;
  EXPECT_EQ(UnitsOfQuery(request), (Units{{"", 6}, {"recent", 1}}));
}

}  // namespace
}  // namespace stator::testing
