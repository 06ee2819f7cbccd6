// What TransactWriteItems refuses as malformed: a ValidationException, not a cancellation.
#include <string>
#include <vector>

#include "tests/contract/transaction_fixture.h"

namespace stator::testing {
namespace {

class TransactWriteItemsError : public TransactionTest {};
INSTANTIATE_FOR_EVERY_DOOR(TransactWriteItemsError);

const std::string kNull = " failed to satisfy constraint: Member must not be null";

TEST_P(TransactWriteItemsError, RequiresActions) {
  EXPECT_THAT(db().TransactWriteItems(TransactWriteItemsRequest{}),
              IsInvalid("1 validation error detected: Value null at 'transactItems'" + kNull));
  EXPECT_THAT(Write({}), IsInvalid("1 validation error detected: Value '[]' at 'transactItems' "
                                   "failed to satisfy constraint: Member must have length greater "
                                   "than or equal to 1"));
}

TEST_P(TransactWriteItemsError, RequiresTheMembersOfEachAction) {
  const std::string one = "1 validation error detected: Value null at 'transactItems.1.member.";
  EXPECT_THAT(Write({{.put = TransactPut{.table_name = "plain"}}}),
              IsInvalid(one + "put.item'" + kNull));
  EXPECT_THAT(Write({{.put = TransactPut{.item = KeyOf("a")}}}),
              IsInvalid(one + "put.tableName'" + kNull));
  EXPECT_THAT(Write({{.delete_ = TransactDelete{.table_name = "plain"}}}),
              IsInvalid(one + "delete.key'" + kNull));
  EXPECT_THAT(Write({{.update = TransactUpdate{.key = KeyOf("a"), .table_name = "plain"}}}),
              IsInvalid(one + "update.updateExpression'" + kNull));
  EXPECT_THAT(
      Write({{.condition_check = ConditionCheck{.key = KeyOf("a"), .table_name = "plain"}}}),
      IsInvalid(one + "conditionCheck.conditionExpression'" + kNull));
}

TEST_P(TransactWriteItemsError, TakesExactlyOneActionInEachElement) {
  const std::string refusal = "TransactItems can only contain one of Check, Put, Update or Delete";
  EXPECT_THAT(Write({{}}), IsInvalid(refusal));
  TransactWriteItem two = PutOf(KeyOf("a"));
  two.delete_ = DeleteOf(KeyOf("b")).delete_;
  EXPECT_THAT(Write({two}), IsInvalid(refusal));
  EXPECT_EQ(Get("plain", KeyOf("a")), Item());
}

TEST_P(TransactWriteItemsError, HoldsNamesOfTablesToTheirRules) {
  EXPECT_THAT(Write({PutOf(KeyOf("a"), std::nullopt, "a b")}),
              IsInvalid("1 validation error detected: Value 'a b' at "
                        "'transactItems.1.member.put.tableName' failed to satisfy constraint: "
                        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"));
}

TEST_P(TransactWriteItemsError, NeedsItsTables) {
  EXPECT_THAT(Write({PutOf(KeyOf("a")), PutOf(KeyOf("a"), std::nullopt, "nosuch")}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  EXPECT_EQ(Get("plain", KeyOf("a")), Item());
}

TEST_P(TransactWriteItemsError, RefusesTwoActionsOnOneItem) {
  const std::string refusal = "Transaction request cannot include multiple operations on one item";
  EXPECT_THAT(Write({PutOf(KeyOf("a")), DeleteOf(KeyOf("a"))}), IsInvalid(refusal));
  EXPECT_THAT(Write({CheckOf(KeyOf("a"), "attribute_exists(p)"),
                     CheckOf(KeyOf("a"), "attribute_exists(p)")}),
              IsInvalid(refusal));
  EXPECT_THAT(Write({CheckOf(KeyOf("a"), "attribute_exists(p)"), PutOf(KeyOf("a"))}),
              IsInvalid(refusal));
  // Even beside a key that does not fit.
  EXPECT_THAT(Write({DeleteOf(Item{{"q", 1}}), PutOf(KeyOf("a")), PutOf(KeyOf("a"))}),
              IsInvalid(refusal));
  EXPECT_THAT(Write({PutOf(Item{{"p", "a"}, {"s", 1}}, std::nullopt, "sorted"),
                     PutOf(Item{{"p", "a"}, {"s", 2}}, std::nullopt, "sorted"), PutOf(KeyOf("a"))}),
              IsOk());
}

TEST_P(TransactWriteItemsError, RefusesExpressionsThatAreNone) {
  const std::string syntax = "Syntax error; token: \"b\", near: \"a b\"";
  EXPECT_THAT(Write({PutOf(KeyOf("a"), "a b")}),
              IsInvalid("Invalid ConditionExpression: " + syntax));
  EXPECT_THAT(Write({DeleteOf(KeyOf("a"), "a b")}),
              IsInvalid("Invalid ConditionExpression: " + syntax));
  EXPECT_THAT(Write({CheckOf(KeyOf("a"), "a b")}),
              IsInvalid("Invalid ConditionExpression: " + syntax));
  EXPECT_THAT(Write({CheckOf(KeyOf("a"), "")}),
              IsInvalid("Invalid ConditionExpression: The expression can not be empty;"));
  EXPECT_THAT(Write({UpdateOf(KeyOf("a"), "")}),
              IsInvalid("Invalid UpdateExpression: The expression can not be empty;"));
  EXPECT_THAT(Write({UpdateOf(KeyOf("a"), "SET v = :x, v = :x", Item{{":x", 1}})}),
              IsInvalid("Invalid UpdateExpression: Two document paths overlap with each other; "
                        "must remove or rewrite one of these paths; path one: [v], path two: "
                        "[v]"));
  EXPECT_THAT(Write({UpdateOf(KeyOf("a"), "ADD v :x", Item{{":x", "text"}})}),
              IsInvalid("Invalid UpdateExpression: Incorrect operand type for operator or "
                        "function; operator: ADD, operand type: STRING"));
}

TEST_P(TransactWriteItemsError, RefusesNamesAndValuesThatDoNotFitTheExpression) {
  TransactWriteItem check = CheckOf(KeyOf("a"), "attribute_exists(#p)");
  EXPECT_THAT(Write({check}), IsInvalid("Invalid ConditionExpression: An expression attribute name "
                                        "used in the document path is not defined; attribute "
                                        "name: #p"));
  check.condition_check->expression_attribute_names = AttributeNames{{"#p", "p"}, {"#q", "q"}};
  EXPECT_THAT(Write({check}), IsInvalid("Value provided in ExpressionAttributeNames unused in "
                                        "expressions: keys: {#q}"));
  check.condition_check->expression_attribute_names = AttributeNames{};
  EXPECT_THAT(Write({check}), IsInvalid("ExpressionAttributeNames must not be empty"));
  EXPECT_THAT(Write({UpdateOf(KeyOf("a"), "REMOVE v", Item{{":x", 1}})}),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:x}"));
}

TEST_P(TransactWriteItemsError, IgnoresNamesAndValuesWithoutAnExpression) {
  TransactWriteItem put = PutOf(KeyOf("a"));
  put.put->expression_attribute_names = AttributeNames{{"#q", "q"}};
  put.put->expression_attribute_values = Item{{":x", 1}};
  EXPECT_THAT(Write({put}), IsOk());
}

TEST_P(TransactWriteItemsError, RefusesBadValues) {
  EXPECT_THAT(Write({PutOf(Item{{"p", "a"}, {"v", StringSet{}}})}),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
  EXPECT_THAT(Write({UpdateOf(KeyOf("a"), "SET v = :x", Item{{":x", StringSet{}}})}),
              IsInvalid("ExpressionAttributeValues contains invalid value: One or more parameter "
                        "values were invalid: An string set  may not be empty for key :x"));
  EXPECT_THAT(Write({PutOf(Item{{"p", "a"}, {"v", std::string(409'600, 'x')}})}),
              IsInvalid("Item size has exceeded the maximum allowed size"));
}

TEST_P(TransactWriteItemsError, RefusesAKeyWithoutContent) {
  const std::string empty =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty string value. Key: p";
  EXPECT_THAT(Write({PutOf(KeyOf(""))}), IsInvalid(empty));
  EXPECT_THAT(Write({PutOf(Item{{"q", 1}}), DeleteOf(KeyOf(""))}), IsInvalid(empty));
  EXPECT_THAT(Write({CheckOf(KeyOf(""), "attribute_exists(p)")}), IsInvalid(empty));
}

TEST_P(TransactWriteItemsError, HoldsTokensToTheirLength) {
  const auto with_token = [&](const std::string& token) {
    return db().TransactWriteItems(
        {.transact_items = {{PutOf(KeyOf("a"))}}, .client_request_token = token});
  };
  EXPECT_THAT(with_token(""),
              IsInvalid("1 validation error detected: Value '' at 'clientRequestToken' failed to "
                        "satisfy constraint: Member must have length greater than or equal to 1"));
  const std::string long_token(37, 'x');
  EXPECT_THAT(with_token(long_token),
              IsInvalid("1 validation error detected: Value '" + long_token +
                        "' at 'clientRequestToken' failed to satisfy constraint: Member must have "
                        "length less than or equal to 36"));
  EXPECT_THAT(with_token(std::string(36, 'x')), IsOk());
}

TEST_P(TransactWriteItemsError, FindsFaultInTheOrderOfTheGates) {
  // Members, then the request by itself, then the tables, then pairs of actions, then each action.
  TransactWriteItem faulty = PutOf(KeyOf("a"), "a b", "nosuch");
  EXPECT_THAT(Write({faulty, {.put = TransactPut{}}}),
              IsInvalid("2 validation errors detected: Value null at "
                        "'transactItems.2.member.put.item'" +
                        kNull + "; Value null at 'transactItems.2.member.put.tableName'" + kNull));
  EXPECT_THAT(Write({faulty}), IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(Write({PutOf(KeyOf("a")), PutOf(KeyOf("a")), PutOf(KeyOf("b"), {}, "nosuch")}),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

}  // namespace
}  // namespace stator::testing
