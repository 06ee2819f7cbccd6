// Conditions that are refused before any item is read, and DynamoDB's message for each: the same
// behind each operation but for the name of the expression and the envelope that PutItem and
// UpdateItem have.
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

struct Refusal {
  std::string text;
  std::string message;  // Behind "Invalid ConditionExpression: ".
};

constexpr std::string_view kEnvelope = "1 validation error detected: ";

class ConditionError : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  // There is no item in the table: what is refused here is refused for the request alone.
  void Check(const std::vector<Refusal>& rows) {
    for (const Refusal& row : rows) {
      SCOPED_TRACE(row.text);
      const std::string condition = "Invalid ConditionExpression: " + row.message;
      const std::string filter = "Invalid FilterExpression: " + row.message;
      EXPECT_THAT(PutIf(row.text), IsInvalid(std::string(kEnvelope) + condition));
      EXPECT_THAT(UpdateIf(row.text), IsInvalid(std::string(kEnvelope) + condition));
      EXPECT_THAT(DeleteIf(row.text), IsInvalid(condition));
      EXPECT_THAT(QueryWith(row.text), IsInvalid(filter));
      EXPECT_THAT(ScanWith(row.text), IsInvalid(filter));
    }
  }

  absl::StatusOr<PutItemResult> PutIf(std::string_view text) {
    return db().PutItem({.table_name = "plain",
                         .item = SampleKey(),
                         .condition_expression = text,
                         .expression_attribute_names = NamesFor({text}),
                         .expression_attribute_values = ValuesFor({text})});
  }
  absl::StatusOr<UpdateItemResult> UpdateIf(std::string_view text) {
    return db().UpdateItem({.table_name = "plain",
                            .key = SampleKey(),
                            .condition_expression = text,
                            .expression_attribute_names = NamesFor({text}),
                            .expression_attribute_values = ValuesFor({text})});
  }
  absl::StatusOr<DeleteItemResult> DeleteIf(std::string_view text) {
    return db().DeleteItem({.table_name = "plain",
                            .key = SampleKey(),
                            .condition_expression = text,
                            .expression_attribute_names = NamesFor({text}),
                            .expression_attribute_values = ValuesFor({text})});
  }
  absl::StatusOr<QueryResult> QueryWith(std::string_view text) {
    const std::string_view key = "p = :s";
    return db().Query({.table_name = "plain",
                       .filter_expression = text,
                       .key_condition_expression = key,
                       .expression_attribute_names = NamesFor({text, key}),
                       .expression_attribute_values = ValuesFor({text, key})});
  }
  absl::StatusOr<ScanResult> ScanWith(std::string_view text) {
    return db().Scan({.table_name = "plain",
                      .filter_expression = text,
                      .expression_attribute_names = NamesFor({text}),
                      .expression_attribute_values = ValuesFor({text})});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(ConditionError);

std::string Syntax(std::string_view token, std::string_view near) {
  return "Syntax error; token: \"" + std::string(token) + "\", near: \"" + std::string(near) + "\"";
}

TEST_P(ConditionError, NamesTheTokenThatIsWrongAndItsNeighbours) {
  Check({{"n = = :n", Syntax("=", "= = :n")},
         {"n-s", Syntax("-", "n-s")},
         {"n = :n AND", Syntax("<EOF>", "AND")},
         {"n = :n s", Syntax("s", ":n s")},
         {"(n = :n", Syntax("<EOF>", ":n")},
         {"n = :n)", Syntax(")", ":n)")},
         {"n = 1", Syntax("1", "= 1")},
         {"n IN ()", Syntax(")", "()")},
         {"n BETWEEN :n OR :n2", Syntax("OR", ":n OR :n2")},
         {"n[x] = :n", Syntax("x", "[x]")},
         {"n = :n & s = :s", Syntax("&", ":n & s")},
         {"NOT", Syntax("<EOF>", "NOT")}});
}

TEST_P(ConditionError, RefusesRedundantParentheses) {
  const std::string message = "The expression has redundant parentheses;";
  Check({{"((n = :n))", message}, {"NOT ((n = :n))", message}, {"((n = :n AND s = :s))", message}});
}

TEST_P(ConditionError, RefusesReservedWordsInPaths) {
  const std::string message = "Attribute name is a reserved keyword; reserved keyword: ";
  Check({{"name = :s", message + "name"},
         {"NAME = :s", message + "NAME"},
         {"n.status = :s", message + "status"},
         {"l[0].Abort = :s", message + "Abort"},
         {"attribute_exists(data)", message + "data"}});
}

TEST_P(ConditionError, RefusesPlaceholdersThatAreNotDefined) {
  Check({{"n = :undefined",
          "An expression attribute value used in expression is not defined; attribute value: "
          ":undefined"},
         {"#undefined = :n",
          "An expression attribute name used in the document path is not defined; attribute name: "
          "#undefined"}});
}

TEST_P(ConditionError, RefusesUnknownFunctions) {
  const std::string message = "Invalid function name; function: ";
  Check({{"foo(n)", message + "foo"},
         {"foo(n, :n) = :n", message + "foo"},
         {"Size(n) = :n", message + "Size"},
         {"ATTRIBUTE_EXISTS(n)", message + "ATTRIBUTE_EXISTS"}});
}

TEST_P(ConditionError, CountsTheOperandsOfFunctions) {
  const std::string message =
      "Incorrect number of operands for operator or function; operator or function: ";
  Check({{"attribute_exists(n, s)", message + "attribute_exists, number of operands: 2"},
         {"attribute_type(n)", message + "attribute_type, number of operands: 1"},
         {"begins_with(n)", message + "begins_with, number of operands: 1"},
         {"begins_with(n, :s, :s2)", message + "begins_with, number of operands: 3"},
         {"contains(n)", message + "contains, number of operands: 1"},
         {"size(n, s) = :n", message + "size, number of operands: 2"}});
}

TEST_P(ConditionError, FunctionsOfExistenceNeedAPath) {
  const std::string message =
      "Operator or function requires a document path; operator or function: ";
  Check({{"attribute_exists(:s)", message + "attribute_exists"},
         {"attribute_not_exists(:s)", message + "attribute_not_exists"}});
}

TEST_P(ConditionError, FunctionsAreUsedWhereTheyBelong) {
  const std::string message =
      "The function is not allowed to be used this way in an expression; function: ";
  Check({{"size(n)", message + "size"},
         {"NOT size(n)", message + "size"},
         {"attribute_exists(n) = :t", message + "attribute_exists"},
         {"begins_with(n, :s) = :t", message + "begins_with"}});
}

TEST_P(ConditionError, ValuesHaveTheTypesThatFunctionsTake) {
  const std::string message =
      "Incorrect operand type for operator or function; operator or function: ";
  Check({{"begins_with(s, :n)", message + "begins_with, operand type: N"},
         {"begins_with(s, :ss)", message + "begins_with, operand type: SS"},
         {"begins_with(s, :t)", message + "begins_with, operand type: BOOL"},
         {"size(:n) = :n2", message + "size, operand type: N"},
         {"size(:t) = :n2", message + "size, operand type: BOOL"},
         {"size(:u) = :n2", message + "size, operand type: NULL"},
         {"attribute_type(n, :n)", message + "attribute_type, operand type: N"}});
}

TEST_P(ConditionError, OnlyValuesWithAnOrderAreOrdered) {
  const std::string message =
      "Incorrect operand type for operator or function; operator or function: ";
  Check({{"n < :t", message + "<, operand type: BOOL"},
         {"n <= :ss", message + "<=, operand type: SS"},
         {"n > :u", message + ">, operand type: NULL"},
         {"n >= :m", message + ">=, operand type: M"},
         {"n < :l", message + "<, operand type: L"},
         {"n BETWEEN :t AND :t", message + "BETWEEN, operand type: BOOL"}});
}

TEST_P(ConditionError, AttributeTypeKnowsItsNames) {
  Check({{"attribute_type(n, :x)",
          "Invalid attribute type name found; type: x, valid types: "
          "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}"}});
}

TEST_P(ConditionError, AnAttributeIsNotComparedWithItself) {
  const std::string message =
      "The first operand must be distinct from the remaining operands for this operator or "
      "function; operator: ";
  Check({{"n = n", message + "=, first operand: [n]"},
         {"l[0] = l[0]", message + "=, first operand: [l, [0]]"},
         {"#n <> n", message + "<>, first operand: [n]"},
         {"contains(m.k, m.k)", message + "contains, first operand: [m, k]"},
         {"begins_with(s, s)", message + "begins_with, first operand: [s]"}});
}

TEST_P(ConditionError, BoundsOfBetweenAgree) {
  Check({{"n BETWEEN :n2 AND :n",
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
          "lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"},
         {"s BETWEEN :s2 AND :s",
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
          "lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}"},
         {"s BETWEEN :s AND :n",
          "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
          "operand: AttributeValue: {S:a}, upper bound operand: AttributeValue: {N:1}"}});
}

TEST_P(ConditionError, InTakesAtMostAHundredOperands) {
  std::string text = "n IN (:n";
  for (int i = 1; i < 101; ++i) text += ", :n";
  Check({{text + ")",
          "The IN operator is provided with too many operands; number of operands: 101"}});
}

TEST_P(ConditionError, AtMostThreeHundredOperatorsStandInAnExpression) {
  std::string text = "n=:n";
  for (int i = 0; i < 300; ++i) text += " OR n=:n";  // 301 comparisons; ORs do not count.
  Check({{text, "The expression contains too many operators; operator count: 301"}});
}

TEST_P(ConditionError, RefusesTheEmptyExpressionWithoutAPrefix) {
  const std::string condition = "Invalid ConditionExpression: The expression can not be empty;";
  EXPECT_THAT(PutIf(""), IsInvalid(condition));
  EXPECT_THAT(UpdateIf(""), IsInvalid(condition));
  EXPECT_THAT(DeleteIf(""), IsInvalid(condition));
  EXPECT_THAT(QueryWith(""),
              IsInvalid("Invalid FilterExpression: The expression can not be empty;"));
  EXPECT_THAT(ScanWith(""),
              IsInvalid("Invalid FilterExpression: The expression can not be empty;"));
}

TEST_P(ConditionError, ComesBeforeTheTableIsLookedUp) {
  EXPECT_THAT(db().Scan({.table_name = "nosuch", .filter_expression = "n = "}),
              IsInvalid("Invalid FilterExpression: " + Syntax("<EOF>", "=")));
  EXPECT_THAT(db().DeleteItem(
                  {.table_name = "nosuch", .key = SampleKey(), .condition_expression = "n = n"}),
              IsErrorCode(ErrorCode::kValidation));
}

}  // namespace
}  // namespace stator::testing
