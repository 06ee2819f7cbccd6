// TransactWriteItems: what it does, what it costs, and why it is cancelled.
#include <string>
#include <vector>

#include "tests/contract/transaction_fixture.h"

namespace stator::testing {
namespace {

const std::string kFailed = "ConditionalCheckFailed: The conditional request failed";

class TransactWriteItems : public TransactionTest {};
INSTANTIATE_FOR_EVERY_DOOR(TransactWriteItems);

TEST_P(TransactWriteItems, DoesActionsOfEachKindTogether) {
  Put("plain", Item{{"p", "checked"}, {"v", 1}});
  Put("plain", Item{{"p", "deleted"}});
  Put("plain", Item{{"p", "updated"}, {"n", 1}});
  const auto written =
      Write({CheckOf(KeyOf("checked"), "attribute_exists(v)"), PutOf(Item{{"p", "put"}, {"v", 2}}),
             DeleteOf(KeyOf("deleted")), UpdateOf(KeyOf("updated"), "ADD n :x", Item{{":x", 4}}),
             PutOf(Item{{"p", "a"}, {"s", 1}}, std::nullopt, "sorted")});
  ASSERT_THAT(written, IsOk());
  EXPECT_FALSE(written->consumed_capacity.has_value());
  EXPECT_EQ(Get("plain", KeyOf("checked")), (Item{{"p", "checked"}, {"v", 1}}));
  EXPECT_EQ(Get("plain", KeyOf("put")), (Item{{"p", "put"}, {"v", 2}}));
  EXPECT_EQ(Get("plain", KeyOf("deleted")), Item());
  EXPECT_EQ(Get("plain", KeyOf("updated")), (Item{{"p", "updated"}, {"n", 5}}));
  EXPECT_EQ(Get("sorted", Item{{"p", "a"}, {"s", 1}}), (Item{{"p", "a"}, {"s", 1}}));
  EXPECT_EQ(db().DescribeTable({.table_name = "plain"})->table->item_count, 3);
}

TEST_P(TransactWriteItems, DoesNothingWhenOneConditionIsFalse) {
  ExpectCancelled(Write({PutOf(KeyOf("a")), CheckOf(KeyOf("none"), "attribute_exists(p)"),
                         UpdateOf(KeyOf("b"), "SET v = :v", Item{{":v", 1}})}),
                  {"None", kFailed, "None"});
  EXPECT_EQ(Get("plain", KeyOf("a")), Item());
  EXPECT_EQ(Get("plain", KeyOf("b")), Item());
  EXPECT_EQ(db().DescribeTable({.table_name = "plain"})->table->item_count, 0);
}

TEST_P(TransactWriteItems, TellsEveryReason) {
  Put("plain", Item{{"p", "text"}, {"v", "text"}});
  ExpectCancelled(
      Write({CheckOf(KeyOf("none"), "attribute_exists(p)"),
             UpdateOf(KeyOf("text"), "ADD v :x", Item{{":x", 1}}),
             PutOf(KeyOf("fine"), "attribute_not_exists(p)"), PutOf(Item{{"q", 1}})}),
      {kFailed, "ValidationError: An operand in the update expression has an incorrect data type",
       "None",
       "ValidationError: One or more parameter values were invalid: Missing the key p in the "
       "item"});
}

TEST_P(TransactWriteItems, ReturnsTheItemOfAFalseConditionWhenAsked) {
  const Item there{{"p", "a"}, {"v", 1}};
  Put("plain", there);
  std::vector<TransactWriteItem> items = {
      PutOf(KeyOf("a"), "attribute_not_exists(p)"),
      CheckOf(KeyOf("none"), "attribute_exists(p)"),
      PutOf(KeyOf("b")),
  };
  items[0].put->return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kAllOld;
  items[1].condition_check->return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kAllOld;
  auto reasons = ErrorOf(Write(items).status()).cancellation_reasons;
  ASSERT_EQ(reasons.size(), 3u);
  EXPECT_EQ(reasons[0].item, there);
  EXPECT_EQ(reasons[1].item, std::nullopt);
  EXPECT_EQ(reasons[2].item, std::nullopt);
  items[0].put->return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
  reasons = ErrorOf(Write(items).status()).cancellation_reasons;
  ASSERT_EQ(reasons.size(), 3u);
  EXPECT_EQ(reasons[0].item, std::nullopt);
}

TEST_P(TransactWriteItems, IsCancelledForAKeyThatDoesNotFitTheTable) {
  const std::string mismatch =
      "ValidationError: The provided key element does not match the schema";
  ExpectCancelled(Write({DeleteOf(Item{{"q", "a"}}), PutOf(KeyOf("a"))}), {mismatch, "None"});
  ExpectCancelled(Write({CheckOf(Item{{"p", 1}}, "attribute_exists(p)")}), {mismatch});
  ExpectCancelled(Write({UpdateOf(Item{{"p", "a"}, {"q", 1}}, "REMOVE v")}), {mismatch});
  ExpectCancelled(Write({PutOf(Item{{"p", 1}})}),
                  {"ValidationError: One or more parameter values were invalid: Type mismatch for "
                   "key p expected: S actual: N"});
  ExpectCancelled(Write({PutOf(KeyOf(std::string(2049, 'x')))}),
                  {"ValidationError: One or more parameter values were invalid: Size of hashkey "
                   "has exceeded the maximum size limit of2048 bytes"});
  EXPECT_EQ(Get("plain", KeyOf("a")), Item());
}

TEST_P(TransactWriteItems, IsCancelledForAnUpdateThatDoesNotFitItsItem) {
  Put("plain", Item{{"p", "a"}, {"v", "text"}});
  const auto update = [&](Expression text, const Value& x) {
    return Write({UpdateOf(KeyOf("a"), std::move(text), Item{{":x", x}})});
  };
  ExpectCancelled(update("SET p = :x", "b"),
                  {"ValidationError: One or more parameter values were invalid: Cannot update "
                   "attribute p. This attribute is part of the key"});
  ExpectCancelled(update("SET w = nosuch + :x", 1),
                  {"ValidationError: The provided expression refers to an attribute that does not "
                   "exist in the item"});
  ExpectCancelled(update("SET v.x = :x", 1),
                  {"ValidationError: The document path provided in the update expression is "
                   "invalid for update"});
  ExpectCancelled(update("SET w = :x", std::string(409'600, 'x')),
                  {"ValidationError: Item size to update has exceeded the maximum allowed size"});
}

TEST_P(TransactWriteItems, CostsTwiceItsWrites) {
  Put("plain", Item{{"p", "large"}, {"v", std::string(9000, 'x')}});
  const auto written = db().TransactWriteItems(
      {.transact_items = {{PutOf(Item{{"p", "a"}, {"v", std::string(1500, 'x')}}),
                           DeleteOf(KeyOf("none")), CheckOf(KeyOf("large"), "attribute_exists(p)"),
                           PutOf(Item{{"p", "a"}, {"s", 1}}, std::nullopt, "sorted")}},
       .return_consumed_capacity = ReturnConsumedCapacity::kIndexes,
       .return_item_collection_metrics = ReturnItemCollectionMetrics::kSize});
  ASSERT_THAT(written, IsOk());
  ASSERT_EQ(written->consumed_capacity->size(), 2u);
  const ConsumedCapacity& plain = (*written->consumed_capacity)[0];
  EXPECT_EQ(plain.table_name, "plain");
  EXPECT_EQ(plain.capacity_units, 2 * (2 + 1 + 9));
  EXPECT_EQ(plain.write_capacity_units, 2 * (2 + 1 + 9));
  EXPECT_EQ(plain.table->capacity_units, 2 * (2 + 1 + 9));
  EXPECT_EQ(plain.table->write_capacity_units, 2 * (2 + 1 + 9));
  EXPECT_FALSE(plain.read_capacity_units.has_value());
  EXPECT_EQ((*written->consumed_capacity)[1].capacity_units, 2);
}

class TransactWriteItemsOnAnIndex : public TransactionTest {
 protected:
  void SetUp() override {
    CreateTableRequest request{.table_name = "plain", .billing_mode = BillingMode::kPayPerRequest};
    request.attribute_definitions = {
        {{"p", ScalarAttributeType::kS}, {"g", ScalarAttributeType::kS}}};
    request.key_schema = {{{"p", KeyType::kHash}}};
    GlobalSecondaryIndex index{.index_name = "by-g"};
    index.key_schema = {{{"g", KeyType::kHash}}};
    index.projection = Projection{.projection_type = ProjectionType::kAll};
    request.global_secondary_indexes = {{index}};
    ASSERT_THAT(db().CreateTable(request), IsOk());
  }
};
INSTANTIATE_FOR_EVERY_DOOR(TransactWriteItemsOnAnIndex);

TEST_P(TransactWriteItemsOnAnIndex, CostsTheIndexOnceAndTheTableTwice) {
  const auto written = db().TransactWriteItems(
      {.transact_items = {{PutOf(Item{{"p", "a"}, {"g", "1"}}), PutOf(Item{{"p", "b"}, {"g", "2"}}),
                           PutOf(KeyOf("c"))}},
       .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
  ASSERT_THAT(written, IsOk());
  const ConsumedCapacity& consumed = (*written->consumed_capacity)[0];
  EXPECT_EQ(consumed.capacity_units, 6 + 2);
  EXPECT_EQ(consumed.write_capacity_units, 6 + 2);
  EXPECT_EQ(consumed.table->capacity_units, 6);
  EXPECT_EQ(consumed.global_secondary_indexes->at("by-g").capacity_units, 2);
  EXPECT_EQ(consumed.global_secondary_indexes->at("by-g").write_capacity_units, 2);
}

TEST_P(TransactWriteItemsOnAnIndex, IsCancelledForAKeyOfTheWrongTypeAndRefusesAnEmptyOne) {
  const auto wrong = Write({PutOf(Item{{"p", "a"}, {"g", 1}})});
  ASSERT_THAT(wrong, IsErrorCode(ErrorCode::kTransactionCanceled));
  EXPECT_EQ(ErrorOf(wrong.status()).cancellation_reasons.at(0).code, "ValidationError");
  EXPECT_THAT(Write({PutOf(Item{{"p", "a"}, {"g", ""}})}),
              IsInvalid("One or more parameter values are not valid. A value specified for a "
                        "secondary index key is not supported. The AttributeValue for a key "
                        "attribute cannot contain an empty string value. IndexName: by-g, "
                        "IndexKey: g"));
}

TEST_P(TransactWriteItems, TellsTheTotalAloneWhenAsked) {
  const auto written =
      db().TransactWriteItems({.transact_items = {{PutOf(KeyOf("a"))}},
                               .return_consumed_capacity = ReturnConsumedCapacity::kTotal});
  ASSERT_THAT(written, IsOk());
  EXPECT_EQ((*written->consumed_capacity)[0].capacity_units, 2);
  EXPECT_EQ((*written->consumed_capacity)[0].write_capacity_units, 2);
  EXPECT_FALSE((*written->consumed_capacity)[0].table.has_value());
}

TEST_P(TransactWriteItems, TakesAHundredActionsAndNoMore) {
  std::vector<TransactWriteItem> items;
  for (int i = 0; i < 100; ++i) items.push_back(PutOf(KeyOf(std::to_string(i))));
  ASSERT_THAT(Write(items), IsOk());
  EXPECT_EQ(db().DescribeTable({.table_name = "plain"})->table->item_count, 100);
  items.push_back(PutOf(KeyOf("100")));
  const auto refused = Write(items);
  ASSERT_THAT(refused, IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(ErrorOf(refused.status()).message,
              ::testing::AllOf(
                  ::testing::StartsWith("1 validation error detected: Value '[TransactWriteItem("),
                  ::testing::EndsWith("]' at 'transactItems' failed to satisfy constraint: Member "
                                      "must have length less than or equal to 100")));
}

TEST_P(TransactWriteItems, RefusesMoreThanFourMegabytes) {
  const std::string refusal =
      "Collection size of items exceeded, which can also be caused by the aggregate size of the "
      "items in the transaction exceeding the 4MB limit";
  std::vector<TransactWriteItem> puts, updates;
  for (int i = 0; i < 11; ++i) {
    const Item item = KeyOf(std::to_string(i)).Set("v", std::string(390'000, 'x'));
    puts.push_back(PutOf(item));
    updates.push_back(UpdateOf(KeyOf(std::to_string(i)), "SET w = :w", Item{{":w", 1}}));
  }
  EXPECT_THAT(Write(puts), IsInvalid(refusal));
  const TransactWriteItem last = puts.back();
  puts.pop_back();
  ASSERT_THAT(Write(puts), IsOk());
  ASSERT_THAT(Write({last}), IsOk());
  EXPECT_THAT(Write(updates), IsInvalid(refusal));  // By the items as they would become.
  updates.pop_back();
  EXPECT_THAT(Write(updates), IsOk());
}

TEST_P(TransactWriteItems, AnUpdateThatOnlyRemovesMakesNoItem) {
  ASSERT_THAT(Write({UpdateOf(KeyOf("a"), "REMOVE v")}), IsOk());
  EXPECT_EQ(Get("plain", KeyOf("a")), Item());
}

TEST_P(TransactWriteItems, ActionsSeeTheItemsAsTheyWereBefore) {
  Put("plain", Item{{"p", "a"}, {"n", 1}});
  ASSERT_THAT(Write({UpdateOf(KeyOf("a"), "SET n = n + :x", Item{{":x", 1}}, "n = :x"),
                     CheckOf(KeyOf("b"), "attribute_not_exists(p)")}),
              IsOk());
  EXPECT_EQ(Get("plain", KeyOf("a")), (Item{{"p", "a"}, {"n", 2}}));
}

}  // namespace
}  // namespace stator::testing
