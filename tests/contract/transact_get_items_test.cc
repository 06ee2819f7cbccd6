// TransactGetItems: what it finds, what it costs, what it refuses.
#include <string>
#include <vector>

#include "tests/contract/plain_key.h"

namespace stator::testing {
namespace {

class TransactGetItems : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
  }

  static TransactGetItem Of(const Item& key, const std::string& table = "plain") {
    return {.get = TransactGet{.key = key, .table_name = table}};
  }
  static TransactGetItem Projected(const Item& key, std::optional<Expression> projection,
                                   std::optional<AttributeNames> names = std::nullopt) {
    return {.get = TransactGet{.key = key,
                               .table_name = "plain",
                               .projection_expression = std::move(projection),
                               .expression_attribute_names = std::move(names)}};
  }
  absl::StatusOr<TransactGetItemsResult> Get(std::vector<TransactGetItem> items) {
    return db().TransactGetItems({.transact_items = std::move(items)});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(TransactGetItems);

TEST_P(TransactGetItems, AnswersInTheOrderOfTheRequest) {
  Put("plain", Item{{"p", "a"}, {"v", 1}});
  Put("sorted", Item{{"p", "a"}, {"s", 2}});
  const auto got = Get({Of(Item{{"p", "a"}, {"s", 2}}, "sorted"), Of(Key("none")), Of(Key("a"))});
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->responses->size(), 3u);
  EXPECT_EQ((*got->responses)[0].item, (Item{{"p", "a"}, {"s", 2}}));
  EXPECT_EQ((*got->responses)[1].item, std::nullopt);
  EXPECT_EQ((*got->responses)[2].item, (Item{{"p", "a"}, {"v", 1}}));
  EXPECT_FALSE(got->consumed_capacity.has_value());
}

TEST_P(TransactGetItems, ProjectsAndLeavesOutWhatBecomesEmpty) {
  Put("plain", Item{{"p", "a"}, {"v", 1}});
  Put("plain", Item{{"p", "b"}, {"v", 2}});
  const auto got =
      Get({Projected(Key("a"), "#v", AttributeNames{{"#v", "v"}}), Projected(Key("b"), "zz")});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ((*got->responses)[0].item, (Item{{"v", 1}}));
  EXPECT_EQ((*got->responses)[1].item, std::nullopt);
}

TEST_P(TransactGetItems, CostsTwiceAConsistentRead) {
  Put("plain", Item{{"p", "a"}, {"v", std::string(5000, 'x')}});
  const auto got = db().TransactGetItems(
      {.transact_items = {{Of(Key("a")), Of(Item{{"p", "a"}, {"s", 2}}, "sorted"), Of(Key("b"))}},
       .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->consumed_capacity->size(), 2u);
  const ConsumedCapacity& plain = (*got->consumed_capacity)[0];
  EXPECT_EQ(plain.table_name, "plain");
  EXPECT_EQ(plain.capacity_units, 6);
  EXPECT_EQ(plain.read_capacity_units, 6);
  EXPECT_EQ(plain.table->capacity_units, 6);
  EXPECT_EQ(plain.table->read_capacity_units, 6);
  EXPECT_EQ((*got->consumed_capacity)[1].capacity_units, 2);
}

TEST_P(TransactGetItems, RequiresItsMembers) {
  const std::string null = " failed to satisfy constraint: Member must not be null";
  EXPECT_THAT(db().TransactGetItems({}),
              IsInvalid("1 validation error detected: Value null at 'transactItems'" + null));
  EXPECT_THAT(Get({}), IsInvalid("1 validation error detected: Value '[]' at 'transactItems' "
                                 "failed to satisfy constraint: Member must have length greater "
                                 "than or equal to 1"));
  EXPECT_THAT(Get({{}}), IsInvalid("1 validation error detected: Value null at "
                                   "'transactItems.1.member.get'" +
                                   null));
  EXPECT_THAT(Get({Of(Key("a")), {.get = TransactGet{}}}),
              IsInvalid("2 validation errors detected: Value null at "
                        "'transactItems.2.member.get.key'" +
                        null + "; Value null at 'transactItems.2.member.get.tableName'" + null));
}

TEST_P(TransactGetItems, TakesAHundredReadsAndNoMore) {
  std::vector<TransactGetItem> items;
  for (int i = 0; i < 100; ++i) items.push_back(Of(Key(std::to_string(i))));
  EXPECT_THAT(Get(items), IsOk());
  items.push_back(Of(Key("100")));
  const auto refused = Get(items);
  ASSERT_THAT(refused, IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(ErrorOf(refused.status()).message,
              ::testing::EndsWith("' at 'transactItems' failed to satisfy constraint: Member must "
                                  "have length less than or equal to 100"));
}

TEST_P(TransactGetItems, NeedsItsTables) {
  EXPECT_THAT(Get({Of(Key("a")), Of(Key("a"), "nosuch")}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

TEST_P(TransactGetItems, RefusesToReadAnItemTwice) {
  EXPECT_THAT(Get({Of(Key("a")), Of(Key("a"))}),
              IsInvalid("Transaction request cannot include multiple operations on one item"));
}

TEST_P(TransactGetItems, IsCancelledForAKeyThatDoesNotFit) {
  const auto refused = Get({Of(Key("a")), Of(Item{{"q", "a"}}), Of(Item{{"p", 1}})});
  EXPECT_THAT(refused, IsErrorWith(ErrorCode::kTransactionCanceled,
                                   "Transaction cancelled, please refer cancellation reasons for "
                                   "specific reasons [None, ValidationError, ValidationError]"));
  const auto reasons = ErrorOf(refused.status()).cancellation_reasons;
  ASSERT_EQ(reasons.size(), 3u);
  EXPECT_EQ(reasons[0].code, "None");
  EXPECT_EQ(reasons[0].message, std::nullopt);
  EXPECT_EQ(reasons[1].code, "ValidationError");
  EXPECT_EQ(reasons[1].message, "The provided key element does not match the schema");
}

TEST_P(TransactGetItems, RefusesWhatIsMalformedByItself) {
  EXPECT_THAT(Get({Of(Key(""))}),
              IsInvalid("One or more parameter values are not valid. The AttributeValue for a key "
                        "attribute cannot contain an empty string value. Key: p"));
  EXPECT_THAT(Get({Of(Item{{"p", StringSet{}}})}),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
  EXPECT_THAT(Get({Projected(Key("a"), "a b")}),
              IsInvalid("Invalid ProjectionExpression: Syntax error; token: \"b\", near: \"a b\""));
  EXPECT_THAT(Get({Projected(Key("a"), "")}),
              IsInvalid("Invalid ProjectionExpression: The expression can not be empty;"));
  EXPECT_THAT(Get({Projected(Key("a"), "a", AttributeNames{{"#x", "y"}})}),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#x}"));
}

TEST_P(TransactGetItems, IgnoresNamesWithoutAProjection) {
  EXPECT_THAT(Get({Projected(Key("a"), std::nullopt, AttributeNames{{"#x", "y"}})}), IsOk());
}

TEST_P(TransactGetItems, RefusesMoreThanFourMegabytes) {
  std::vector<TransactGetItem> items;
  for (int i = 0; i < 11; ++i) {
    const Item key = Key(std::to_string(i));
    Put("plain", Item(key).Set("v", std::string(390'000, 'x')));
    items.push_back(Projected(key, "p"));
  }
  EXPECT_THAT(Get(items),
              IsInvalid("Collection size of items exceeded, which can also be caused by the "
                        "aggregate size of the items in the transaction exceeding the 4MB limit"));
  items.pop_back();
  EXPECT_THAT(Get(items), IsOk());
}

}  // namespace
}  // namespace stator::testing
