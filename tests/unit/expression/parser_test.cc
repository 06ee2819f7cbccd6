// Texts that parse, and the canonical text of their trees, side by side. Every canonical text must
// parse to itself.

#include "db/expression/parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "db/expression/tree_builder.h"

namespace stator::expression {
namespace {

// Empty: the canonical text is the text itself.
struct Printing {
  std::string_view text;
  std::string_view canonical = {};
};

std::string Printed(Kind kind, std::string_view text) {
  const auto tree = Parse(kind, text);
  return tree.ok() ? (*tree)->ToString() : std::string(tree.status().message());
}

void CheckPrinted(Kind kind, const Printing& row) {
  const std::string_view expected = row.canonical.empty() ? row.text : row.canonical;
  EXPECT_EQ(Printed(kind, row.text), expected) << row.text;
  EXPECT_EQ(Printed(kind, expected), expected) << "does not parse to itself";
}

TEST(ConditionParser, ParsesTests) {
  constexpr Printing kRows[] = {
      {"a = :v"},
      {"a=:v", "a = :v"},
      {"\ta\n=\r\n:v ", "a = :v"},
      {"a <> :v"},
      {"a < :v"},
      {"a <= :v"},
      {"a > :v"},
      {"a >= :v"},
      {":v = a"},
      {":v = :w"},
      {"a = b"},
      {"#a = #b"},
      {"a.b.c = :v"},
      {"a . b [ 0 ] . #c = :v", "a.b[0].#c = :v"},
      {"a[0][1][2] = :v"},
      {"a[2147483647] = :v"},
      {"#a.#b[10].c = :v"},
      {"a BETWEEN :x AND :y"},
      {"a between :x and :y", "a BETWEEN :x AND :y"},
      {"a bEtWeEn b aNd c", "a BETWEEN b AND c"},
      {":v BETWEEN a AND b"},
      {"a IN (:x)"},
      {"a in (:x,:y , b)", "a IN (:x, :y, b)"},
      {"attribute_exists(a)"},
      {"attribute_exists ( a.b )", "attribute_exists(a.b)"},
      {"attribute_not_exists(#a)"},
      {"attribute_type(a, :t)"},
      {"begins_with(a, :v)"},
      {"contains(a, :v)"},
      {"contains(:v, a)"},
      {"size(a) > :n"},
      {"size(a) BETWEEN size(b) AND size(c)"},
      {"size(a) IN (size(b), :n)"},
      {"contains(a, size(b))"},
      {"(a) = :v", "a = :v"},
      {"a = (:v)", "a = :v"},
      {"(a) = (b)", "a = b"},
      {"(size(a)) > (:n)", "size(a) > :n"},
      {"(size(a) > :n)", "size(a) > :n"},
      {"size((a)) > :n", "size(a) > :n"},
      {"a IN ((:x), (:y))", "a IN (:x, :y)"},
      {"(a) BETWEEN (:x) AND (:y)", "a BETWEEN :x AND :y"},
      {"sizes = :v"},
      {"ands = ors"},
      {"a.ins = :v"},
      {"betweens = inside"},
      {"contains(a, :v) AND begins = :w"},
      // Arity is judged with the names and values.
      {"attribute_exists(a, b)"},
      {"begins_with(a)"},
      {"size(size(a)) = :n"},
      {"attribute_exists(:v)"},
  };
  for (const Printing& row : kRows) {
    CheckPrinted(Kind::kCondition, row);
    CheckPrinted(Kind::kFilter, row);
    CheckPrinted(Kind::kKeyCondition, row);
  }
}

TEST(ConditionParser, BindsNotBeforeAndBeforeOr) {
  constexpr Printing kRows[] = {
      {"a = :a AND b = :b"},
      {"a = :a and b = :b AND c = :c", "a = :a AND b = :b AND c = :c"},
      {"a = :a OR b = :b or c = :c", "a = :a OR b = :b OR c = :c"},
      {"a = :a OR b = :b AND c = :c", "a = :a OR (b = :b AND c = :c)"},
      {"a = :a AND b = :b OR c = :c", "(a = :a AND b = :b) OR c = :c"},
      {"(a = :a OR b = :b) AND c = :c"},
      {"a = :a AND (b = :b AND c = :c)"},
      {"NOT a = :a AND b = :b"},
      {"not (a = :a and b = :b)", "NOT (a = :a AND b = :b)"},
      {"NOT (a = :a)", "NOT a = :a"},
      {"NOT NOT a = :a"},
      {"NOT (NOT a = :a)", "NOT NOT a = :a"},
      {"(NOT a = :a)", "NOT a = :a"},
      {"NOT attribute_exists(a) OR NOT a IN (:x)"},
      {"a BETWEEN :x AND :y AND b = :z"},
      {"a BETWEEN :x AND :y OR b BETWEEN :x AND :y AND c = :z",
       "a BETWEEN :x AND :y OR (b BETWEEN :x AND :y AND c = :z)"},
      {"(a = :a)", "a = :a"},
      {"(a = :a) AND (b = :b)", "a = :a AND b = :b"},
      {"((a = :a) AND (b = :b))", "a = :a AND b = :b"},
      {"((a = :a) AND b = :b) OR (c = :c)", "(a = :a AND b = :b) OR c = :c"},
      {"(((a) = :a AND b = :b) OR c = :c) AND d = :d",
       "((a = :a AND b = :b) OR c = :c) AND d = :d"},
      {"NOT(a=:a)AND(b=:b)", "NOT a = :a AND b = :b"},
  };
  for (const Printing& row : kRows) CheckPrinted(Kind::kCondition, row);
}

TEST(UpdateParser, ParsesClauses) {
  constexpr Printing kRows[] = {
      {"SET a = :v"},
      {"set a=:v", "SET a = :v"},
      {"SET a = b"},
      {"SET a = :v, b = :w, c.d[0].#e = :x"},
      {"SET a = b + :v"},
      {"SET a = b - :v"},
      {"SET a = :v + b"},
      {"SET a = b+c", "SET a = b + c"},
      {"SET a = (b)", "SET a = b"},
      {"SET a = (b + c)", "SET a = b + c"},
      {"SET a = (b) + (c)", "SET a = b + c"},
      {"SET a = ((b.c.d)+(e))", "SET a = b.c.d + e"},
      {"SET a = if_not_exists(a, :v)"},
      {"SET a = if_not_exists(a, :v) + :w"},
      {"SET a = :w - if_not_exists(b.c, :v)"},
      {"SET a = if_not_exists(a, if_not_exists(b, :v))"},
      {"SET a = list_append(a, :v)"},
      {"SET a = list_append(if_not_exists(a, :e), :v)"},
      {"SET a = list_append(list_append(a, :v), :w)"},
      {"SET a[3] = :v"},
      {"REMOVE a"},
      {"remove a , b.c, d[0]", "REMOVE a, b.c, d[0]"},
      {"ADD a :v"},
      {"ADD a.b :v, c[1] :w"},
      {"DELETE a :v"},
      {"Delete a :v, #b.c :w", "DELETE a :v, #b.c :w"},
      {"SET a = :a REMOVE b ADD c :c DELETE d :d"},
      {"DELETE d :d ADD c :c REMOVE b SET a = :a"},
      {"set a=:a remove b add c:c delete d:d", "SET a = :a REMOVE b ADD c :c DELETE d :d"},
      {"SET settings = :a REMOVE adder"},
      {"SET a = list_append(a)"},
      {"SET a = if_not_exists(a, b, c)"},
      {"SET a = if_not_exists(:a, b)"},
      {"SET a = if_not_exists(if_not_exists(a, b), c)"},
  };
  for (const Printing& row : kRows) CheckPrinted(Kind::kUpdate, row);
}

TEST(ProjectionParser, ParsesPaths) {
  constexpr Printing kRows[] = {
      {"a"},    {"a,b", "a, b"}, {" a . b , c [ 1 ] [ 2 ] . d , #e", "a.b, c[1][2].d, #e"},
      {"a, a"}, {"and1, ors"},
  };
  for (const Printing& row : kRows) CheckPrinted(Kind::kProjection, row);
}

TEST(Tree, ListsDistinctNamesAndValuesInOrderOfAppearance) {
  const auto tree = *Parse(Kind::kCondition, "a.#b = :v AND #b > :w OR a.c[0] IN (:v, :x)");
  std::string names, values;
  for (const Name& name : tree->names()) names += name.text + (name.is_placeholder ? "! " : " ");
  for (const std::string& value : tree->values()) values += value + " ";
  EXPECT_EQ(names, "a #b! c ");
  EXPECT_EQ(values, ":v :w :x ");
}

TEST(Tree, CanBeBuiltByCode) {
  TreeBuilder build(Kind::kFilter);
  const NodeId path = build.Path({build.Name("odd name"), TreeBuilder::Index(3)});
  const NodeId low = build.Compare(Comparator::kLess, path, build.Value(":0"));
  const NodeId exists = build.Call(Function::kAttributeExists, {path});
  const auto tree = std::move(build).Finish(build.And({low, build.Not(exists)}));
  EXPECT_EQ(tree->ToString(), "odd name[3] < :0 AND NOT attribute_exists(odd name[3])");
}

TEST(Tree, LiteralAndPlaceholderOfTheSameTextAreTwoNames) {
  TreeBuilder build(Kind::kProjection);
  build.Project(build.Path({build.Name("#n")}));
  build.Project(build.Path({build.NamePlaceholder("#n")}));
  const auto tree = std::move(build).Finish();
  ASSERT_EQ(tree->names().size(), 2u);
  EXPECT_FALSE(tree->names()[0].is_placeholder);
  EXPECT_TRUE(tree->names()[1].is_placeholder);
}

// A tower of NOT as high as the longest text allows parses; one of parentheses does not, and
// neither exhausts the stack.
TEST(Parser, DeepTextsAreHandled) {
  std::string nots;
  while (nots.size() < 4000) nots += "NOT ";
  EXPECT_EQ(Printed(Kind::kCondition, nots + "a = :v"), nots + "a = :v");
  for (const char* opening : {"(", "a(", "NOT (", "size(", "a AND (", "((a)"}) {
    std::string deep;
    while (deep.size() + 10 < 4096) deep += opening;
    EXPECT_FALSE(Parse(Kind::kCondition, deep).ok());
    EXPECT_FALSE(Parse(Kind::kUpdate, "SET a = " + deep).ok());
    EXPECT_FALSE(Parse(Kind::kProjection, deep).ok());
  }
}

TEST(Parser, NestsAsDeepAsTheOperatorsAllow) {
  std::string text = "a=b";
  for (int i = 0; i < 299; ++i) text = "a<b or(" + text + ")";
  EXPECT_LE(text.size(), 4096u);
  EXPECT_TRUE(Parse(Kind::kCondition, text).ok()) << Parse(Kind::kCondition, text).status();
}

}  // namespace
}  // namespace stator::expression
