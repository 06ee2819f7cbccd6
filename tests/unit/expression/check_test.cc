// Expressions that parse but do not fit their names and values, and DynamoDB's message for each.

#include "db/expression/check.h"

#include <gtest/gtest.h>

#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

struct Refusal {
  std::string_view text;
  std::string_view message;  // Behind "Invalid XExpression: ".
};

void CheckRefused(Kind kind, const Refusal& row) {
  const absl::StatusOr<Binding> binding = BoundText(kind, row.text);
  ASSERT_FALSE(binding.ok()) << row.text;
  EXPECT_EQ(std::string(binding.status().message()),
            "Invalid " + std::string(KindName(kind)) + ": " + std::string(row.message))
      << row.text;
}

constexpr std::string_view kNoName =
    "An expression attribute name used in the document path is not defined; attribute name: #no";
constexpr std::string_view kNoValue =
    "An expression attribute value used in expression is not defined; attribute value: :no";

TEST(ConditionCheck, FindsUndefinedNamesAndValues) {
  constexpr Refusal kRows[] = {
      {"#no = :s", kNoName},
      {"a.#no[0] = :s", kNoName},
      {"s = :no", kNoValue},
      {"#no = :no", kNoName},
      {":no = #no", kNoValue},
      {"s = :s AND contains(ss, :no)", kNoValue},
      {"s IN (:s, :z, #no)", kNoName},
      {"NOT size(#no) > :one", kNoName},
      {"s BETWEEN :he AND :no", kNoValue},
      {"begins_with(:no)", kNoValue},
  };
  for (const Refusal& row : kRows) CheckRefused(Kind::kFilter, row);
}

TEST(ConditionCheck, CountsOperands) {
  constexpr std::string_view kText =
      "Incorrect number of operands for operator or function; operator or function: ";
  constexpr Refusal kRows[] = {
      {"attribute_exists(a, b)", "attribute_exists, number of operands: 2"},
      {"attribute_not_exists(a, b, c)", "attribute_not_exists, number of operands: 3"},
      {"begins_with(a)", "begins_with, number of operands: 1"},
      {"begins_with(a, :s, :z)", "begins_with, number of operands: 3"},
      {"contains(a)", "contains, number of operands: 1"},
      {"attribute_type(a)", "attribute_type, number of operands: 1"},
      {"size(a, b) = :one", "size, number of operands: 2"},
      {"a = :s AND contains(a, size(b, c))", "size, number of operands: 2"},
  };
  for (const Refusal& row : kRows) {
    const std::string message = std::string(kText) + std::string(row.message);
    CheckRefused(Kind::kCondition, {row.text, message});
  }
}

TEST(ConditionCheck, RefusesToCompareAnAttributeWithItself) {
  constexpr std::string_view kText =
      "The first operand must be distinct from the remaining operands for this operator or "
      "function; operator: ";
  constexpr Refusal kRows[] = {
      {"a = a", "=, first operand: [a]"},
      {"a <> a", "<>, first operand: [a]"},
      {"a.b[0] < a.b[0]", "<, first operand: [a, b, [0]]"},
      {"#n = n", "=, first operand: [n]"},
      {"#n >= #n2", ">=, first operand: [n]"},
      {"contains(a, a)", "contains, first operand: [a]"},
      {"begins_with(a, a)", "begins_with, first operand: [a]"},
  };
  for (const Refusal& row : kRows) {
    const std::string message = std::string(kText) + std::string(row.message);
    CheckRefused(Kind::kCondition, {row.text, message});
  }
  for (const char* text : {"a.b = #dot", "a[0] = a[1]", "size(a) = size(a)", ":s = :s", "a IN (a)",
                           "a BETWEEN a AND a"}) {
    EXPECT_TRUE(BoundText(Kind::kCondition, text).ok()) << text;
  }
}

TEST(ConditionCheck, ChecksTypes) {
  constexpr Refusal kRows[] = {
      {"attribute_exists(:s)",
       "Operator or function requires a document path; operator or function: attribute_exists"},
      {"attribute_not_exists(size(a))",
       "Operator or function requires a document path; operator or function: "
       "attribute_not_exists"},
      {"begins_with(a, :one)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: N"},
      {"begins_with(:null, a)",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: NULL"},
      {"begins_with(a, size(b))",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: N"},
      {"size(:one) = :one",
       "Incorrect operand type for operator or function; operator or function: size, operand "
       "type: N"},
      {"size(size(a)) = :one",
       "Incorrect operand type for operator or function; operator or function: size, operand "
       "type: N"},
      {"size(:true) = :one",
       "Incorrect operand type for operator or function; operator or function: size, operand "
       "type: BOOL"},
      {"attribute_type(a, :one)",
       "Incorrect operand type for operator or function; operator or function: attribute_type, "
       "operand type: N"},
      {"attribute_type(a, b)",
       "Incorrect operand type for operator or function; operator or function: attribute_type, "
       "operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}"},
      {"attribute_type(a, :tX)",
       "Invalid attribute type name found; type: STRING, valid types: "
       "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}"},
      {"a < :true",
       "Incorrect operand type for operator or function; operator or function: <, operand type: "
       "BOOL"},
      {":ss >= a",
       "Incorrect operand type for operator or function; operator or function: >=, operand type: "
       "SS"},
      {"a BETWEEN :true AND :false",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: BOOL"},
      {"a BETWEEN b AND :l",
       "Incorrect operand type for operator or function; operator or function: BETWEEN, operand "
       "type: L"},
  };
  for (const Refusal& row : kRows) CheckRefused(Kind::kCondition, row);
}

TEST(ConditionCheck, ChecksBounds) {
  constexpr std::string_view kTypes =
      "The BETWEEN operator requires same data type for lower and upper bounds; lower bound "
      "operand: AttributeValue: ";
  constexpr std::string_view kOrder =
      "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower "
      "bound operand: AttributeValue: ";
  CheckRefused(Kind::kFilter,
               {"a BETWEEN :one AND :s",
                std::string(kTypes) + "{N:1}, upper bound operand: AttributeValue: {S:hello}"});
  CheckRefused(Kind::kFilter,
               {"a BETWEEN :ss AND :m", std::string(kTypes) +
                                            "{SS:[x, y]}, upper bound operand: AttributeValue: "
                                            "{M:{c={S:d}}}"});
  CheckRefused(Kind::kFilter,
               {"a BETWEEN :six AND :five",
                std::string(kOrder) + "{N:6}, upper bound operand: AttributeValue: {N:5}"});
  CheckRefused(Kind::kKeyCondition,
               {"a BETWEEN :z AND :s",
                std::string(kOrder) + "{S:zzz}, upper bound operand: AttributeValue: {S:hello}"});
  CheckRefused(Kind::kCondition,
               {"a BETWEEN :bmid AND :b",
                std::string(kOrder) + "{B:Av8=}, upper bound operand: AttributeValue: {B:AQL/}"});
  EXPECT_TRUE(BoundText(Kind::kFilter, "a BETWEEN :five AND :five").ok());
}

// From left to right; within a test first what is undefined, then counts, then equal operands.
TEST(ConditionCheck, ReportsTheFirstTestsMostUrgentFault) {
  constexpr Refusal kRows[] = {
      {"begins_with(s, :one) AND s = :no",
       "Incorrect operand type for operator or function; operator or function: begins_with, "
       "operand type: N"},
      {"begins_with(:one, :no)", kNoValue},
      {"contains(s, s) AND attribute_exists(a, b)",
       "The first operand must be distinct from the remaining operands for this operator or "
       "function; operator: contains, first operand: [s]"},
  };
  for (const Refusal& row : kRows) CheckRefused(Kind::kCondition, row);
}

TEST(UpdateCheck, FindsUndefinedNamesThenValues) {
  CheckRefused(Kind::kUpdate, {"SET #no = if_not_exists(:no)", kNoName});
  CheckRefused(Kind::kUpdate, {"SET a = :no, b = #no", kNoName});
  CheckRefused(Kind::kUpdate, {"SET #a = if_not_exists(:no)", kNoValue});
  CheckRefused(Kind::kUpdate, {"ADD a :no REMOVE a", kNoValue});
  CheckRefused(Kind::kProjection, {"a, b.#no", kNoName});
}

TEST(PathCheck, RefusesOverlappingPaths) {
  struct Pair {
    Kind kind;
    std::string_view text, one, two;
  };
  constexpr Pair kOverlaps[] = {
      {Kind::kUpdate, "set d[1] = a, d.b = a, c[1].a = a, #m.c = a, c = d", "[c, [1], a]", "[c]"},
      {Kind::kUpdate, "set c.b.#a = a, c = a, #n = a", "[c, b, a]", "[c]"},
      {Kind::kUpdate, "set a = b remove a, #m", "[a]", "[a]"},
      {Kind::kUpdate, "set a[3].#i = a, a[3] = a", "[a, [3], [3]]", "[a, [3]]"},
      {Kind::kUpdate, "remove c, c.a, #n", "[c]", "[c, a]"},
      {Kind::kUpdate, "remove a, #m, a, #n", "[a]", "[a]"},
      {Kind::kUpdate, "set #n = :s, n = :s", "[n]", "[n]"},
      {Kind::kUpdate, "add a :one delete a.b :ss", "[a]", "[a, b]"},
      {Kind::kProjection, "a, a", "[a]", "[a]"},
      {Kind::kProjection, "a.b, a", "[a, b]", "[a]"},
      {Kind::kProjection, "z, a, y, a.b", "[a]", "[a, b]"},
      {Kind::kProjection, "a[0], a[0]", "[a, [0]]", "[a, [0]]"},
      {Kind::kProjection, "#n, b, #n2", "[n]", "[n]"},
  };
  for (const Pair& pair : kOverlaps) {
    CheckRefused(pair.kind,
                 {pair.text,
                  "Two document paths overlap with each other; must remove or rewrite one of "
                  "these paths; path one: " +
                      std::string(pair.one) + ", path two: " + std::string(pair.two)});
  }
  constexpr Pair kConflicts[] = {
      {Kind::kUpdate, "set a[3].b = c, a.#i[3] = c", "[a, [3], b]", "[a, [3], [3]]"},
      {Kind::kUpdate, "remove a.#m set a[1] = #n", "[a, m]", "[a, [1]]"},
      {Kind::kProjection, "a[0], a.b", "[a, [0]]", "[a, b]"},
  };
  for (const Pair& pair : kConflicts) {
    CheckRefused(pair.kind,
                 {pair.text,
                  "Two document paths conflict with each other; must remove or rewrite one of "
                  "these paths; path one: " +
                      std::string(pair.one) + ", path two: " + std::string(pair.two)});
  }
  for (const char* text : {"a, b, c", "a.b, a.c, a.b2", "a[0], a[1], a[10].b", "a.b, #dot"}) {
    EXPECT_TRUE(BoundText(Kind::kProjection, text).ok()) << text;
  }
}

TEST(UpdateCheck, ChecksTypes) {
  constexpr std::string_view kType =
      "Incorrect operand type for operator or function; operator or function: ";
  constexpr std::string_view kClause =
      "Incorrect operand type for operator or function; operator: ";
  struct TypeRow {
    std::string_view text, prefix, rest;
  };
  constexpr TypeRow kRows[] = {
      {"add a.b :s", kClause, "ADD, operand type: STRING"},
      {"add a :null", kClause, "ADD, operand type: NULL"},
      {"add a :true", kClause, "ADD, operand type: BOOLEAN"},
      {"add a :b", kClause, "ADD, operand type: BINARY"},
      {"add a :m", kClause, "ADD, operand type: MAP"},
      {"add a :l", kClause, "ADD, operand type: LIST"},
      {"delete a :one", kClause, "DELETE, operand type: NUMBER"},
      {"delete a :s", kClause, "DELETE, operand type: STRING"},
      {"set b = list_append(:s, a) add a :s", kClause, "ADD, operand type: STRING"},
      {"set a = list_append(:s, a)", kType, "list_append, operand type: S"},
      {"set a = list_append(a, :one)", kType, "list_append, operand type: N"},
      {"set a = list_append(:m, a)", kType, "list_append, operand type: M"},
      {"set a = a + :s", kType, "+, operand type: S"},
      {"set a = :s + :b", kType, "+, operand type: S"},
      {"set a = :b - a", kType, "-, operand type: B"},
      {"set a = a - :true", kType, "-, operand type: BOOL"},
      {"set a = a + :ss", kType, "+, operand type: SS"},
      {"set a = a + :l", kType, "+, operand type: L"},
      {"set a = b + list_append(c, d)", kType, "+, operand type: L"},
      {"set a = if_not_exists(c)",
       "Incorrect number of operands for operator or function; operator or function: ",
       "if_not_exists, number of operands: 1"},
      {"set a = list_append(c, d, e)",
       "Incorrect number of operands for operator or function; operator or function: ",
       "list_append, number of operands: 3"},
      {"set a = if_not_exists(:s, c)",
       "Operator or function requires a document path; operator or function: ", "if_not_exists"},
      {"set a = if_not_exists(if_not_exists(a, b), c)",
       "Operator or function requires a document path; operator or function: ", "if_not_exists"},
  };
  for (const TypeRow& row : kRows) {
    const std::string message = std::string(row.prefix) + std::string(row.rest);
    CheckRefused(Kind::kUpdate, {row.text, message});
  }
  // A type that only the item knows is no fault yet.
  EXPECT_TRUE(BoundText(Kind::kUpdate, "set a = if_not_exists(b, :s) + :one").ok());
}

TEST(Placeholders, KeysAreChecked) {
  const std::optional<AttributeNames> none, no_names = AttributeNames{};
  const std::optional<Item> no_item, no_values = Item{};
  const auto message = [](const std::optional<AttributeNames>& names,
                          const std::optional<Item>& values) {
    return std::string(Placeholders(names, values).CheckKeys().message());
  };
  EXPECT_EQ(message(none, no_item), "");
  EXPECT_EQ(message(TestNames(), TestValues()), "");
  EXPECT_EQ(message(no_names, no_values), "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(message(none, no_values), "ExpressionAttributeValues must not be empty");
  for (const char* key : {"a", "#", "", "#a-b", "##", "# a", ":a", "#a ", "#\xc3\xa9"}) {
    EXPECT_EQ(message(AttributeNames{{key, "x"}}, no_values),
              "ExpressionAttributeNames contains invalid key: Syntax error; key: \"" +
                  std::string(key) + "\"");
  }
  EXPECT_EQ(message(none, Item{{":a", 1}, {"b", 2}}),
            "ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\"");
}

TEST(Placeholders, UseIsCountedOverAllExpressions) {
  const std::optional<AttributeNames> names = AttributeNames{{"#a", "a"}, {"#b", "b"}, {"#c", "c"}};
  const std::optional<Item> values = Item{{":x", 1}, {":y", 2}};
  Placeholders placeholders(names, values);
  EXPECT_EQ(std::string(placeholders.CheckAllUsed().message()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b, #c}");
  ASSERT_TRUE(Bind(*Parse(Kind::kCondition, "#a = :x AND #c > :x"), placeholders).ok());
  EXPECT_EQ(std::string(placeholders.CheckAllUsed().message()),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
  ASSERT_TRUE(Bind(*Parse(Kind::kUpdate, "REMOVE #b"), placeholders).ok());
  EXPECT_EQ(std::string(placeholders.CheckAllUsed().message()),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:y}");
  ASSERT_TRUE(Bind(*Parse(Kind::kFilter, "d IN (:y)"), placeholders).ok());
  EXPECT_TRUE(placeholders.CheckAllUsed().ok());
}

}  // namespace
}  // namespace stator::expression
