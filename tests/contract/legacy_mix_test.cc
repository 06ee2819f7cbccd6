// Legacy parameters and expressions in one request.
#include <string>
#include <vector>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

std::string Mixed(const std::string& legacy, const std::string& expressions) {
  return "Can not use both expression and non-expression parameters in the same request: "
         "Non-expression parameters: {" +
         legacy + "} Expression parameters: {" + expressions + "}";
}

std::string Enveloped(const std::string& message) {
  return "1 validation error detected: " + message;
}

const ConditionalOperator kAnd = ConditionalOperator::kAnd;

class LegacyMix : public LegacyTest {};
INSTANTIATE_FOR_EVERY_DOOR(LegacyMix);

TEST_P(LegacyMix, OfPutItem) {
  PutItemRequest request{.table_name = "plain",
                         .item = Key(),
                         .condition_expression = "attribute_exists(a)",
                         .expected = Expectations{{"x", ExpectNothing()}}};
  EXPECT_THAT(db().PutItem(request),
              IsInvalid(Enveloped(Mixed("Expected", "ConditionExpression"))));
  request.expected = Expectations();  // Empty ones count, too.
  EXPECT_THAT(db().PutItem(request),
              IsInvalid(Enveloped(Mixed("Expected", "ConditionExpression"))));
  request.expected.reset();
  request.conditional_operator = kAnd;
  EXPECT_THAT(db().PutItem(request),
              IsInvalid(Enveloped(Mixed("ConditionalOperator", "ConditionExpression"))));
}

TEST_P(LegacyMix, OfDeleteItemWithoutAPrefix) {
  EXPECT_THAT(db().DeleteItem({.table_name = "plain",
                               .key = Key(),
                               .condition_expression = "attribute_exists(a)",
                               .expected = Expectations{{"x", ExpectNothing()}}}),
              IsInvalid(Mixed("Expected", "ConditionExpression")));
}

TEST_P(LegacyMix, OfUpdateItem) {
  const AttributeUpdates updates{{"x", {.value = Value(1)}}};
  const Expectations expected{{"x", ExpectNothing()}};
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .update_expression = "SET a = b",
                               .attribute_updates = updates}),
              IsInvalid(Enveloped(Mixed("AttributeUpdates", "UpdateExpression"))));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .condition_expression = "attribute_exists(a)",
                               .attribute_updates = updates}),
              IsInvalid(Enveloped(Mixed("AttributeUpdates", "ConditionExpression"))));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .update_expression = "SET a = b",
                               .expected = expected}),
              IsInvalid(Enveloped(Mixed("Expected", "UpdateExpression"))));
  EXPECT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Key(),
                               .update_expression = "SET a = b",
                               .condition_expression = "attribute_exists(a)",
                               .attribute_updates = updates,
                               .expected = expected}),
              IsInvalid(Enveloped(
                  Mixed("AttributeUpdates, Expected", "UpdateExpression, ConditionExpression"))));
}

TEST_P(LegacyMix, OfGetItem) {
  EXPECT_THAT(db().GetItem({.table_name = "plain",
                            .key = Key(),
                            .projection_expression = "a",
                            .attributes_to_get = std::vector<std::string>{"a"}}),
              IsInvalid(Mixed("AttributesToGet", "ProjectionExpression")));
}

// One call may not have both, even for different tables.
TEST_P(LegacyMix, OfBatchGetItem) {
  const std::vector<std::string> names{"a"};
  const auto get = [&](KeysAndAttributes of_plain, KeysAndAttributes of_nosuch) {
    of_plain.keys = of_nosuch.keys = std::vector<Item>{Key(), Key()};
    return db().BatchGetItem(
        {.request_items = std::map<std::string, KeysAndAttributes, std::less<>>{
             {"nosuch", of_nosuch}, {"plain", of_plain}}});
  };
  const auto refused = IsInvalid(Mixed("AttributesToGet", "ProjectionExpression"));
  EXPECT_THAT(get({.projection_expression = "a", .attributes_to_get = names}, {}), refused);
  EXPECT_THAT(get({.projection_expression = "", .attributes_to_get = names}, {}), refused);
  EXPECT_THAT(get({.projection_expression = "a"}, {.attributes_to_get = names}), refused);
}

TEST_P(LegacyMix, OfScan) {
  const Conditions filter{{"x", Is(kNull)}};
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .filter_expression = "attribute_exists(a)",
                         .scan_filter = filter}),
              IsInvalid(Mixed("ScanFilter", "FilterExpression")));
  EXPECT_THAT(
      db().Scan({.table_name = "plain", .projection_expression = "a", .scan_filter = Conditions()}),
      IsInvalid(Mixed("ScanFilter", "ProjectionExpression")));
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .filter_expression = "attribute_exists(a)",
                         .conditional_operator = kAnd}),
              IsInvalid(Mixed("ConditionalOperator", "FilterExpression")));
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .projection_expression = "",
                         .filter_expression = "",
                         .attributes_to_get = std::vector<std::string>{"a"},
                         .scan_filter = filter,
                         .conditional_operator = kAnd}),
              IsInvalid(Mixed("AttributesToGet, ScanFilter, ConditionalOperator",
                              "ProjectionExpression, FilterExpression")));
}

TEST_P(LegacyMix, OfQuery) {
  QueryRequest request{.table_name = "plain",
                       .key_condition_expression = "p = :p",
                       .expression_attribute_values = Item{{":p", "a"}},
                       .key_conditions = Conditions{{"p", Is(kEq, {"a"})}}};
  EXPECT_THAT(db().Query(request), IsInvalid(Mixed("KeyConditions", "KeyConditionExpression")));
  request.key_conditions = Conditions();
  EXPECT_THAT(db().Query(request), IsInvalid(Mixed("KeyConditions", "KeyConditionExpression")));
  request.key_conditions.reset();
  request.query_filter = Conditions{{"v", Is(kNull)}};
  EXPECT_THAT(db().Query(request), IsInvalid(Mixed("QueryFilter", "KeyConditionExpression")));
  request.attributes_to_get = std::vector<std::string>{"a"};
  request.conditional_operator = kAnd;
  request.key_conditions = Conditions{{"p", Is(kEq, {"a"})}};
  request.filter_expression = "((";
  request.projection_expression = "((";
  EXPECT_THAT(db().Query(request),
              IsInvalid(Mixed("AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions",
                              "ProjectionExpression, FilterExpression, KeyConditionExpression")));
}

// Beside the younger expressions they are not named.
TEST_P(LegacyMix, CountsKeyConditionsOnlyBesideTheirOwnExpression) {
  EXPECT_THAT(db().Query({.table_name = "plain",
                          .projection_expression = "a",
                          .attributes_to_get = std::vector<std::string>{"a"},
                          .key_conditions = Conditions{{"p", Is(kEq, {"a"})}}}),
              IsInvalid(Mixed("AttributesToGet", "ProjectionExpression")));
}

TEST_P(LegacyMix, ComesBeforeAllOtherChecksOfTheRequest) {
  EXPECT_THAT(db().PutItem({.table_name = "nosuch",
                            .item = Item(),
                            .return_values = ReturnValues::kAllNew,
                            .condition_expression = "((",
                            .expected = Expectations{{"x", {}}}}),
              IsInvalid(Enveloped(Mixed("Expected", "ConditionExpression"))));
  EXPECT_THAT(db().Scan({.table_name = "nosuch",
                         .segment = 3,
                         .filter_expression = "((",
                         .expression_attribute_names = AttributeNames{{"x", "y"}},
                         .scan_filter = Conditions{{"x", Is(kEq)}}}),
              IsInvalid(Mixed("ScanFilter", "FilterExpression")));
}

TEST_P(LegacyMix, LeavesNoUseForNamesAndValues) {
  const Expectations expected{{"x", ExpectNothing()}};
  const AttributeNames names{{"#a", "a"}};
  const Item values{{":a", "a"}};
  const std::string no_names =
      "ExpressionAttributeNames can only be specified when using expressions";
  const std::string no_values =
      "ExpressionAttributeValues can only be specified when using expressions: ";
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Key(),
                            .expression_attribute_names = names,
                            .expected = expected}),
              IsInvalid(no_names));
  EXPECT_THAT(db().DeleteItem({.table_name = "plain",
                               .key = Key(),
                               .expression_attribute_values = values,
                               .expected = expected}),
              IsInvalid(no_values + "ConditionExpression is null"));
  EXPECT_THAT(
      db().UpdateItem({.table_name = "plain",
                       .key = Key(),
                       .expression_attribute_values = values,
                       .expected = expected}),
      IsInvalid(Enveloped(no_values + "UpdateExpression is null and ConditionExpression is null")));
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .expression_attribute_values = values,
                         .scan_filter = Conditions{{"x", Is(kNull)}}}),
              IsInvalid(no_values + "FilterExpression is null"));
}

}  // namespace
}  // namespace stator::testing
