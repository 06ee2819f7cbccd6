#include "db/partiql/parser.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::partiql {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

struct Spelling {
  std::string text;
  std::string canonical;
};

// Parses, prints, and makes sure that the print says the same again.
std::string Canonical(const std::string& text) {
  const auto statement = Parse(text);
  EXPECT_THAT(statement, IsOk()) << text;
  if (!statement.ok()) return {};
  const std::string printed = (*statement)->ToString();
  const auto again = Parse(printed);
  EXPECT_THAT(again, IsOk()) << printed;
  if (!again.ok()) return {};
  EXPECT_EQ((*again)->ToString(), printed);
  return printed;
}

std::string Where(const std::string& condition) {
  const std::string start = "SELECT * FROM \"t\" WHERE ";
  const std::string printed = Canonical("SELECT * FROM t WHERE " + condition);
  EXPECT_TRUE(printed.starts_with(start)) << printed;
  return printed.substr(std::min(start.size(), printed.size()));
}

TEST(PartiqlParser, ReadsSelect) {
  const Spelling spellings[] = {
      {"select * from t", "SELECT * FROM \"t\""},
      {"SELECT ALL a, b.c, d[0].e FROM \"t\".\"i\";",
       "SELECT \"a\", \"b\".\"c\", \"d\"[0].\"e\" FROM \"t\".\"i\""},
      {"SELECT a['b'] FROM t.i", "SELECT \"a\".\"b\" FROM \"t\".\"i\""},
      {"SELECT * FROM t WHERE a = 1 ORDER BY b, c DESC, d ASC",
       "SELECT * FROM \"t\" WHERE \"a\" = 1 ORDER BY \"b\" ASC, \"c\" DESC, \"d\" ASC"},
      {"SELECT -- all of it\n * FROM /* the */ t", "SELECT * FROM \"t\""},
  };
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(Canonical(spelling.text), spelling.canonical);
  }
}

TEST(PartiqlParser, ReadsWrites) {
  const Spelling spellings[] = {
      {"INSERT INTO t VALUE {'p': 'x', 'n': -1.50, 'l': [1, TRUE, null], 's': <<'a', 'b'>>}",
       "INSERT INTO \"t\" VALUE {'p': 'x', 'n': -1.5, 'l': [1, TRUE, NULL], 's': <<'a', 'b'>>}"},
      {"insert into t value ?", "INSERT INTO \"t\" VALUE ?"},
      {"UPDATE t SET a = a + 1, b.c = ? SET l[1] = 'x' REMOVE d WHERE p = 'x' RETURNING ALL NEW *",
       "UPDATE \"t\" SET \"a\" = \"a\" + 1 SET \"b\".\"c\" = ? SET \"l\"[1] = 'x' REMOVE \"d\" "
       "WHERE "
       "\"p\" = 'x' RETURNING ALL NEW *"},
      {"UPDATE t SET a=LIST_APPEND(a, [1])",
       "UPDATE \"t\" SET \"a\" = \"list_append\"(\"a\", [1])"},
      {"DELETE FROM t WHERE p = 'x' RETURNING ALL OLD *",
       "DELETE FROM \"t\" WHERE \"p\" = 'x' RETURNING ALL OLD *"},
      {"EXISTS(SELECT * FROM t WHERE p = 1 AND a IS MISSING)",
       "EXISTS(SELECT * FROM \"t\" WHERE \"p\" = 1 AND \"a\" IS MISSING)"},
  };
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(Canonical(spelling.text), spelling.canonical);
  }
}

TEST(PartiqlParser, BindsOperatorsByPrecedence) {
  const Spelling spellings[] = {
      {"a=1 OR b=2 AND NOT c=3", "\"a\" = 1 OR \"b\" = 2 AND NOT \"c\" = 3"},
      {"(a=1 OR b=2) AND c=3", "(\"a\" = 1 OR \"b\" = 2) AND \"c\" = 3"},
      {"a=1 AND (b=2 AND c=3)", "\"a\" = 1 AND \"b\" = 2 AND \"c\" = 3"},
      {"NOT (a=1 AND b=2)", "NOT (\"a\" = 1 AND \"b\" = 2)"},
      {"NOT NOT a=1", "NOT NOT \"a\" = 1"},
      {"a BETWEEN 1 AND 2 AND b=3", "\"a\" BETWEEN 1 AND 2 AND \"b\" = 3"},
      {"a NOT BETWEEN 1 AND 2", "NOT \"a\" BETWEEN 1 AND 2"},
      {"a IN (1)", "\"a\" IN [1]"},
      {"a NOT IN [1,2]", "NOT \"a\" IN [1, 2]"},
      {"a IN <<1,2>>", "\"a\" IN <<1, 2>>"},
      {"a IS NOT MISSING", "NOT \"a\" IS MISSING"},
      {"a is null", "\"a\" IS NULL"},
      {"a != 1", "\"a\" <> 1"},
      {"1 < a", "1 < \"a\""},
      {"a = 1 + 2 - 3", "\"a\" = 1 + 2 - 3"},
      {"a = 1 - (2 - 3)", "\"a\" = 1 - (2 - 3)"},
      {"a = -5 and b = +5", "\"a\" = -5 AND \"b\" = 5"},
      {"SIZE(a) > 3 AND begins_with(b, 'x')",
       "\"size\"(\"a\") > 3 AND \"begins_with\"(\"b\", 'x')"},
      {"(((a)))=1", "\"a\" = 1"},
  };
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(Where(spelling.text), spelling.canonical) << spelling.text;
  }
}

TEST(PartiqlParser, CountsParameters) {
  EXPECT_EQ((*Parse("SELECT * FROM t WHERE a=? AND b IN [?, 1, ?]"))->parameters(), 3u);
  EXPECT_EQ((*Parse("SELECT * FROM t WHERE a='?'"))->parameters(), 0u);
}

TEST(PartiqlParser, KeepsNamesAndStringsAsTheyAre) {
  const auto statement = *Parse("SELECT * FROM \"a\"\"b.c-d\".\"I x\" WHERE p = 'it''s'");
  EXPECT_EQ(statement->table(), "a\"b.c-d");
  EXPECT_EQ(statement->index(), "I x");
}

struct Fault {
  std::string text;
  std::string message;
};

TEST(PartiqlParser, TellsWhatIsWrongWithTheSyntax) {
  const Fault faults[] = {
      {" ", "Expected data manipulation"},
      {"FOO", "Expected data manipulation"},
      {"CREATE TABLE t", "Expected data manipulation"},
      {"SELECT", "Unexpected term"},
      {"SELECT *", "Expected FROM after SELECT list"},
      {"SELECT FROM t", "Expected data manipulation"},
      {"SELECT *, a FROM t",
       "Other expressions may not be present in the select list when '*' is used without dot "
       "notation."},
      {"SELECT a b, FROM t", "Expected data manipulation"},
      {"SELECT * FROM", "Unexpected term"},
      {"SELECT * FROM user", "Unexpected keyword"},
      {"SELECT * FROM 't'", "Unexpected term"},
      {"SELECT * FROM a-b", "Unexpected token after expression"},
      {"SELECT * FROM t WHERE", "Unexpected term"},
      {"SELECT * FROM t WHERE a =", "Missing right-hand side expression of infix operator"},
      {"SELECT * FROM t WHERE a == 1", "Unexpected operator"},
      {"SELECT * FROM t WHERE a = 1 AND", "Missing right-hand side expression of infix operator"},
      {"SELECT * FROM t WHERE a = date", "Unexpected keyword"},
      {"SELECT * FROM t WHERE AND a = 1", "Unexpected operator"},
      {"SELECT * FROM t WHERE (a = 1", "Expected RIGHT_PAREN"},
      {"SELECT * FROM t WHERE () = 1", "Expression group cannot be empty"},
      {"SELECT * FROM t WHERE a IN [1", "Expected RIGHT_BRACKET"},
      {"SELECT * FROM t WHERE a = <<1", "Expected RIGHT_DOUBLE_ANGLE_BRACKET"},
      {"SELECT * FROM t WHERE a = {'x' 1}", "Expected COLON"},
      {"SELECT * FROM t WHERE a = {'x': 1", "Expected RIGHT_CURLY"},
      {"SELECT * FROM t WHERE a BETWEEN 1", "Expected AND keyword"},
      {"SELECT * FROM t WHERE a IS NUMBER", "Expected type name"},
      {"SELECT * FROM t WHERE a.1 = 1", "Unexpected token after expression"},
      {"SELECT * FROM t WHERE a.size = 1", "Invalid path dot component"},
      {"SELECT * FROM t WHERE a[-1] = 1", "Invalid path component for simple path"},
      {"SELECT * FROM t WHERE a = 1 b", "Unexpected token after expression"},
      {"SELECT * FROM t; SELECT * FROM t",
       "Unexpected token after semicolon. (Only one query is allowed.)"},
      {"SELECT * FROM t ORDER a", "Expected BY"},
      {"INSERT t VALUE {}", "Unexpected keyword"},
      {"INSERT INTO t", "Unexpected term"},
      {"INSERT INTO t VALUE", "Unexpected term"},
      {"INSERT INTO user VALUE {}", "Expected identifier for simple path"},
      {"UPDATE t", "Expected data manipulation"},
      {"UPDATE a-b SET x = 1 WHERE p = 1", "Expected data manipulation"},
      {"UPDATE t WHERE p = 1", "Expected data manipulation"},
      {"UPDATE t SET WHERE p = 1", "Expected identifier for simple path"},
      {"UPDATE t SET a WHERE p = 1", "Expected '='"},
      {"UPDATE t SET a = 1 b = 2 WHERE p = 1", "Unexpected token after expression"},
      {"UPDATE t REMOVE a, b WHERE p = 1", "Unexpected token after expression"},
      {"UPDATE t SET a = 1 RETURNING",
       "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element."},
      {"UPDATE t SET a = 1 RETURNING ALL",
       "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element."},
      {"UPDATE t SET a = 1 RETURNING ALL OLD", "Unexpected term"},
      {"DELETE t WHERE p = 1", "Expected FROM after DELETE"},
  };
  for (const Fault& fault : faults) {
    EXPECT_THAT(Parse(fault.text),
                IsInvalid("Statement wasn't well formed, can't be processed: " + fault.message))
        << fault.text;
  }
}

TEST(PartiqlParser, RefusesWhatDynamoDbDoesNotHave) {
  const Fault faults[] = {
      {"SELECT COUNT(*) FROM t", "Unexpected path component at 1:8:5"},
      {"SELECT a, 'x' FROM t", "Unexpected path component at 1:11:3"},
      {"SELECT a + 1 FROM t", "Unexpected path component at 1:10:1"},
      {"SELECT DISTINCT a FROM t", "Unsupported clause: DISTINCT at 1:8:8"},
      {"SELECT a AS b FROM t", "Unsupported clause: AS at 1:10:2"},
      {"SELECT * FROM t LIMIT 10", "Unsupported clause: LIMIT at 1:23:2"},
      {"SELECT * FROM t\nGROUP BY a", "Unsupported clause: GROUP BY at 2:10:1"},
      {"SELECT * FROM a.b.c", "A path may contain at most 2 components in the FROM clause"},
      {"SELECT * FROM t ORDER BY a.b", "Unexpected path component at 1:26:1"},
      {"INSERT INTO t.i VALUE {}",
       "FROM clause may only contain a single table name in data manipulation statements at "
       "1:13:1"},
      {"UPDATE t[1] SET a = 1",
       "FROM clause may only contain a single table name in data manipulation statements at "
       "1:8:1"},
      {"INSERT INTO t <<{'p': 1}, {'p': 2}>>",
       "Unsupported operation: Inserting multiple items in a single statement is not supported, "
       "use "
       "\"INSERT INTO tableName VALUE item\" instead"},
      {"INSERT INTO t VALUES ({'p': 1})",
       "Unsupported operation: Inserting multiple items in a single statement is not supported, "
       "use "
       "\"INSERT INTO tableName VALUE item\" instead"},
      {"INSERT INTO t VALUE {} RETURNING ALL OLD *", "Unsupported clause: RETURNING at 1:24:9"},
      {"UPDATE t SET a = 1 RETURNING ALL OLD a", "Unsupported clause: RETURNING at 1:30:3"},
      {"DELETE FROM t RETURNING MODIFIED OLD *",
       "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in "
       "DELETE statements."},
      {"SELECT * FROM t WHERE a * 2 = 4", "Unsupported operand at 1:25:1"},
      {"SELECT * FROM t WHERE a LIKE 'x'", "Unsupported operand at 1:25:4"},
      {"SELECT * FROM t WHERE a = -b", "Unsupported operand at 1:27:1"},
  };
  for (const Fault& fault : faults) {
    EXPECT_THAT(Parse(fault.text), IsInvalid(fault.message)) << fault.text;
  }
}

TEST(PartiqlParser, BoundsNesting) {
  const auto nested = [](int levels) {
    return "SELECT * FROM t WHERE a = " + std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_THAT(Parse(nested(50)), IsOk());
  const std::string message =
      "Statement wasn't well formed, can't be processed: Nesting exceeds the limit of 100 levels";
  EXPECT_THAT(Parse(nested(4000)), IsInvalid(message));
  std::string text = "SELECT * FROM t WHERE a = 1";
  for (int i = 0; i < 1000; ++i) text += " + 1";
  EXPECT_THAT(Parse(text), IsInvalid(message));
  text = "SELECT * FROM t WHERE " + std::string(4000, '(') + "a" + std::string(4000, ')') + " = 1";
  EXPECT_THAT(Parse(text), IsInvalid(message));
}

TEST(PartiqlParser, TakesLongChainsOfConditions) {
  std::string text = "SELECT * FROM t WHERE a = 0";
  for (int i = 1; i < 700; ++i) text += " OR a = " + std::to_string(i);
  EXPECT_THAT(Parse(text), IsOk());
}

}  // namespace
}  // namespace stator::partiql
