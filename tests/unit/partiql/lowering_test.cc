// Statements lowered to the trees of expression/, which print what they mean.
#include <string>
#include <vector>

#include "db/expression/condition.h"
#include "db/partiql/columns.h"
#include "db/partiql/condition_lowering.h"
#include "db/partiql/constants.h"
#include "db/partiql/parser.h"
#include "db/partiql/update_lowering.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::partiql {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

std::shared_ptr<const Statement> ParseOk(const std::string& text) {
  const auto statement = Parse(text);
  EXPECT_THAT(statement, IsOk()) << text;
  return *statement;
}

// The tree of a condition, as its text.
absl::StatusOr<std::string> Lowered(const std::string& condition,
                                    const std::vector<Value>& parameters = {}) {
  const auto statement = ParseOk("SELECT * FROM t WHERE " + condition);
  Constants constants(*statement, parameters);
  if (absl::Status count = constants.CheckCount(); !count.ok()) return count;
  ConditionLowering lower(*statement, constants, expression::Kind::kFilter);
  const auto root = lower.Lower(*statement->where());
  if (!root.ok()) return root.status();
  const auto binding = std::move(lower).Finish(*root);
  if (!binding.ok()) return binding.status();
  return binding->tree().ToString();
}

// Whether the condition holds for the item.
bool Holds(const std::string& condition, const Item& item,
           const std::vector<Value>& parameters = {}) {
  const auto statement = ParseOk("SELECT * FROM t WHERE " + condition);
  Constants constants(*statement, parameters);
  ConditionLowering lower(*statement, constants, expression::Kind::kFilter);
  const auto root = lower.Lower(*statement->where());
  EXPECT_THAT(root, IsOk()) << condition;
  auto binding = std::move(lower).Finish(*root);
  EXPECT_THAT(binding, IsOk()) << condition;
  return expression::BoundCondition(*std::move(binding)).Matches(item);
}

const Item& Thing() {
  static const Item item{{"p", "x"},
                         {"n", 5},
                         {"s", "hello"},
                         {"u", nullptr},
                         {"t", true},
                         {"l", List{1, "two"}},
                         {"m", Map{{"k", "v"}}},
                         {"ss", StringSet{"a", "b"}}};
  return item;
}

TEST(PartiqlLowering, TurnsConditionsIntoThoseOfExpressions) {
  EXPECT_EQ(*Lowered("a = 1 AND b.c[0] <> 'x'"), "a = :0 AND b.c[0] <> :1");
  EXPECT_EQ(*Lowered("a IS MISSING"), "attribute_not_exists(a)");
  EXPECT_EQ(*Lowered("a IS NOT MISSING"), "NOT attribute_not_exists(a)");
  EXPECT_EQ(*Lowered("a = MISSING OR a != MISSING"),
            "attribute_not_exists(a) OR attribute_exists(a)");
  EXPECT_EQ(*Lowered("a IS NULL"), "attribute_type(a, :0)");
  EXPECT_EQ(*Lowered("a IN (1, ?)", {2}), "a IN (:0, :1)");
  EXPECT_EQ(*Lowered("size(a) BETWEEN 1 AND 2"), "size(a) BETWEEN :0 AND :1");
}

TEST(PartiqlLowering, FindsWhatConditionsDescribe) {
  for (const char* const condition : {"n = 5",
                                      "n = 2 + 3",
                                      "n <> 6",
                                      "5 = n",
                                      "4 < n",
                                      "n BETWEEN 5 AND 6",
                                      "n IN [4, 5]",
                                      "n NOT IN [4]",
                                      "s = 'hello'",
                                      "begins_with(s, 'he')",
                                      "contains(s, 'll')",
                                      "contains(ss, 'a')",
                                      "contains(l, 'two')",
                                      "size(s) = 5",
                                      "SIZE(l) = 2",
                                      "attribute_type(n, 'N')",
                                      "u IS NULL",
                                      "u = NULL",
                                      "n IS NOT NULL",
                                      "x IS MISSING",
                                      "n IS NOT MISSING",
                                      "t = TRUE",
                                      "m.k = 'v'",
                                      "m['k'] = 'v'",
                                      "l[0] = 1",
                                      "l = [1, 'two']",
                                      "m = {'k': 'v'}",
                                      "ss = <<'b', 'a'>>",
                                      "n IS DECIMAL",
                                      "s IS STRING",
                                      "NOT (n = 6 OR s = 'x')",
                                      "'a' = 'a'"}) {
    EXPECT_TRUE(Holds(condition, Thing())) << condition;
  }
  for (const char* const condition :
       {"n = '5'", "n = 6", "x = 5", "n IN []", "u IS MISSING", "n IS NULL", "t = FALSE",
        "begins_with(s, 'el')", "m.k.z IS NOT MISSING", "l[2] = 1"}) {
    EXPECT_FALSE(Holds(condition, Thing())) << condition;
  }
  EXPECT_TRUE(Holds("n IN ?", Thing(), {List{4, 5}}));
  EXPECT_TRUE(Holds("l = [?, 'two']", Thing(), {1}));
  EXPECT_TRUE(Holds("ss = <<?, ?>>", Thing(), {"a", "b"}));
}

TEST(PartiqlLowering, RefusesWhatIsNoCondition) {
  EXPECT_THAT(Lowered("a"), IsInvalid("Unsupported condition at 1:23:1"));
  EXPECT_THAT(Lowered("a = 1 AND TRUE"), IsInvalid("Unsupported condition at 1:33:4"));
  EXPECT_THAT(Lowered("a + 1 = 2"), IsInvalid("Unsupported operand at 1:25:1"));
  EXPECT_THAT(Lowered("foo(a)"), IsInvalid("Unsupported function: foo at 1:23:3"));
  EXPECT_THAT(Lowered("lower(a) = 'x'"), IsInvalid("Unsupported function: lower at 1:23:5"));
  EXPECT_THAT(Lowered("a > MISSING"), IsInvalid("Unsupported condition at 1:25:1"));
  EXPECT_THAT(Lowered("a IN 'x'"), IsInvalid("Unsupported operand at 1:28:3"));
  EXPECT_THAT(Lowered("a = [b]"), IsInvalid("Unsupported value at 1:28:1"));
  EXPECT_THAT(Lowered("size(a, b) = 1"),
              IsInvalid("Incorrect number of operands for operator or "
                        "function; operator or function: size, number of operands: 2"));
  EXPECT_THAT(Lowered("attribute_type(a, 'X')"),
              IsInvalid("Invalid attribute type name found; type: X, "
                        "valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"));
  EXPECT_THAT(Lowered("size(size(a)) = 1"),
              IsInvalid("Incorrect operand type for operator or "
                        "function; operator or function: size, operand type: N"));
}

TEST(PartiqlLowering, HoldsValuesToTheirRules) {
  EXPECT_THAT(Lowered("a = <<>>"),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
  EXPECT_THAT(Lowered("a = <<1, 1>>"), IsInvalid("Input collection contains duplicates"));
  EXPECT_THAT(Lowered("a = <<'x', 'x'>>"),
              IsInvalid("One or more parameter values were invalid: Input collection [x, x] "
                        "contains duplicates."));
  EXPECT_THAT(Lowered("a = <<1, 'x'>>"),
              IsInvalid("One or more parameter values were invalid: A set must hold strings, "
                        "numbers or binaries, all of one type"));
  EXPECT_THAT(Lowered("a = <<TRUE>>"),
              IsInvalid("One or more parameter values were invalid: A set must hold strings, "
                        "numbers or binaries, all of one type"));
  EXPECT_THAT(Lowered("a = ?"),
              IsInvalid("Number of parameters in request and statement don't match."));
  EXPECT_THAT(Lowered("a = 1", {1}),
              IsInvalid("Number of parameters in request and statement don't match."));
  EXPECT_THAT(Lowered("a = " + std::string(33, '[') + std::string(33, ']')),
              IsInvalid("Nesting Levels have exceeded supported limits: Attributes in the item "
                        "have nested levels beyond supported limit"));
}

absl::StatusOr<std::string> Update(const std::string& assignments,
                                   const std::vector<Value>& parameters = {}) {
  const auto statement = ParseOk("UPDATE t " + assignments);
  Constants constants(*statement, parameters);
  const auto binding = LowerUpdate(*statement, constants);
  if (!binding.ok()) return binding.status();
  return binding->tree().ToString();
}

TEST(PartiqlLowering, TurnsAssignmentsIntoAnUpdate) {
  EXPECT_EQ(*Update("SET a = 1 SET b.c[2] = ? REMOVE d", {2}), "SET a = :0, b.c[2] = :1 REMOVE d");
  EXPECT_EQ(*Update("SET a = a + 1, b = c - ?", {2}), "SET a = a + :0, b = c - :1");
  EXPECT_EQ(*Update("SET a = list_append(a, [1])"), "SET a = list_append(a, :0)");
  EXPECT_EQ(*Update("SET a = set_add(a, <<1>>)"), "ADD a :0");
  EXPECT_EQ(*Update("SET a.b = SET_DELETE(a.b, ?)", {StringSet{"x"}}), "DELETE a.b :0");
}

TEST(PartiqlLowering, RefusesWhatIsNoAssignment) {
  EXPECT_THAT(Update("SET a = set_add(b, <<1>>)"),
              IsInvalid("The first operand of set_add must be the attribute that is set"));
  EXPECT_THAT(Update("SET a = set_add(a, 1)"), IsInvalid("Unsupported operand at 1:29:1"));
  EXPECT_THAT(Update("SET a = set_add(a)"),
              IsInvalid("Incorrect number of operands for operator or function; operator or "
                        "function: set_add, number of operands: 1"));
  EXPECT_THAT(Update("SET a = if_not_exists(a, 1)"),
              IsInvalid("Unsupported function: if_not_exists at 1:18:13"));
  EXPECT_THAT(Update("SET a = MISSING"), IsInvalid("Unsupported value at 1:18:7"));
  EXPECT_THAT(Update("SET a = b = 1"), IsInvalid("Unsupported value at 1:20:1"));
  EXPECT_THAT(Update("SET a = 1 SET a = 2"),
              IsInvalid("Two document paths overlap with each other; "
                        "must remove or rewrite one of these paths; path one: [a], path two: [a]"));
  EXPECT_THAT(Update("SET a = 'x' + b"),
              IsInvalid("Incorrect operand type for operator or "
                        "function; operator or function: +, operand type: S"));
}

Item Row(const std::string& columns) {
  const auto statement = ParseOk("SELECT " + columns + " FROM t");
  std::string encoded;
  Columns(*statement).Apply(Thing(), encoded);
  return Item::FromEncoded(encoded);
}

TEST(PartiqlLowering, MakesFlatRows) {
  EXPECT_EQ(Row("p, n"), (Item{{"p", "x"}, {"n", 5}}));
  EXPECT_EQ(Row("m.k, l[1]"), (Item{{"k", "v"}, {"l[1]", "two"}}));
  EXPECT_EQ(Row("p, x, m.z, l[9]"), (Item{{"p", "x"}}));
  EXPECT_EQ(Row("p, p"), (Item{{"p", "x"}}));
  EXPECT_EQ(Row("m, m.k"), (Item{{"m", Map{{"k", "v"}}}, {"k", "v"}}));
  EXPECT_TRUE(Columns(*ParseOk("SELECT a, b FROM t")).IsProjection());
  EXPECT_FALSE(Columns(*ParseOk("SELECT a, b.c FROM t")).IsProjection());
  EXPECT_FALSE(Columns(*ParseOk("SELECT a, a FROM t")).IsProjection());
}

}  // namespace
}  // namespace stator::partiql
