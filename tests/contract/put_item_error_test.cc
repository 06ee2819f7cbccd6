// What PutItem refuses, rule by rule, with DynamoDB's messages.
#include <string>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

constexpr size_t kItemBytesMax = 400 * 1024;

class PutItemError : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted();
    ASSERT_THAT(db().CreateTable("numbers", {"p", ScalarAttributeType::kN}), IsOk());
    ASSERT_THAT(db().CreateTable("binaries", {"p", ScalarAttributeType::kB},
                                 KeyDefinition("s", ScalarAttributeType::kB)),
                IsOk());
  }

  absl::StatusOr<PutItemResult> PutInto(const std::string& table, const Item& item) {
    return db().PutItem({.table_name = table, .item = item});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(PutItemError);

TEST_P(PutItemError, RequiresATableName) {
  EXPECT_THAT(db().PutItem({.item = Sample()}),
              IsInvalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
                        "constraint: Member must not be null"));
}

TEST_P(PutItemError, NamesNothingButTheTableNameWhenThatIsWrong) {
  EXPECT_THAT(db().PutItem(PutItemRequest{}),
              IsInvalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
                        "constraint: Member must not be null"));
}

TEST_P(PutItemError, RequiresAnItem) {
  EXPECT_THAT(db().PutItem({.table_name = "plain"}),
              IsInvalid("1 validation error detected: Value null at 'item' failed to satisfy "
                        "constraint: Member must not be null"));
}

TEST_P(PutItemError, HoldsTableNamesToTheirRules) {
  EXPECT_THAT(PutInto("", Sample()),
              IsInvalid("1 validation error detected: Value '' at 'tableName' failed to satisfy "
                        "constraint: Member must have length greater than or equal to 1"));
  const std::string long_name(256, 'a');
  EXPECT_THAT(PutInto(long_name, Sample()),
              IsInvalid("1 validation error detected: Value '" + long_name +
                        "' at 'tableName' failed to satisfy constraint: Member must have length "
                        "less than or equal to 255"));
  EXPECT_THAT(PutInto("a b", Sample()),
              IsInvalid("1 validation error detected: Value 'a b' at 'tableName' failed to satisfy "
                        "constraint: Member must satisfy regular expression pattern: "
                        "[a-zA-Z0-9_.-]+"));
}

TEST_P(PutItemError, NeedsATable) {
  for (const std::string name : {"nosuch", "a", "ab"}) {
    EXPECT_THAT(PutInto(name, Sample()),
                IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  }
}

TEST_P(PutItemError, RequiresTheKeyInTheItem) {
  EXPECT_THAT(
      PutInto("plain", Item{{"x", "a"}}),
      IsInvalid("One or more parameter values were invalid: Missing the key p in the item"));
  EXPECT_THAT(
      PutInto("plain", Item()),
      IsInvalid("One or more parameter values were invalid: Missing the key p in the item"));
  EXPECT_THAT(
      PutInto("sorted", Item{{"p", "a"}}),
      IsInvalid("One or more parameter values were invalid: Missing the key s in the item"));
  EXPECT_THAT(
      PutInto("sorted", Item{{"s", "a"}}),
      IsInvalid("One or more parameter values were invalid: Missing the key p in the item"));
}

TEST_P(PutItemError, HoldsTheKeyToItsTypes) {
  const std::string mismatch = "One or more parameter values were invalid: Type mismatch for key ";
  EXPECT_THAT(PutInto("plain", Item{{"p", 1}}), IsInvalid(mismatch + "p expected: S actual: N"));
  EXPECT_THAT(PutInto("plain", Item{{"p", true}}),
              IsInvalid(mismatch + "p expected: S actual: BOOL"));
  EXPECT_THAT(PutInto("plain", Item{{"p", nullptr}}),
              IsInvalid(mismatch + "p expected: S actual: NULL"));
  EXPECT_THAT(PutInto("plain", Item{{"p", StringSet{"a"}}}),
              IsInvalid(mismatch + "p expected: S actual: SS"));
  EXPECT_THAT(PutInto("plain", Item{{"p", Map{}}}),
              IsInvalid(mismatch + "p expected: S actual: M"));
  EXPECT_THAT(PutInto("sorted", Item{{"p", "a"}, {"s", 1}}),
              IsInvalid(mismatch + "s expected: S actual: N"));
  EXPECT_THAT(PutInto("numbers", Item{{"p", "1"}}),
              IsInvalid(mismatch + "p expected: N actual: S"));
  EXPECT_THAT(PutInto("binaries", Item{{"p", "1"}, {"s", Binary("1")}}),
              IsInvalid(mismatch + "p expected: B actual: S"));
}

TEST_P(PutItemError, RefusesEmptyKeys) {
  const std::string message =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty ";
  EXPECT_THAT(PutInto("plain", Item{{"p", ""}}), IsInvalid(message + "string value. Key: p"));
  EXPECT_THAT(PutInto("sorted", Item{{"p", "a"}, {"s", ""}}),
              IsInvalid(message + "string value. Key: s"));
  EXPECT_THAT(PutInto("binaries", Item{{"p", Binary("")}, {"s", Binary("1")}}),
              IsInvalid(message + "binary value. Key: p"));
  EXPECT_THAT(PutInto("binaries", Item{{"p", Binary("1")}, {"s", Binary("")}}),
              IsInvalid(message + "binary value. Key: s"));
}

TEST_P(PutItemError, HoldsTheKeyToItsLengths) {
  const std::string partition(2048, 'p'), sort(1024, 's');
  EXPECT_THAT(PutInto("sorted", Item{{"p", partition}, {"s", sort}}), IsOk());
  EXPECT_THAT(PutInto("binaries", Item{{"p", Binary(partition)}, {"s", Binary(sort)}}), IsOk());
  const std::string partition_message =
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size "
      "limit of2048 bytes";
  EXPECT_THAT(PutInto("plain", Item{{"p", partition + "p"}}), IsInvalid(partition_message));
  EXPECT_THAT(PutInto("binaries", Item{{"p", Binary(partition + "p")}, {"s", Binary("1")}}),
              IsInvalid(partition_message));
  const std::string sort_message =
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded "
      "the size limit of 1024 bytes";
  EXPECT_THAT(PutInto("sorted", Item{{"p", "a"}, {"s", sort + "s"}}), IsInvalid(sort_message));
  EXPECT_THAT(PutInto("binaries", Item{{"p", Binary("1")}, {"s", Binary(sort + "s")}}),
              IsInvalid(sort_message));
}

TEST_P(PutItemError, RefusesEmptySetsAtAnyDepth) {
  const std::string message =
      "1 validation error detected: One or more parameter values were invalid: ";
  EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", StringSet{}}}),
              IsInvalid(message + "An string set  may not be empty"));
  EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", NumberSet{}}}),
              IsInvalid(message + "An number set  may not be empty"));
  EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", BinarySet({})}}),
              IsInvalid(message + "Binary sets should not be empty"));
  EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", List{Map{{"k", StringSet{}}}}}}),
              IsInvalid(message + "An string set  may not be empty"));
}

TEST_P(PutItemError, NestsAtMost31LevelsAroundAScalar) {
  const std::string message =
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
      "beyond supported limit";
  for (const bool maps : {false, true}) {
    EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", Nested(31, "deep", maps)}}), IsOk());
    EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", Nested(32, "deep", maps)}}),
                IsInvalid(message));
    EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", Nested(31, Map{}, maps)}}), IsOk());
    EXPECT_THAT(PutInto("plain", Item{{"p", "a"}, {"v", Nested(32, Map{}, maps)}}),
                IsInvalid(message));
  }
}

TEST_P(PutItemError, HoldsAnItemTo400KilobytesWithItsNames) {
  const auto item_of = [](size_t bytes) {  // "p", "a" and "v" are a byte each.
    return Item{{"p", "a"}, {"v", std::string(bytes - 3, 'x')}};
  };
  EXPECT_THAT(PutInto("plain", item_of(kItemBytesMax)), IsOk());
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), item_of(kItemBytesMax));
  EXPECT_THAT(PutInto("plain", item_of(kItemBytesMax + 1)),
              IsInvalid("Item size has exceeded the maximum allowed size"));
  EXPECT_THAT(PutInto("nosuch", item_of(kItemBytesMax + 1)),
              IsInvalid("Item size has exceeded the maximum allowed size"))
      << "It is refused before the table is looked up.";
}

TEST_P(PutItemError, CountsNumbersAndDocumentsTowardsTheSize) {
  // The number is 2 bytes, the list 3 and an element 1 and its own.
  const auto item_of = [](size_t bytes) {
    return Item{{"p", "a"},
                {"n", 42},
                {"l", List{"", nullptr}},
                {"v", std::string(bytes - 2 - 3 - (1 + 3 + 1 + 2) - 1, 'x')}};
  };
  EXPECT_THAT(PutInto("plain", item_of(kItemBytesMax)), IsOk());
  EXPECT_THAT(PutInto("plain", item_of(kItemBytesMax + 1)),
              IsInvalid("Item size has exceeded the maximum allowed size"));
}

TEST_P(PutItemError, TakesNamesAndValuesOnlyWithAnExpression) {
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Sample(),
                            .expression_attribute_names = AttributeNames{{"#a", "a"}}}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Sample(),
                            .expression_attribute_values = Item{{":a", 1}}}),
              IsInvalid("1 validation error detected: ExpressionAttributeValues can only be "
                        "specified when using expressions: ConditionExpression is null"));
}

TEST_P(PutItemError, RefusesEmptyNamesAndValues) {
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Sample(),
                            .condition_expression = "attribute_exists(a)",
                            .expression_attribute_names = AttributeNames{}}),
              IsInvalid("ExpressionAttributeNames must not be empty"));
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Sample(),
                            .condition_expression = "attribute_exists(a)",
                            .expression_attribute_values = Item()}),
              IsInvalid("ExpressionAttributeValues must not be empty"));
}

TEST_P(PutItemError, HoldsPlaceholdersToTheirSyntax) {
  for (const std::string name : {"a", "#", "#a-b", "#a b", ""}) {
    EXPECT_THAT(db().PutItem({.table_name = "plain",
                              .item = Sample(),
                              .condition_expression = "attribute_exists(a)",
                              .expression_attribute_names = AttributeNames{{name, "a"}}}),
                IsInvalid("ExpressionAttributeNames contains invalid key: Syntax error; key: \"" +
                          name + "\""));
  }
  for (const std::string name : {"a", ":", ":a-b", ":a b", ""}) {
    EXPECT_THAT(db().PutItem({.table_name = "plain",
                              .item = Sample(),
                              .condition_expression = "attribute_exists(a)",
                              .expression_attribute_values = Item{{name, "a"}}}),
                IsInvalid("ExpressionAttributeValues contains invalid key: Syntax error; key: \"" +
                          name + "\""));
  }
}

TEST_P(PutItemError, RefusesWhatNoExpressionUses) {
  PutItemRequest request{.table_name = "plain",
                         .item = Sample(),
                         .condition_expression = "a = :v",
                         .expression_attribute_values = Item{{":v", 1}, {":w", 2}, {":x", 2}}};
  EXPECT_THAT(db().PutItem(request),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:w, :x}"));
  request.expression_attribute_names = AttributeNames{{"#b", "b"}, {"#c", "c"}};
  EXPECT_THAT(db().PutItem(request),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#b, #c}"));
}

TEST_P(PutItemError, HoldsExpressionValuesToTheRulesOfValues) {
  PutItemRequest request{.table_name = "plain",
                         .item = Sample(),
                         .condition_expression = "a = :v",
                         .expression_attribute_values = Item{{":v", StringSet{}}}};
  EXPECT_THAT(db().PutItem(request), IsErrorCode(ErrorCode::kValidation));
  request.expression_attribute_values = Item{{":v", Nested(32, "deep", true)}};
  EXPECT_THAT(db().PutItem(request),
              IsInvalid("Nesting Levels have exceeded supported limits: Attributes in the item "
                        "have nested levels beyond supported limit"));
}

TEST_P(PutItemError, WritesNothingWhenItRefuses) {
  Put("plain", Sample());
  EXPECT_FALSE(PutInto("plain", Item{{"p", "a"}, {"v", StringSet{}}}).ok());
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
}

}  // namespace
}  // namespace stator::testing
