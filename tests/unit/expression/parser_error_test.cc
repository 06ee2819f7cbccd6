// Texts that do not parse, and DynamoDB's message for each, side by side.

#include <gtest/gtest.h>

#include <string>

#include "db/expression/parser.h"
#include "stator/error.h"

namespace stator::expression {
namespace {

struct SyntaxError {
  std::string_view text;
  std::string_view message;  // Behind "Invalid XExpression: ".
};

std::string Syntax(std::string_view token, std::string_view near) {
  return "Syntax error; token: \"" + std::string(token) + "\", near: \"" + std::string(near) + "\"";
}

void CheckRefused(Kind kind, std::string_view text, std::string_view message) {
  const auto tree = Parse(kind, text);
  ASSERT_FALSE(tree.ok()) << text << " parsed to " << (*tree)->ToString();
  const std::string expected =
      "Invalid " + std::string(KindName(kind)) + ": " + std::string(message);
  EXPECT_EQ(std::string(tree.status().message()), expected) << text;
  EXPECT_TRUE(IsError(tree.status(), ErrorCode::kValidation));
}

struct SyntaxRow {
  std::string_view text;
  std::string_view token;
  std::string_view near;
};

TEST(ConditionParser, NamesTheTokenThatIsNoPartOfAnOperand) {
  constexpr SyntaxRow kRows[] = {
      {" ", "<EOF>", ""},
      {"foo", "<EOF>", "foo"},
      {"foo ", "<EOF>", "foo"},
      {"a =", "<EOF>", "="},
      {"a.", "<EOF>", "."},
      {"a[", "<EOF>", "["},
      {"a[0", "<EOF>", "0"},
      {"a[0]", "<EOF>", "]"},
      {"= a", "=", "= a"},
      {"a b", "b", "a b"},
      {"a-b", "-", "a-b"},
      {"a - b = :v", "-", "a - b"},
      {"a + b = :v", "+", "a + b"},
      {"a == :v", "=", "== :v"},
      {"a = b = c", "=", "b = c"},
      {"a = 1", "1", "= 1"},
      {"a = 10", "10", "= 10"},
      {"a = \"x\"", "\"", "= \"x"},
      {"a = 'x'", "'", "= 'x"},
      {"a ! b", "!", "a ! b"},
      {"!!!", "!", "!!"},
      {"a[x] = :v", "x", "[x]"},
      {"a[abc].b = :v", "abc", "[abc]"},
      {"a[-1].b = :v", "-", "[-1"},
      {"a[] = :v", "]", "[] ="},
      {"a[:v] = :v", ":v", "[:v]"},
      {"a[1 = :v", "=", "1 = :v"},
      {"a[1.b = :v", ".", "1.b"},
      {"a[01] = :v", "1", "01]"},
      {"a[0]b = :v", "b", "]b ="},
      {"a. = :v", "=", ". = :v"},
      {"a..b = :v", ".", "..b"},
      {"a.1b = :v", "1", ".1b"},
      {"a.:v = :v", ":v", ".:v ="},
      {"a.(b) = :v", "(", ".(b"},
      {"(a).b = :v", ".", ").b"},
      {"a = :", ":", "= :"},
      {"# = :v", "#", "# ="},
      {"G_M#)", "#", "G_M#)"},
      {"contains(a, G_M#)", "#", "G_M#)"},
      {"_a = :v", "_", "_a"},
      {"a = _b", "_", "= _b"},
      {"a._b = :v", "_", "._b"},
      {"tenantAgent:abc123-", ":abc123", "tenantAgent:abc123-"},
  };
  for (const SyntaxRow& row : kRows)
    CheckRefused(Kind::kFilter, row.text, Syntax(row.token, row.near));
}

TEST(ConditionParser, NamesTheTokenThatIsNoPartOfACondition) {
  constexpr SyntaxRow kRows[] = {
      {"a = :v)", ")", ":v)"},
      {"(a = :v", "<EOF>", ":v"},
      {"(a = :v AND", "<EOF>", "AND"},
      {"(", "<EOF>", "("},
      {"()", ")", "()"},
      {"(a)", "<EOF>", ")"},
      {"(a) AND b = :v", "AND", ") AND b"},
      {"a AND b = :v", "AND", "a AND b"},
      {"a = :v AND", "<EOF>", "AND"},
      {"a = :v AND b", "<EOF>", "b"},
      {"a = :v OR", "<EOF>", "OR"},
      {"a = :v OR b OR c = :v", "OR", "b OR c"},
      {"a = :v or or b = :v", "or", "or or b"},
      {"OR", "OR", "OR"},
      {"OR a = :v", "OR", "OR a"},
      {"NOT", "<EOF>", "NOT"},
      {"NOT a", "<EOF>", "a"},
      {"NOT a AND b = :v", "AND", "a AND b"},
      {"NOT = :v", "=", "NOT = :v"},
      {"and = :v", "and", "and ="},
      {"in = :v", "in", "in ="},
      {"between = :v", "between", "between ="},
      {"a.and = :v", "and", ".and ="},
      {"a = not", "not", "= not"},
      {"a = (b = :v)", "=", "b = :v"},
      {"(a = b) = :v", "=", ") = :v"},
      {"a BETWEEN b", "<EOF>", "b"},
      {"a BETWEEN b, c", ",", "b, c"},
      {"a BETWEEN b OR c", "OR", "b OR c"},
      {"a BETWEEN b AND", "<EOF>", "AND"},
      {"a BETWEEN AND b", "AND", "BETWEEN AND b"},
      {"a IN b", "b", "IN b"},
      {"a IN :v", ":v", "IN :v"},
      {"a IN ()", ")", "()"},
      {"a IN (b,)", ")", ",)"},
      {"a IN (b c)", "c", "b c)"},
      {"a IN (b", "<EOF>", "b"},
      {"a IN", "<EOF>", "IN"},
      {"contains(a, :v", "<EOF>", ":v"},
      {"attribute_not_exists(", "<EOF>", "("},
      {"begins_with()", ")", "()"},
      {"begins_with(a,)", ")", ",)"},
      {"begins_with(a b)", "b", "a b)"},
      {"contains(a, 1)", "1", ", 1)"},
      {"contains(a = b)", "=", "a = b"},
      {"NOT(a, b)", ",", "a, b"},
      {"#a attribute_not_exists :v", "attribute_not_exists", "#a attribute_not_exists :v"},
      {"attribute_exists a", "a", "attribute_exists a"},
      {"attribute_exists (a) b", "b", ") b"},
      {"a = b, c = d", ",", "b, c"},
      {"a = b;", ";", "b;"},
      {"a = \xc3\xa9 b", "\xc3\xa9", "= \xc3\xa9 b"},
      {"a = :v\xe2\x82\xac", "\xe2\x82\xac", ":v\xe2\x82\xac"},
  };
  for (const SyntaxRow& row : kRows)
    CheckRefused(Kind::kFilter, row.text, Syntax(row.token, row.near));
}

TEST(UpdateParser, NamesTheTokenThatIsWrong) {
  constexpr SyntaxRow kRows[] = {
      {" ", "<EOF>", ""},
      {"INVALID SYNTAX HERE", "INVALID", "INVALID SYNTAX"},
      {"whatever", "whatever", "whatever"},
      {"SET", "<EOF>", "SET"},
      {"set a", "<EOF>", "a"},
      {"set a =", "<EOF>", "="},
      {"set a = :v +", "<EOF>", "+"},
      {"set a = b,", "<EOF>", ","},
      {"SET a = :v, b = :w, ", "<EOF>", ","},
      {"add a", "<EOF>", "a"},
      {"delete a", "<EOF>", "a"},
      {"remove", "<EOF>", "remove"},
      {"set a=set", "set", "=set"},
      {"set a = add", "add", "= add"},
      {"set #a = add.b", "add", "= add."},
      {"set set = :v", "set", "set set ="},
      {"set , updated = :v", ",", "set , updated"},
      {"set a = :a b = :b", "b", ":a b ="},
      {"remove a = b", "=", "a = b"},
      {"remove a b", "b", "a b"},
      {"remove :a", ":a", "remove :a"},
      {"add a = b", "=", "a = b"},
      {"add a b", "b", "a b"},
      {"add a 1", "1", "a 1"},
      {"add :a b", ":a", "add :a b"},
      {"ADD hits : incr", ":", "hits : incr"},
      {"add a if_not_exists(b, c)", "if_not_exists", "a if_not_exists("},
      {"delete a = b", "=", "a = b"},
      {"delete a :v, b", "<EOF>", "b"},
      {"set a b", "b", "a b"},
      {"set :a = b", ":a", "set :a ="},
      {"set a = b * :v", "*", "b * :v"},
      {"set a = b / c", "/", "b / c"},
      {"set a = -b", "-", "= -b"},
      {"set a += b", "+", "a +="},
      {"set a = b + c + d", "+", "c + d"},
      {"set a = (b + c) + d", "+", ") + d"},
      {"set a = b + (c + d)", "+", "c + d"},
      {"set a = (b", "<EOF>", "b"},
      {"set a = b)", ")", "b)"},
      {"set (a = (b + c))", "(", "set (a"},
      {"set a = (b.c).d + e", ".", ").d"},
      {"set a = (b.c)[0] + e", "[", ")[0"},
      {"set a[1] = \"eight\"", "\"", "= \"eight"},
      {"set a[1] = 1", "1", "= 1"},
      {"SET a = if_not_exist(a, 100)", "100", ", 100)"},
      {"SET if_not_exist(a, b) = a", "(", "if_not_exist(a"},
      {"SET a = list_append(b, c + d)", "+", "c + d"},
      {"SET #as, #Context = :v", ",", "#as, #Context"},
      {"SET #list[0.#comment = :value", ".", "0.#comment"},
      {"SET a = :v foo b", "foo", ":v foo b"},
      {"SET a = :v AND b = :w", "AND", ":v AND b"},
  };
  for (const SyntaxRow& row : kRows)
    CheckRefused(Kind::kUpdate, row.text, Syntax(row.token, row.near));
}

TEST(ProjectionParser, NamesTheTokenThatIsWrong) {
  constexpr SyntaxRow kRows[] = {
      {"!!!", "!", "!!"},
      {" ", "<EOF>", ""},
      {"a,", "<EOF>", ","},
      {",a", ",", ",a"},
      {"a,,b", ",", ",,b"},
      {"a b", "b", "a b"},
      {"a-b", "-", "a-b"},
      {"created-at", "-", "created-at"},
      {"#MAPPED_2021-03-03", "-", "#MAPPED_2021-0"},
      {"l[a]", "a", "[a]"},
      {"#list[].#comment", "]", "[]."},
      {"a[0", "<EOF>", "0"},
      {"a[1]b", "b", "]b"},
      {"(a)", "(", "(a"},
      {"a = b", "=", "a = b"},
      {":a", ":a", ":a"},
      {"_a", "_", "_a"},
      {"1a", "1", "1a"},
      {"a.1b", "1", ".1b"},
      {"a[00]", "0", "00]"},
      {"attribute_exists(a)", "(", "attribute_exists(a"},
  };
  for (const SyntaxRow& row : kRows) {
    CheckRefused(Kind::kProjection, row.text, Syntax(row.token, row.near));
  }
}

TEST(Parser, RefusesReservedWords) {
  constexpr std::string_view kText = "Attribute name is a reserved keyword; reserved keyword: ";
  constexpr SyntaxError kRows[] = {
      {"abort = :v", "abort"},
      {"a.Select = :v", "Select"},
      {"a = :v AND size = b", "size"},
      {"contains(COMMENT, :v)", "COMMENT"},
      {"a[0].COMMENT = :v", "COMMENT"},
      {"#a.COMMENT = :v", "COMMENT"},
      {"list = :v OR name = :w", "list"},
      {"a IN (:v, b, year)", "year"},
      {"set = :v", "set"},
  };
  for (const SyntaxError& row : kRows) {
    CheckRefused(Kind::kCondition, row.text, std::string(kText) + std::string(row.message));
  }
  CheckRefused(Kind::kUpdate, "set a = b, abort = c", std::string(kText) + "abort");
  CheckRefused(Kind::kUpdate, "remove Absolute", std::string(kText) + "Absolute");
  CheckRefused(Kind::kUpdate, "set a = and", std::string(kText) + "and");
  CheckRefused(Kind::kProjection, "a, list[0].COMMENT", std::string(kText) + "list");
  CheckRefused(Kind::kProjection, "and", std::string(kText) + "and");
  CheckRefused(Kind::kProjection, "a.and", std::string(kText) + "and");
}

TEST(Parser, RefusesRedundantParentheses) {
  constexpr std::string_view kText = "The expression has redundant parentheses;";
  for (const char* text :
       {"((a = :v))", "(((a = :v)))", "((a = :v) AND ((b = :v)))", "NOT ((a = :v))", "((a)) = :v",
        "a = ((:v))", "((a = :v AND b = :v))", "size(((a))) > :n", "a IN (((:v)))",
        "a BETWEEN ((:v)) AND :w", "((NOT a = :v))", "((attribute_exists(a)))"}) {
    CheckRefused(Kind::kCondition, text, kText);
  }
}

TEST(Parser, RefusesUnknownAndMisplacedFunctions) {
  constexpr SyntaxError kCondition[] = {
      {"foo(a)", "Invalid function name; function: foo"},
      {"Size(a) = :v", "Invalid function name; function: Size"},
      {"ATTRIBUTE_EXISTS(a)", "Invalid function name; function: ATTRIBUTE_EXISTS"},
      {"a = foo(b)", "Invalid function name; function: foo"},
      {"foo(a) AND bar(b)", "Invalid function name; function: foo"},
      {"size(bar(b)) = :v", "Invalid function name; function: bar"},
      {"if_not_exists(a, :v) = :v", "Invalid function name; function: if_not_exists"},
      {"list_append(a, :v) = :v", "Invalid function name; function: list_append"},
      {"size(a)",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"size(a) AND a = :v",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"NOT size(a)",
       "The function is not allowed to be used this way in an expression; function: size"},
      {"attribute_exists(a) = :v",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
      {"a = contains(b, :v)",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"a IN (begins_with(b, :v))",
       "The function is not allowed to be used this way in an expression; function: begins_with"},
      {"a BETWEEN contains(b, c) AND :v",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"size(contains(a, :v)) = :n",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"attribute_exists(attribute_exists(a))",
       "The function is not allowed to be used this way in an expression; function: "
       "attribute_exists"},
  };
  for (const SyntaxError& row : kCondition) CheckRefused(Kind::kCondition, row.text, row.message);
  constexpr SyntaxError kUpdate[] = {
      {"set a = foo(b)", "Invalid function name; function: foo"},
      {"set a = If_Not_Exists(b, c)", "Invalid function name; function: If_Not_Exists"},
      {"set a = size(b)", "Invalid function name; function: size"},
      {"set a = contains(b, :v)", "Invalid function name; function: contains"},
  };
  for (const SyntaxError& row : kUpdate) CheckRefused(Kind::kUpdate, row.text, row.message);
}

TEST(Parser, RefusesAClauseTwice) {
  constexpr SyntaxError kRows[] = {
      {"set a = b set c = d", "SET"},
      {"remove a set b = c remove d", "REMOVE"},
      {"add a :v SET b = c ADD d :v", "ADD"},
      {"delete a :v delete b :v", "DELETE"},
  };
  for (const SyntaxError& row : kRows) {
    CheckRefused(Kind::kUpdate, row.text,
                 "The \"" + std::string(row.message) +
                     "\" section can only be used once in an update expression;");
  }
}

TEST(Parser, ReportsTheMostUrgentFault) {
  constexpr SyntaxError kCondition[] = {
      {"abort = :v AND foo(a)", "Invalid function name; function: foo"},
      {"abort = :v AND ((a = :v))", "The expression has redundant parentheses;"},
      {"foo(a) AND ((a = :v))", "The expression has redundant parentheses;"},
      {"abort = contains(a, :v)",
       "The function is not allowed to be used this way in an expression; function: contains"},
      {"((abort)) = foo(a) AND", "Syntax error; token: \"<EOF>\", near: \"AND\""},
  };
  for (const SyntaxError& row : kCondition) CheckRefused(Kind::kCondition, row.text, row.message);
  constexpr SyntaxError kUpdate[] = {
      {"set #c = :c set abOrt = :true",
       "Attribute name is a reserved keyword; reserved keyword: abOrt"},
      {"set #c = if_not_exist(:c) set c = d", "Invalid function name; function: if_not_exist"},
      {"set abort = foo(b)", "Attribute name is a reserved keyword; reserved keyword: abort"},
  };
  for (const SyntaxError& row : kUpdate) CheckRefused(Kind::kUpdate, row.text, row.message);
}

TEST(Parser, HoldsTheLimits) {
  for (const Kind kind :
       {Kind::kCondition, Kind::kFilter, Kind::kKeyCondition, Kind::kUpdate, Kind::kProjection}) {
    CheckRefused(kind, "", "The expression can not be empty;");
  }
  const std::string longest = "a = :" + std::string(4091, 'v');
  EXPECT_TRUE(Parse(Kind::kFilter, longest).ok());
  CheckRefused(Kind::kFilter, longest + " ",
               "Expression size has exceeded the maximum allowed size; expression size: 4097");
  CheckRefused(Kind::kUpdate, std::string(4097, '('),
               "Expression size has exceeded the maximum allowed size; expression size: 4097");

  std::string ors = "a=b";
  for (int i = 1; i < 300; ++i) ors += " or a=b";
  EXPECT_TRUE(Parse(Kind::kCondition, ors).ok());
  CheckRefused(Kind::kCondition, ors + " or a=b",
               "The expression contains too many operators; operator count: 301");

  std::string in = "a IN (:v";
  for (int i = 1; i < 100; ++i) in += ",:v";
  EXPECT_TRUE(Parse(Kind::kCondition, in + ")").ok());
  CheckRefused(Kind::kCondition, in + ",:v)",
               "The IN operator is provided with too many operands; number of operands: 101");

  CheckRefused(Kind::kProjection, "a[2147483648]",
               "List index is not within the allowable range; index: [2147483648]");
  CheckRefused(Kind::kProjection, "a[99999999999999999999]",
               "List index is not within the allowable range; index: [99999999999999999999]");
}

}  // namespace
}  // namespace stator::expression
