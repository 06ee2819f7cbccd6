// What operations say they consumed, for each ReturnConsumedCapacity.
#include <string>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

// An item of exactly so many bytes, as DynamoDB counts.
Item ItemOf(const std::string& key, size_t bytes) {
  return Item{{"p", key}, {"v", std::string(bytes - 2 - key.size(), 'x')}};
}

class Consumed : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  template <typename Result>
  static double Units(const absl::StatusOr<Result>& result) {
    EXPECT_THAT(result, IsOk());
    if (!result.ok() || !result->consumed_capacity) return -1;
    return result->consumed_capacity->capacity_units.value_or(-1);
  }
  double UnitsOfPut(const Item& item) {
    return Units(db().PutItem({.table_name = "plain",
                               .item = item,
                               .return_consumed_capacity = ReturnConsumedCapacity::kTotal}));
  }
  double UnitsOfGet(const std::string& key, bool consistent) {
    return Units(db().GetItem({.table_name = "plain",
                               .key = Item{{"p", key}},
                               .consistent_read = consistent,
                               .return_consumed_capacity = ReturnConsumedCapacity::kTotal}));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Consumed);

TEST_P(Consumed, OfAReadIsHalfAUnitForFourKilobytesOrAWholeOne) {
  Put("plain", ItemOf("small", 4096));
  Put("plain", ItemOf("large", 4097));
  EXPECT_EQ(UnitsOfGet("small", false), 0.5);
  EXPECT_EQ(UnitsOfGet("small", true), 1);
  EXPECT_EQ(UnitsOfGet("large", false), 1);
  EXPECT_EQ(UnitsOfGet("large", true), 2);
}

TEST_P(Consumed, OfAReadOfNothingIsTheLeast) {
  EXPECT_EQ(UnitsOfGet("missing", false), 0.5);
  EXPECT_EQ(UnitsOfGet("missing", true), 1);
}

TEST_P(Consumed, OfAProjectedReadIsThatOfTheWholeItem) {
  Put("plain", ItemOf("a", 5000));
  EXPECT_EQ(Units(db().GetItem({.table_name = "plain",
                                .key = Item{{"p", "a"}},
                                .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
                                .projection_expression = "p"})),
            1);
}

TEST_P(Consumed, OfAPutIsAUnitForAKilobyteOfTheLargerItem) {
  EXPECT_EQ(UnitsOfPut(ItemOf("a", 1024)), 1);
  EXPECT_EQ(UnitsOfPut(ItemOf("a", 1025)), 2);
  EXPECT_EQ(UnitsOfPut(ItemOf("a", 10)), 2);
  EXPECT_EQ(UnitsOfPut(ItemOf("a", 10)), 1);
}

TEST_P(Consumed, OfAnUpdateIsThatOfTheLargerItem) {
  const auto update = [&](size_t bytes) {
    return Units(db().UpdateItem(
        {.table_name = "plain",
         .key = Item{{"p", "a"}},
         .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
         .update_expression = "SET v = :v",
         .expression_attribute_values = Item{{":v", std::string(bytes - 3, 'x')}}}));
  };
  EXPECT_EQ(update(3000), 3);
  EXPECT_EQ(update(10), 3);
  EXPECT_EQ(update(10), 1);
}

TEST_P(Consumed, OfADeleteIsThatOfWhatWasThere) {
  const auto remove = [&] {
    return Units(db().DeleteItem({.table_name = "plain",
                                  .key = Item{{"p", "a"}},
                                  .return_consumed_capacity = ReturnConsumedCapacity::kTotal}));
  };
  Put("plain", ItemOf("a", 1500));
  EXPECT_EQ(remove(), 2);
  EXPECT_EQ(remove(), 1) << "Nothing was there.";
}

TEST_P(Consumed, OfAQueryOrAScanIsThatOfAllBytesReadTogether) {
  CreateSorted(ScalarAttributeType::kN);
  for (int i = 0; i < 5; ++i) {  // "p", "a", "s", a number of 2, "v": 6 bytes.
    const std::string filling(1000 - 6 + (i == 0 ? 1 : 0), 'x');
    Put("sorted", Item{{"p", "a"}, {"s", i}, {"v", filling}});
  }
  for (const bool consistent : {false, true}) {
    const double expected = consistent ? 2 : 1;  // About 5,000 bytes.
    EXPECT_EQ(Units(db().Query({.table_name = "sorted",
                                .consistent_read = consistent,
                                .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
                                .filter_expression = "attribute_exists(zz)",
                                .key_condition_expression = "p = :p",
                                .expression_attribute_values = Item{{":p", "a"}}})),
              expected)
        << "What the filter drops was read too.";
    EXPECT_EQ(Units(db().Scan({.table_name = "sorted",
                               .select = Select::kCount,
                               .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
                               .consistent_read = consistent})),
              expected);
  }
}

TEST_P(Consumed, OfAnEmptyQueryIsTheLeast) {
  EXPECT_EQ(Units(db().Query({.table_name = "plain",
                              .return_consumed_capacity = ReturnConsumedCapacity::kTotal,
                              .key_condition_expression = "p = :p",
                              .expression_attribute_values = Item{{":p", "a"}}})),
            0.5);
}

TEST_P(Consumed, TotalHasOneFigureAndIndexesAddsTheTable) {
  const auto total = db().PutItem({.table_name = "plain",
                                   .item = Item{{"p", "a"}},
                                   .return_consumed_capacity = ReturnConsumedCapacity::kTotal});
  ASSERT_THAT(total, IsOk());
  ASSERT_TRUE(total->consumed_capacity.has_value());
  EXPECT_EQ(total->consumed_capacity->table_name, "plain");
  EXPECT_EQ(total->consumed_capacity->capacity_units, 1);
  EXPECT_EQ(total->consumed_capacity->read_capacity_units, std::nullopt);
  EXPECT_EQ(total->consumed_capacity->write_capacity_units, std::nullopt);
  EXPECT_FALSE(total->consumed_capacity->table.has_value());
  const auto indexes = db().PutItem({.table_name = "plain",
                                     .item = Item{{"p", "a"}},
                                     .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
  ASSERT_THAT(indexes, IsOk());
  ASSERT_TRUE(indexes->consumed_capacity->table.has_value());
  EXPECT_EQ(indexes->consumed_capacity->capacity_units, 1);
  EXPECT_EQ(indexes->consumed_capacity->table->capacity_units, 1);
}

TEST_P(Consumed, NoneSaysNothing) {
  const auto put = db().PutItem({.table_name = "plain",
                                 .item = Item{{"p", "a"}},
                                 .return_consumed_capacity = ReturnConsumedCapacity::kNone});
  ASSERT_THAT(put, IsOk());
  EXPECT_FALSE(put->consumed_capacity.has_value());
}

}  // namespace
}  // namespace stator::testing
