// Key conditions, and the terms or the message that they give.

#include "db/expression/key_condition.h"

#include <gtest/gtest.h>

#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

constexpr std::string_view kTests[] = {"=", "<", "<=", ">", ">=", "between", "begins_with"};

std::string TermText(const KeyTerm& term) {
  std::string out = std::string(term.attribute) + " " +
                    std::string(kTests[static_cast<int>(term.test)]) + " " + Shown(term.value);
  if (term.test == KeyTest::kBetween) out += " " + Shown(term.upper);
  return out;
}

// The terms, or the message.
std::string Terms(std::string_view text) {
  const absl::StatusOr<Binding> binding = BoundText(Kind::kKeyCondition, text);
  if (!binding.ok()) return std::string(binding.status().message());
  const absl::StatusOr<KeyTerms> terms = ReadKeyTerms(*binding);
  if (!terms.ok()) return std::string(terms.status().message());
  std::string out;
  for (const KeyTerm& term : *terms) out += (out.empty() ? "" : ", ") + TermText(term);
  return out;
}

// The condition on a key, or the message: partition values, a bar, terms of the sort attributes.
std::string Matched(std::string_view text, const KeySchema& key) {
  const absl::StatusOr<Binding> binding = BoundText(Kind::kKeyCondition, text);
  if (!binding.ok()) return std::string(binding.status().message());
  const absl::StatusOr<KeyTerms> terms = ReadKeyTerms(*binding);
  if (!terms.ok()) return std::string(terms.status().message());
  const absl::StatusOr<KeyCondition> condition = MatchKey(*terms, key);
  if (!condition.ok()) return std::string(condition.status().message());
  std::string out;
  for (const ValueView value : condition->partition) out += Shown(value) + " ";
  out += "|";
  for (const KeyTerm& term : condition->sort) out += " " + TermText(term);
  return out;
}

struct Condition {
  std::string_view text;
  std::string_view result;
};

TEST(KeyCondition, IsReadIntoTerms) {
  constexpr Condition kRows[] = {
      {"p = :s", R"(p = {"S":"hello"})"},
      {":s = p", R"(p = {"S":"hello"})"},
      {"(p = :s)", R"(p = {"S":"hello"})"},
      {"#n = :s", R"(n = {"S":"hello"})"},
      {"p = :s AND s > :one", R"(p = {"S":"hello"}, s > {"N":"1"})"},
      {"s >= :one AND p = :s", R"(s >= {"N":"1"}, p = {"S":"hello"})"},
      {"p = :s AND :one < s", R"(p = {"S":"hello"}, s > {"N":"1"})"},
      {"p = :s AND :one <= s", R"(p = {"S":"hello"}, s >= {"N":"1"})"},
      {"p = :s AND :one > s", R"(p = {"S":"hello"}, s < {"N":"1"})"},
      {"p = :s AND :one >= s", R"(p = {"S":"hello"}, s <= {"N":"1"})"},
      {"(p = :s) AND (s BETWEEN :one AND :two)",
       R"(p = {"S":"hello"}, s between {"N":"1"} {"N":"2"})"},
      {"begins_with(s, :he) AND p = :s", R"(s begins_with {"S":"he"}, p = {"S":"hello"})"},
      {"p = :s AND (s = :one AND r = :two)", R"(p = {"S":"hello"}, s = {"N":"1"}, r = {"N":"2"})"},
  };
  for (const Condition& row : kRows) EXPECT_EQ(Terms(row.text), row.result) << row.text;
}

TEST(KeyCondition, RefusesWhatIsNone) {
  constexpr Condition kRows[] = {
      {"p = :s OR s = :one", "Invalid operator used in KeyConditionExpression: OR"},
      {"p = :s AND (s = :one OR s = :two)", "Invalid operator used in KeyConditionExpression: OR"},
      {"NOT p = :s", "Invalid operator used in KeyConditionExpression: NOT"},
      {"p <> :s", "Invalid operator used in KeyConditionExpression: <>"},
      {"p IN (:s)", "Invalid operator used in KeyConditionExpression: IN"},
      {"p = :s AND contains(s, :x)", "Invalid operator used in KeyConditionExpression: contains"},
      {"attribute_exists(p)", "Invalid operator used in KeyConditionExpression: attribute_exists"},
      {"attribute_not_exists(p)",
       "Invalid operator used in KeyConditionExpression: attribute_not_exists"},
      {"attribute_type(p, :tS)", "Invalid operator used in KeyConditionExpression: attribute_type"},
      {"p = :s AND size(s) = :one", "KeyConditionExpressions cannot contain nested operations"},
      {"p = size(:s)", "KeyConditionExpressions cannot contain nested operations"},
      {"p.x = :s", "KeyConditionExpressions cannot have conditions on nested attributes"},
      {"p[0] = :s", "KeyConditionExpressions cannot have conditions on nested attributes"},
      {"p = s",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"p = :s AND s BETWEEN r AND :one",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {"p = :s AND begins_with(s, r)",
       "Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
       "condition"},
      {":s = :x", "Invalid condition in KeyConditionExpression: No key attribute specified"},
      {"p = :s AND :one BETWEEN s AND :two",
       "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute "
       "as its first operand"},
      {"p = :s AND begins_with(:s, s)",
       "Invalid condition in KeyConditionExpression: begins_with operator must have the key "
       "attribute as its first operand"},
      {"p = :s AND p = :x", "KeyConditionExpressions must only contain one condition per key"},
      {"p = :s AND s > :one AND s < :two",
       "KeyConditionExpressions must only contain one condition per key"},
      // Faults that any condition may have come first.
      {"p = :no OR s = :s",
       "Invalid KeyConditionExpression: An expression attribute value used in expression is not "
       "defined; attribute value: :no"},
      {"p = :s AND begins_with(s, :one)",
       "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator "
       "or function: begins_with, operand type: N"},
  };
  for (const Condition& row : kRows) EXPECT_EQ(Terms(row.text), row.result) << row.text;
}

TEST(KeyCondition, MatchesAKey) {
  const KeySchema key{{{"p", Type::kString}}, {{"s", Type::kNumber}}};
  constexpr Condition kRows[] = {
      {"p = :s", R"({"S":"hello"} |)"},
      {"s < :one AND p = :s", R"({"S":"hello"} | s < {"N":"1"})"},
      {"p = :s AND s BETWEEN :one AND :two", R"({"S":"hello"} | s between {"N":"1"} {"N":"2"})"},
      {"s = :one", "Query condition missed key schema element: p"},
      {"x = :s", "Query condition missed key schema element: p"},
      {"p = :s AND x = :one", "Query condition missed key schema element: s"},
      {"p = :s AND s = :one AND x = :one", "Conditions can be of length 1 or 2 only"},
      {"p > :s", "Query key condition not supported"},
      {"begins_with(p, :s) AND s = :one", "Query key condition not supported"},
      {"p = :one",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"p = :s AND s = :x",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
      {"p = :s AND begins_with(s, :x)",
       "One or more parameter values were invalid: Condition parameter type does not match schema "
       "type"},
  };
  for (const Condition& row : kRows) EXPECT_EQ(Matched(row.text, key), row.result) << row.text;
}

TEST(KeyCondition, OfAKeyWithoutSortAttributeHasOneTerm) {
  const KeySchema key{{{"p", Type::kString}}, {}};
  EXPECT_EQ(Matched("p = :s", key), R"({"S":"hello"} |)");
  EXPECT_EQ(Matched("p = :s AND x = :one", key), "Query key condition not supported");
}

TEST(KeyCondition, OfSeveralSortAttributesEndsWithTheRange) {
  const KeySchema key{{{"p", Type::kString}, {"q", Type::kNumber}},
                      {{"s", Type::kNumber}, {"t", Type::kString}}};
  EXPECT_EQ(Matched("q = :one AND p = :s", key), R"({"S":"hello"} {"N":"1"} |)");
  EXPECT_EQ(Matched("p = :s AND q = :one AND s = :two AND begins_with(t, :x)", key),
            R"({"S":"hello"} {"N":"1"} | s = {"N":"2"} t begins_with {"S":"x"})");
  EXPECT_EQ(Matched("p = :s AND q = :one AND s > :two", key),
            R"({"S":"hello"} {"N":"1"} | s > {"N":"2"})");
  EXPECT_EQ(Matched("p = :s AND q = :one AND s > :two AND t = :x", key),
            "Query key condition not supported");
  EXPECT_EQ(Matched("p = :s AND q = :one AND t = :x", key),
            "Query condition missed key schema element: s");
  EXPECT_EQ(Matched("p = :s", key), "Query condition missed key schema element: q");
}

}  // namespace
}  // namespace stator::expression
