// BatchGetItem: what it finds, what it leaves, what it costs, what it refuses.
#include <map>
#include <string>
#include <vector>

#include "tests/contract/plain_key.h"

namespace stator::testing {
namespace {

using Reads = std::map<std::string, KeysAndAttributes, std::less<>>;

class BatchGetItem : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
  }

  absl::StatusOr<BatchGetItemResult> Get(Reads requests) {
    return db().BatchGetItem({.request_items = std::move(requests)});
  }
  absl::StatusOr<BatchGetItemResult> GetPlain(std::vector<Item> keys) {
    return Get({{"plain", {.keys = std::move(keys)}}});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(BatchGetItem);

TEST_P(BatchGetItem, FindsItemsOfSeveralTables) {
  Put("plain", Item{{"p", "a"}, {"v", 1}});
  Put("sorted", Item{{"p", "a"}, {"s", 2}, {"v", 3}});
  const auto got = Get({{"plain", {.keys = {{Key("a"), Key("none")}}}},
                        {"sorted", {.keys = {{Item{{"p", "a"}, {"s", 2}}}}}}});
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->responses->size(), 2u);
  ASSERT_EQ(got->responses->at("plain").size(), 1u);
  EXPECT_EQ(Item(got->responses->at("plain")[0]), (Item{{"p", "a"}, {"v", 1}}));
  EXPECT_EQ(Item(got->responses->at("sorted")[0]), (Item{{"p", "a"}, {"s", 2}, {"v", 3}}));
  EXPECT_TRUE(got->unprocessed_keys->empty());
  EXPECT_FALSE(got->consumed_capacity.has_value());
}

TEST_P(BatchGetItem, HasAnEntryForATableWithoutFinds) {
  const auto got = GetPlain({Key("none")});
  ASSERT_THAT(got, IsOk());
  EXPECT_TRUE(got->responses->at("plain").empty());
}

TEST_P(BatchGetItem, ProjectsEachTableByItself) {
  Put("plain", Item{{"p", "a"}, {"v", 1}, {"name", "n"}});
  Put("sorted", Item{{"p", "a"}, {"s", 2}, {"v", 3}});
  const auto got =
      Get({{"plain",
            {.keys = {{Key("a")}},
             .projection_expression = "#n",
             .expression_attribute_names = AttributeNames{{"#n", "name"}}}},
           {"sorted", {.keys = {{Item{{"p", "a"}, {"s", 2}}}}, .projection_expression = "zz"}}});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(Item(got->responses->at("plain")[0]), (Item{{"name", "n"}}));
  ASSERT_EQ(got->responses->at("sorted").size(), 1u);
  EXPECT_EQ(Item(got->responses->at("sorted")[0]), Item());
}

TEST_P(BatchGetItem, CostsWhatItsReadsCost) {
  Put("plain", Item{{"p", "a"}, {"v", std::string(5000, 'x')}});
  const auto got = db().BatchGetItem(
      {.request_items =
           Reads{{"plain", {.keys = {{Key("a"), Key("none")}}}},
                 {"sorted", {.keys = {{Item{{"p", "a"}, {"s", 2}}}}, .consistent_read = true}}},
       .return_consumed_capacity = ReturnConsumedCapacity::kIndexes});
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->consumed_capacity->size(), 2u);
  const ConsumedCapacity& plain = (*got->consumed_capacity)[0];
  EXPECT_EQ(plain.table_name, "plain");
  EXPECT_EQ(plain.capacity_units, 1.5);
  EXPECT_EQ(plain.table->capacity_units, 1.5);
  EXPECT_FALSE(plain.read_capacity_units.has_value());
  EXPECT_EQ((*got->consumed_capacity)[1].capacity_units, 1);
}

TEST_P(BatchGetItem, LeavesWhatIsBeyond16Megabytes) {
  const std::string large(390'000, 'x');
  std::vector<Item> keys;
  for (int i = 0; i < 50; ++i) {
    keys.push_back(Key("k" + std::to_string(i)));
    Put("plain", Item(keys.back()).Set("v", large));
  }
  Reads requests{{"plain", {.keys = keys, .consistent_read = true, .projection_expression = "p"}}};
  auto got = Get(requests);
  ASSERT_THAT(got, IsOk());
  // 43 items of 390,005 or so bytes are below 16,777,216, a 44th is not.
  EXPECT_EQ(got->responses->at("plain").size(), 43u);
  const KeysAndAttributes& left = got->unprocessed_keys->at("plain");
  EXPECT_EQ(*left.keys, std::vector<Item>(keys.begin() + 43, keys.end()));
  EXPECT_EQ(left.consistent_read, true);
  EXPECT_EQ(left.projection_expression->text(), "p");
  got = db().BatchGetItem({.request_items = *got->unprocessed_keys});
  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->responses->at("plain").size(), 7u);
  EXPECT_TRUE(got->unprocessed_keys->empty());
}

TEST_P(BatchGetItem, RequiresRequests) {
  EXPECT_THAT(db().BatchGetItem({}),
              IsInvalid("1 validation error detected: Value null at 'requestItems' failed to "
                        "satisfy constraint: Member must not be null"));
  EXPECT_THAT(Get({}), IsInvalid("1 validation error detected: Value at 'RequestItems' failed to "
                                 "satisfy constraint: Member must have length greater than or "
                                 "equal to 1"));
}

TEST_P(BatchGetItem, RequiresKeysOfEachTable) {
  EXPECT_THAT(Get({{"plain", {}}}),
              IsInvalid("1 validation error detected: Value null at "
                        "'requestItems.plain.member.keys' failed to satisfy constraint: Member "
                        "must not be null"));
  EXPECT_THAT(GetPlain({}),
              IsInvalid("1 validation error detected: Value at 'requestItems.plain.member.keys' "
                        "failed to satisfy constraint: Member must have length greater than or "
                        "equal to 1"));
}

TEST_P(BatchGetItem, TakesAHundredKeysAndNoMore) {
  std::vector<Item> keys;
  for (int i = 0; i < 100; ++i) keys.push_back(Key(std::to_string(i)));
  EXPECT_THAT(GetPlain(keys), IsOk());
  keys.push_back(Key("100"));
  EXPECT_THAT(GetPlain(keys),
              IsInvalid("1 validation error detected: Value at 'RequestItems.plain.member.Keys' "
                        "failed to satisfy constraint: Member must have length less than or equal "
                        "to 100"));
  keys.resize(60);
  EXPECT_THAT(Get({{"plain", {.keys = keys}}, {"sorted", {.keys = keys}}}),
              IsInvalid("Too many items requested for the BatchGetItem call"));
}

TEST_P(BatchGetItem, HoldsNamesOfTablesToTheirRules) {
  EXPECT_THAT(Get({{"a b", {.keys = {{Key("a")}}}}}),
              IsInvalid("1 validation error detected: Value 'a b' at 'tableName' failed to satisfy "
                        "constraint: Member must satisfy regular expression pattern: "
                        "[a-zA-Z0-9_.-]+"));
  EXPECT_THAT(Get({{"", {.keys = {{Key("a")}}}}}),
              IsInvalid("1 validation error detected: Value '' at 'tableName' failed to satisfy "
                        "constraint: Member must have length greater than or equal to 1"));
}

TEST_P(BatchGetItem, NeedsItsTables) {
  for (const std::string name : {"nosuch", "t"}) {
    EXPECT_THAT(Get({{name, {.keys = {{Key("a")}}}}}),
                IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  }
}

TEST_P(BatchGetItem, RefusesAKeyTwice) {
  const std::string duplicates = "Provided list of item keys contains duplicates";
  EXPECT_THAT(GetPlain({Key("a"), Key("b"), Key("a")}), IsInvalid(duplicates));
  EXPECT_THAT(Get({{"sorted",
                    {.keys = {{Item{{"p", "a"}, {"s", 1}},
                               Item{{"s", *Number::Parse("1.0")}, {"p", "a"}}}}}}}),
              IsInvalid(duplicates));
  // Before the table is looked for.
  EXPECT_THAT(Get({{"nosuch", {.keys = {{Key("a"), Key("a")}}}}}), IsInvalid(duplicates));
  EXPECT_THAT(Get({{"plain", {.keys = {{Key("a")}}}}, {"sorted", {.keys = {{Key("a")}}}}}),
              IsInvalid("The provided key element does not match the schema"));
}

TEST_P(BatchGetItem, RefusesKeysThatDoNotFitTheTable) {
  const std::string mismatch = "The provided key element does not match the schema";
  EXPECT_THAT(GetPlain({Item{{"q", "a"}}}), IsInvalid(mismatch));
  EXPECT_THAT(GetPlain({Item{{"p", "a"}, {"q", "a"}}}), IsInvalid(mismatch));
  EXPECT_THAT(GetPlain({Item{{"p", 1}}}), IsInvalid(mismatch));
  EXPECT_THAT(GetPlain({Item()}), IsInvalid(mismatch));
  EXPECT_THAT(GetPlain({Key("")}),
              IsInvalid("One or more parameter values are not valid. The AttributeValue for a key "
                        "attribute cannot contain an empty string value. Key: p"));
  EXPECT_THAT(GetPlain({Key(std::string(2049, 'x'))}),
              IsInvalid("One or more parameter values were invalid: Size of hashkey has exceeded "
                        "the maximum size limit of2048 bytes"));
  EXPECT_THAT(GetPlain({Item{{"p", StringSet{}}}}),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
}

TEST_P(BatchGetItem, ChecksTheProjectionOfEachTable) {
  const auto project = [&](std::optional<Expression> projection,
                           std::optional<AttributeNames> names) {
    return Get({{"plain",
                 {.keys = {{Key("a")}},
                  .projection_expression = std::move(projection),
                  .expression_attribute_names = std::move(names)}}});
  };
  EXPECT_THAT(project("", std::nullopt),
              IsInvalid("Invalid ProjectionExpression: The expression can not be empty;"));
  EXPECT_THAT(project("a b", std::nullopt),
              IsInvalid("Invalid ProjectionExpression: Syntax error; token: \"b\", near: \"a b\""));
  EXPECT_THAT(project("a", AttributeNames{{"#x", "y"}}),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#x}"));
  EXPECT_THAT(project(std::nullopt, AttributeNames{{"#x", "y"}}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(project("a", AttributeNames{}),
              IsInvalid("ExpressionAttributeNames must not be empty"));
}

}  // namespace
}  // namespace stator::testing
