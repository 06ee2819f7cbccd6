#include "db/engine/capacity.h"

#include "gtest/gtest.h"

namespace stator::engine {
namespace {

TEST(Capacity, CountsReadsInStepsOfFourKilobytesAndHalfOfThat) {
  EXPECT_EQ(ReadUnits(0, false), 0.5);
  EXPECT_EQ(ReadUnits(0, true), 1);
  EXPECT_EQ(ReadUnits(4096, true), 1);
  EXPECT_EQ(ReadUnits(4097, true), 2);
  EXPECT_EQ(ReadUnits(4097, false), 1);
  EXPECT_EQ(ReadUnits(1024 * 1024 + 1, false), 128.5);
}

TEST(Capacity, CountsWritesByTheLargerImage) {
  EXPECT_EQ(WriteUnits(0, 0), 1);
  EXPECT_EQ(WriteUnits(0, 1024), 1);
  EXPECT_EQ(WriteUnits(1025, 10), 2);
  EXPECT_EQ(WriteUnits(10, 3 * 1024), 3);
}

TEST(Capacity, IsReportedAsAskedFor) {
  EXPECT_FALSE(ConsumedOf(std::nullopt, "t", 1).has_value());
  EXPECT_FALSE(ConsumedOf(ReturnConsumedCapacity::kNone, "t", 1).has_value());
  const auto total = ConsumedOf(ReturnConsumedCapacity::kTotal, "t", 1.5);
  EXPECT_EQ(total->capacity_units, 1.5);
  EXPECT_FALSE(total->table.has_value());
  EXPECT_EQ(ConsumedOf(ReturnConsumedCapacity::kIndexes, "t", 2)->table->capacity_units, 2);
}

TEST(Capacity, OfATransactionIsTwice) {
  EXPECT_EQ(TransactReadUnits(0), 2);
  EXPECT_EQ(TransactReadUnits(4097), 4);
  EXPECT_EQ(TransactWriteUnits(0, 0), 2);
  EXPECT_EQ(TransactWriteUnits(1025, 0), 4);
}

TEST(Capacity, IsAddedUpByTable) {
  ConsumedByTable consumed(ConsumedByTable::Of::kTransactWrites);
  consumed.Add("b", 2);
  consumed.Add("a", 1);
  consumed.Add("b", 0.5);
  EXPECT_FALSE(consumed.Result(std::nullopt).has_value());
  EXPECT_FALSE(consumed.Result(ReturnConsumedCapacity::kNone).has_value());
  const auto tables = *consumed.Result(ReturnConsumedCapacity::kTotal);
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].table_name, "a");
  EXPECT_EQ(tables[1].table_name, "b");
  EXPECT_EQ(tables[1].capacity_units, 2.5);
  EXPECT_EQ(tables[1].write_capacity_units, 2.5);
  EXPECT_FALSE(tables[1].read_capacity_units.has_value());
  EXPECT_FALSE(tables[1].table.has_value());
}

}  // namespace
}  // namespace stator::engine
