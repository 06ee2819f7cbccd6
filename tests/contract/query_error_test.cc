// What Query refuses of its condition and its parameters, with DynamoDB's messages. Its filters
// stand in condition_error_test.cc, its starting keys in query_paging_test.cc.
#include "tests/contract/query_fixture.h"

namespace stator::testing {
namespace {

class QueryError : public QueryTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted(ScalarAttributeType::kN);
  }

  void ExpectRefused(std::string_view condition, const std::string& message) {
    EXPECT_THAT(QueryOf(condition), IsInvalid(message)) << condition;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(QueryError);

TEST_P(QueryError, RequiresAConditionOnTheKey) {
  EXPECT_THAT(db().Query({.table_name = "sorted"}),
              IsInvalid("Either the KeyConditions or KeyConditionExpression parameter must be "
                        "specified in the request."));
}

TEST_P(QueryError, NamesAndValuesNeedAnExpressionToStandIn) {
  QueryRequest request{.table_name = "sorted",
                       .expression_attribute_names = AttributeNames{{"#a", "a"}},
                       .expression_attribute_values = Item{{":a", 1}}};
  EXPECT_THAT(db().Query(request),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  request.projection_expression = "#a";
  EXPECT_THAT(db().Query(request),
              IsInvalid("ExpressionAttributeValues can only be specified when using expressions: "
                        "FilterExpression is null and KeyConditionExpression is null"));
}

TEST_P(QueryError, ReadsAllExpressionsBeforeItLooksAtWhatTheyMean) {
  QueryRequest request = RequestOf("p <> :s");
  request.select = Select::kSpecificAttributes;
  request.filter_expression = "v =";
  EXPECT_THAT(db().Query(request),
              IsInvalid("Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"=\""));
  request.filter_expression.reset();
  EXPECT_THAT(db().Query(request),
              IsInvalid("1 validation error detected: Must specify the AttributesToGet or "
                        "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"));
  request.select.reset();
  EXPECT_THAT(db().Query(request),
              IsInvalid("Invalid operator used in KeyConditionExpression: <>"));
}

TEST_P(QueryError, RefusesTextsThatAreNoConditions) {
  const std::string invalid = "Invalid KeyConditionExpression: ";
  ExpectRefused("", invalid + "The expression can not be empty;");
  ExpectRefused("p = :s AND", invalid + "Syntax error; token: \"<EOF>\", near: \"AND\"");
  ExpectRefused("p == :s", invalid + "Syntax error; token: \"=\", near: \"== :s\"");
  ExpectRefused("p = :s s = :n", invalid + "Syntax error; token: \"s\", near: \":s s =\"");
  ExpectRefused("((p = :s))", invalid + "The expression has redundant parentheses;");
  ExpectRefused("name = :s",
                invalid + "Attribute name is a reserved keyword; reserved keyword: name");
  ExpectRefused("p = :undefined",
                invalid +
                    "An expression attribute value used in expression is not defined; "
                    "attribute value: :undefined");
  ExpectRefused("#undefined = :s",
                invalid +
                    "An expression attribute name used in the document path is not defined; "
                    "attribute name: #undefined");
  ExpectRefused("p = :s AND foo(s, :n)", invalid + "Invalid function name; function: foo");
}

TEST_P(QueryError, ComparesThePartitionKeyForEqualityOnly) {
  for (const std::string_view condition :
       {"p < :s", "p >= :s", "p BETWEEN :s AND :s2", "begins_with(p, :s)"}) {
    ExpectRefused(condition, "Query key condition not supported");
  }
}

TEST_P(QueryError, NeedsThePartitionKey) {
  ExpectRefused("s = :n", "Query condition missed key schema element: p");
  ExpectRefused("v = :v", "Query condition missed key schema element: p");
}

TEST_P(QueryError, TakesOnlyTheSortKeyBesideIt) {
  ExpectRefused("p = :s AND v = :v", "Query condition missed key schema element: s");
}

TEST_P(QueryError, OfATableWithoutASortKeyTakesNoSecondCondition) {
  QueryRequest request = RequestOf("p = :s AND s = :n");
  request.table_name = "plain";
  EXPECT_THAT(db().Query(request), IsInvalid("Query key condition not supported"));
}

TEST_P(QueryError, TakesOneOrTwoConditionsEachOnAKeyOfItsOwn) {
  ExpectRefused("p = :s AND s = :n AND v = :v", "Conditions can be of length 1 or 2 only");
  const std::string repeated = "KeyConditionExpressions must only contain one condition per key";
  ExpectRefused("p = :s AND p = :s", repeated);
  ExpectRefused("p = :s AND s > :n AND s < :n5", repeated);
}

TEST_P(QueryError, RefusesOperatorsOfOtherConditions) {
  const std::string invalid = "Invalid operator used in KeyConditionExpression: ";
  ExpectRefused("p = :s OR s = :n", invalid + "OR");
  ExpectRefused("p = :s AND (s = :n OR s = :n2)", invalid + "OR");
  ExpectRefused("NOT p = :s", invalid + "NOT");
  ExpectRefused("p <> :s", invalid + "<>");
  ExpectRefused("p = :s AND s <> :n", invalid + "<>");
  ExpectRefused("p IN (:s)", invalid + "IN");
  ExpectRefused("p = :s AND contains(s, :n)", invalid + "contains");
  ExpectRefused("p = :s AND attribute_exists(s)", invalid + "attribute_exists");
}

TEST_P(QueryError, RefusesNestedOperationsAndAttributes) {
  ExpectRefused("p = :s AND size(s) = :n",
                "KeyConditionExpressions cannot contain nested operations");
  for (const std::string_view condition : {"p.a = :s", "p[0] = :s", "p = :s AND s.a = :n"}) {
    EXPECT_THAT(QueryOf(condition), IsErrorCode(ErrorCode::kValidation));
    EXPECT_THAT(
        ErrorOf(QueryOf(condition).status()).message,
        ::testing::EndsWith("KeyConditionExpressions cannot have conditions on nested attributes"));
  }
}

TEST_P(QueryError, ComparesAKeyWithAValue) {
  const std::string invalid = "Invalid condition in KeyConditionExpression: ";
  ExpectRefused("p = s", invalid + "Multiple attribute names used in one condition");
  ExpectRefused(
      "p = p",
      "Invalid KeyConditionExpression: The first operand must be distinct from the "
      "remaining operands for this operator or function; operator: =, first operand: [p]");
  ExpectRefused("p = :s AND :n BETWEEN s AND s",
                invalid + "BETWEEN operator must have the key attribute as its first operand");
}

TEST_P(QueryError, TheValuesHaveTheTypesOfTheSchema) {
  const std::string message =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  for (const std::string_view condition :
       {"p = :n", "p = :ss", "p = :s AND s = :s2", "p = :s AND s > :s2", "p = :s AND s < :b",
        "p = :s AND s BETWEEN :s AND :s2", "p = :s AND begins_with(s, :st)"}) {
    ExpectRefused(condition, message);
  }
}

TEST_P(QueryError, BeginsWithNeedsAStringOrABinary) {
  ExpectRefused("p = :s AND begins_with(s, :n)",
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function; "
                "operator or function: begins_with, operand type: N");
}

TEST_P(QueryError, BoundsOfBetweenAgree) {
  ExpectRefused("p = :s AND s BETWEEN :n2 AND :n",
                "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be "
                "greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, "
                "upper bound operand: AttributeValue: {N:1}");
}

TEST_P(QueryError, FiltersOnlyWhatIsNotPartOfTheKey) {
  const std::string message =
      "Filter Expression can only contain non-primary key attributes: Primary key attribute: ";
  for (const auto& [filter, key] :
       std::vector<std::pair<std::string_view, std::string>>{{"p = :s", "p"},
                                                             {"s = :s AND p = :s", "p"},
                                                             {"attribute_exists(p)", "p"},
                                                             {"v = p", "p"},
                                                             {"p.a = :s", "p"},
                                                             {"#p = :s", "p"},
                                                             {"s = :n", "s"},
                                                             {"v = :v AND s > :n", "s"},
                                                             {"NOT s = :n", "s"}}) {
    QueryRequest request = RequestOf("p = :s");
    request.filter_expression = filter;
    request.expression_attribute_names = NamesFor({filter});
    request.expression_attribute_values = ValuesFor({filter, "p = :s"});
    EXPECT_THAT(db().Query(request), IsInvalid(message + key)) << filter;
  }
}

TEST_P(QueryError, SelectAgreesWithTheProjection) {
  const auto select = [&](Select select, std::optional<Expression> projection) {
    QueryRequest request = RequestOf("p = :s");
    request.select = select;
    request.projection_expression = std::move(projection);
    return db().Query(request);
  };
  const std::string cannot = "Cannot specify the ProjectionExpression when choosing to get ";
  EXPECT_THAT(select(Select::kAllAttributes, "v"), IsInvalid(cannot + "ALL_ATTRIBUTES"));
  EXPECT_THAT(select(Select::kCount, "v"), IsInvalid(cannot + "only the Count"));
  EXPECT_THAT(select(Select::kAllProjectedAttributes, "v"),
              IsInvalid(cannot + "ALL_PROJECTED_ATTRIBUTES"));
  EXPECT_THAT(select(Select::kAllProjectedAttributes, std::nullopt),
              IsInvalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an "
                        "IndexName"));
  EXPECT_THAT(select(Select::kSpecificAttributes, std::nullopt),
              IsInvalid("1 validation error detected: Must specify the AttributesToGet or "
                        "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"));
  EXPECT_THAT(select(Select::kSpecificAttributes, "v"), IsOk());
}

TEST_P(QueryError, RefusesWhatNoExpressionUses) {
  QueryRequest request = RequestOf("p = :s");
  request.expression_attribute_values->Set(":w", 1);
  EXPECT_THAT(db().Query(request),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:w}"));
  request.expression_attribute_names = AttributeNames{{"#b", "b"}};
  EXPECT_THAT(db().Query(request),
              IsInvalid("Value provided in ExpressionAttributeNames unused in expressions: keys: "
                        "{#b}"));
}

TEST_P(QueryError, NeedsATable) {
  QueryRequest request = RequestOf("p = :s");
  request.table_name = "nosuch";
  EXPECT_THAT(db().Query(request),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  request.table_name.reset();
  EXPECT_THAT(db().Query(request),
              IsInvalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
                        "constraint: Member must not be null"));
}

}  // namespace
}  // namespace stator::testing
