// DeleteItem: what it removes, what it returns, and on what condition. What it refuses of keys and
// conditions stands in get_item_test.cc and condition_error_test.cc.
#include <string>
#include <utility>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class DeleteItem : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Sample());
  }
};
INSTANTIATE_FOR_EVERY_DOOR(DeleteItem);

TEST_P(DeleteItem, RemovesTheItemAndNoOther) {
  Put("plain", Item{{"p", "b"}});
  EXPECT_THAT(db().DeleteItem({.table_name = "plain", .key = SampleKey()}), IsOk());
  EXPECT_EQ(Get("plain", SampleKey()), Item());
  EXPECT_EQ(Get("plain", Item{{"p", "b"}}), (Item{{"p", "b"}}));
}

TEST_P(DeleteItem, OfNothingIsNoError) {
  const auto deleted = db().DeleteItem(
      {.table_name = "plain", .key = Item{{"p", "zz"}}, .return_values = ReturnValues::kAllOld});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->attributes, std::nullopt);
}

TEST_P(DeleteItem, ReturnsNothingUnlessAsked) {
  const auto deleted = db().DeleteItem({.table_name = "plain", .key = SampleKey()});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->attributes, std::nullopt);
  EXPECT_EQ(deleted->consumed_capacity, std::nullopt);
  Put("plain", Sample());
  const auto none = db().DeleteItem(
      {.table_name = "plain", .key = SampleKey(), .return_values = ReturnValues::kNone});
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->attributes, std::nullopt);
}

TEST_P(DeleteItem, ReturnsTheOldItem) {
  const auto deleted = db().DeleteItem(
      {.table_name = "plain", .key = SampleKey(), .return_values = ReturnValues::kAllOld});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->attributes, Sample());
}

TEST_P(DeleteItem, RefusesReturnValuesOfUpdates) {
  const std::pair<ReturnValues, std::string> cases[] = {
      {ReturnValues::kAllNew, "ALL_NEW"},
      {ReturnValues::kUpdatedOld, "UPDATED_OLD"},
      {ReturnValues::kUpdatedNew, "UPDATED_NEW"},
  };
  for (const auto& [values, text] : cases) {
    EXPECT_THAT(
        db().DeleteItem({.table_name = "plain", .key = SampleKey(), .return_values = values}),
        IsInvalid("1 validation error detected: Value '" + text +
                  "' at 'returnValues' failed to satisfy constraint: Member must satisfy enum "
                  "value set: [ALL_OLD, NONE]"));
  }
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
}

TEST_P(DeleteItem, DeletesIfTheConditionHolds) {
  DeleteItemRequest request{.table_name = "plain",
                            .key = SampleKey(),
                            .condition_expression = "n = :n",
                            .expression_attribute_values = ValuesFor({":n"})};
  EXPECT_THAT(db().DeleteItem(request),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
  request.condition_expression = "n > :n";
  EXPECT_THAT(db().DeleteItem(request), IsOk());
  EXPECT_EQ(Get("plain", SampleKey()), Item());
}

TEST_P(DeleteItem, OfNothingFailsAConditionThatNeedsAnItem) {
  EXPECT_THAT(db().DeleteItem({.table_name = "plain",
                               .key = Item{{"p", "zz"}},
                               .condition_expression = "attribute_exists(p)"}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(db().DeleteItem({.table_name = "plain",
                               .key = Item{{"p", "zz"}},
                               .condition_expression = "attribute_not_exists(p)"}),
              IsOk());
}

TEST_P(DeleteItem, AFailedConditionReturnsTheItemOnlyWhenAsked) {
  DeleteItemRequest request{.table_name = "plain",
                            .key = SampleKey(),
                            .return_values = ReturnValues::kAllOld,
                            .condition_expression = "attribute_exists(zz)"};
  EXPECT_EQ(ErrorOf(db().DeleteItem(request).status()).item, std::nullopt);
  request.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld;
  EXPECT_EQ(ErrorOf(db().DeleteItem(request).status()).item, Sample());
  request.key = Item{{"p", "zz"}};
  EXPECT_EQ(ErrorOf(db().DeleteItem(request).status()).item, std::nullopt);
}

TEST_P(DeleteItem, RequiresTableNameAndKey) {
  const std::string null = "failed to satisfy constraint: Member must not be null";
  EXPECT_THAT(db().DeleteItem(DeleteItemRequest{}),
              IsInvalid("2 validation errors detected: Value null at 'tableName' " + null +
                        "; Value null at 'key' " + null));
}

TEST_P(DeleteItem, NeedsATable) {
  EXPECT_THAT(db().DeleteItem({.table_name = "nosuch", .key = SampleKey()}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

TEST_P(DeleteItem, HoldsNamesAndValuesToTheirRules) {
  DeleteItemRequest request{
      .table_name = "plain", .key = SampleKey(), .expression_attribute_values = Item{{":v", 1}}};
  EXPECT_THAT(db().DeleteItem(request),
              IsInvalid("ExpressionAttributeValues can only be specified when using expressions: "
                        "ConditionExpression is null"));
  request.condition_expression = "attribute_exists(a)";
  EXPECT_THAT(db().DeleteItem(request),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:v}"));
  request.condition_expression = "a = :v";
  request.expression_attribute_values = Item{{":v", StringSet{}}};
  EXPECT_THAT(db().DeleteItem(request),
              IsInvalid("ExpressionAttributeValues contains invalid value: One or more parameter "
                        "values were invalid: An string set  may not be empty for key :v"));
}

}  // namespace
}  // namespace stator::testing
