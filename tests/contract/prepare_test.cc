// Expressions that were parsed once and are used again.
#include <string>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class Prepare : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }
};
INSTANTIATE_FOR_EVERY_DOOR(Prepare);

TEST_P(Prepare, AnUpdateServesEveryKeyAndValue) {
  const auto update = db().Prepare(ExpressionKind::kUpdate, "ADD #counter :by");
  ASSERT_THAT(update, IsOk());
  for (const char* page : {"a", "b", "a"}) {
    ASSERT_THAT(db().UpdateItem({.table_name = "plain",
                                 .key = Item{{"p", page}},
                                 .update_expression = *update,
                                 .expression_attribute_names = AttributeNames{{"#counter", page}},
                                 .expression_attribute_values = Item{{":by", 2}}}),
                IsOk());
  }
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), (Item{{"p", "a"}, {"a", 4}}));
  EXPECT_EQ(Get("plain", Item{{"p", "b"}}), (Item{{"p", "b"}, {"b", 2}}));
}

TEST_P(Prepare, AConditionServesEveryKindOfWrite) {
  const auto condition = db().Prepare(ExpressionKind::kCondition, "attribute_not_exists(p)");
  ASSERT_THAT(condition, IsOk());
  const PutItemRequest put{
      .table_name = "plain", .item = SampleKey(), .condition_expression = *condition};
  EXPECT_THAT(db().PutItem(put), IsOk());
  EXPECT_THAT(db().PutItem(put), IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(db().DeleteItem(
                  {.table_name = "plain", .key = SampleKey(), .condition_expression = *condition}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(db().UpdateItem(
                  {.table_name = "plain", .key = SampleKey(), .condition_expression = *condition}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
}

TEST_P(Prepare, QueriesTakeThreeExpressions) {
  CreateSorted(ScalarAttributeType::kN);
  for (int i = 0; i < 6; ++i) Put("sorted", Item{{"p", "a"}, {"s", i}, {"even", i % 2 == 0}});
  const auto key = db().Prepare(ExpressionKind::kKeyCondition, "p = :p AND s > :s");
  const auto filter = db().Prepare(ExpressionKind::kFilter, "even = :even");
  const auto projection = db().Prepare(ExpressionKind::kProjection, "s");
  ASSERT_THAT(key, IsOk());
  ASSERT_THAT(filter, IsOk());
  ASSERT_THAT(projection, IsOk());
  for (int least = 0; least < 5; ++least) {
    const auto found = db().Query(
        {.table_name = "sorted",
         .projection_expression = *projection,
         .filter_expression = *filter,
         .key_condition_expression = *key,
         .expression_attribute_values = Item{{":p", "a"}, {":s", least}, {":even", true}}});
    ASSERT_THAT(found, IsOk());
    EXPECT_EQ(found->scanned_count, 5 - least);
    EXPECT_EQ(found->count, 2 - least / 2);
    if (found->count == 0) continue;
    EXPECT_EQ(Item(found->items->back()), (Item{{"s", 4}}));
  }
}

TEST_P(Prepare, KeepsTheText) {
  const auto update = db().Prepare(ExpressionKind::kUpdate, "ADD  n  :by");
  ASSERT_THAT(update, IsOk());
  EXPECT_EQ(update->text(), "ADD  n  :by");
}

TEST_P(Prepare, AnExpressionInTheWrongPlaceIsReadAsItsText) {
  const auto update = db().Prepare(ExpressionKind::kUpdate, "REMOVE n");
  ASSERT_THAT(update, IsOk());
  EXPECT_THAT(
      db().DeleteItem({.table_name = "plain", .key = SampleKey(), .condition_expression = *update}),
      IsErrorCode(ErrorCode::kValidation));
  const auto condition = db().Prepare(ExpressionKind::kCondition, "n = :v");
  ASSERT_THAT(condition, IsOk());
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .filter_expression = *condition,
                         .expression_attribute_values = Item{{":v", 1}}}),
              IsOk());
}

TEST_P(Prepare, StillNeedsItsNamesAndValues) {
  const auto condition = db().Prepare(ExpressionKind::kCondition, "n = :v");
  ASSERT_THAT(condition, IsOk());
  EXPECT_THAT(db().DeleteItem(
                  {.table_name = "plain", .key = SampleKey(), .condition_expression = *condition}),
              IsInvalid("Invalid ConditionExpression: An expression attribute value used in "
                        "expression is not defined; attribute value: :v"));
}

}  // namespace
}  // namespace stator::testing
