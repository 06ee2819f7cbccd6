// The short forms of a Database.
#include <string>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class ShortForms : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  const Item key_{{"p", "a"}};
};
INSTANTIATE_FOR_EVERY_DOOR(ShortForms);

TEST_P(ShortForms, CreateTableMakesATableOnDemand) {
  ASSERT_THAT(db().CreateTable("visits", "page"), IsOk());
  ASSERT_THAT(db().CreateTable("events", {"p", ScalarAttributeType::kB},
                               KeyDefinition("s", ScalarAttributeType::kN)),
              IsOk());
  const auto described = db().DescribeTable({.table_name = "events"});
  ASSERT_THAT(described, IsOk());
  EXPECT_EQ(described->table->table_status, TableStatus::kActive);
  EXPECT_EQ(described->table->billing_mode_summary->billing_mode, BillingMode::kPayPerRequest);
  EXPECT_EQ(described->table->key_schema->size(), 2u);
  EXPECT_THAT(db().CreateTable("visits", "page"), IsErrorCode(ErrorCode::kResourceInUse));
}

TEST_P(ShortForms, GetReturnsAnItemOrNothing) {
  EXPECT_EQ(*db().Get("plain", key_), std::nullopt);
  ASSERT_THAT(db().Put("plain", Sample()), IsOk());
  EXPECT_EQ(*db().Get("plain", key_), Sample());
  EXPECT_THAT(db().Get("nosuch", key_), IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().Get("plain", Item{{"q", "a"}}), IsErrorCode(ErrorCode::kValidation));
}

TEST_P(ShortForms, PutReplacesAndDeleteRemoves) {
  ASSERT_THAT(db().Put("plain", Sample()), IsOk());
  ASSERT_THAT(db().Put("plain", key_), IsOk());
  EXPECT_EQ(*db().Get("plain", key_), key_);
  EXPECT_THAT(db().Delete("plain", key_), IsOk());
  EXPECT_EQ(*db().Get("plain", key_), std::nullopt);
  EXPECT_THAT(db().Delete("plain", key_), IsOk());
  EXPECT_THAT(db().Put("nosuch", key_), IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().Delete("nosuch", key_), IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST_P(ShortForms, AddReturnsTheSum) {
  EXPECT_EQ(*db().Add("plain", key_, "count", 1), 1);
  EXPECT_EQ(*db().Add("plain", key_, "count", 41), 42);
  EXPECT_EQ(*db().Add("plain", key_, "count", -50), -8);
  EXPECT_EQ(*db().Add("plain", key_, "count", *Number::Parse("0.5")), *Number::Parse("-7.5"));
  EXPECT_EQ(*db().Get("plain", key_), (Item{{"p", "a"}, {"count", *Number::Parse("-7.5")}}));
}

TEST_P(ShortForms, AddTakesAnyAttributeName) {
  EXPECT_EQ(*db().Add("plain", key_, "a.b[0] #:", 3), 3);
  EXPECT_EQ(*db().Add("plain", key_, "a.b[0] #:", 3), 6);
}

TEST_P(ShortForms, AddRefusesWhatIsNoNumber) {
  ASSERT_THAT(db().Put("plain", Sample()), IsOk());
  EXPECT_THAT(db().Add("plain", key_, "s", 1),
              IsInvalid("An operand in the update expression has an incorrect data type"));
  EXPECT_THAT(db().Add("plain", key_, "p", 1),
              IsInvalid("One or more parameter values were invalid: Cannot update attribute p. "
                        "This attribute is part of the key"));
  EXPECT_THAT(db().Add("nosuch", key_, "n", 1), IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST_P(ShortForms, PutIfAbsentSaysWhetherItPut) {
  EXPECT_EQ(*db().PutIfAbsent("plain", Item{{"p", "a"}, {"v", 1}}), true);
  EXPECT_EQ(*db().PutIfAbsent("plain", Item{{"p", "a"}, {"v", 2}}), false);
  EXPECT_EQ(*db().Get("plain", key_), (Item{{"p", "a"}, {"v", 1}}));
  EXPECT_EQ(*db().PutIfAbsent("plain", Item{{"p", "b"}}), true);
  EXPECT_THAT(db().PutIfAbsent("nosuch", key_), IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().PutIfAbsent("plain", Item{{"v", 1}}), IsErrorCode(ErrorCode::kValidation));
}

TEST_P(ShortForms, PutIfAbsentMindsTheSortKey) {
  CreateSorted();
  EXPECT_EQ(*db().PutIfAbsent("sorted", Item{{"p", "a"}, {"s", "1"}}), true);
  EXPECT_EQ(*db().PutIfAbsent("sorted", Item{{"p", "a"}, {"s", "2"}}), true);
  EXPECT_EQ(*db().PutIfAbsent("sorted", Item{{"p", "a"}, {"s", "1"}, {"v", 2}}), false);
}

TEST_P(ShortForms, CompareAndSetSetsWhatIsAsExpected) {
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", std::nullopt, 1), true)
      << "Not there, as expected.";
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", std::nullopt, 2), false);
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", Value(2), 3), false);
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", Value(1), "two"), true);
  EXPECT_EQ(*db().Get("plain", key_), (Item{{"p", "a"}, {"v", "two"}}));
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", Value("two"), "two"), true);
}

TEST_P(ShortForms, CompareAndSetComparesDocuments) {
  ASSERT_THAT(db().Put("plain", Sample()), IsOk());
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "m", Value(Map{{"z", 1}, {"k", "v"}}), List{}),
            true);
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "m", Value(List{}), Map{}), true);
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "ss", Value(StringSet{"b", "a"}), nullptr), true);
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "u", Value(nullptr), 1), true);
}

TEST_P(ShortForms, CompareAndSetOfAMissingItemMakesOneOnlyIfNothingIsExpected) {
  EXPECT_EQ(*db().CompareAndSet("plain", key_, "v", Value(1), 2), false);
  EXPECT_EQ(*db().Get("plain", key_), std::nullopt);
  EXPECT_THAT(db().CompareAndSet("nosuch", key_, "v", std::nullopt, 2),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

}  // namespace
}  // namespace stator::testing
