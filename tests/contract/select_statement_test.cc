// ExecuteStatement: SELECT.
#include "tests/contract/statement_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class SelectStatement : public StatementTest {};
INSTANTIATE_FOR_EVERY_DOOR(SelectStatement);

TEST_P(SelectStatement, ReturnsWholeItems) {
  EXPECT_THAT(Rows("SELECT * FROM plain WHERE p = 'one'"), ElementsAre(One()));
  EXPECT_THAT(Rows("select * from \"plain\" where \"p\" = ?", {"one"}), ElementsAre(One()));
  EXPECT_THAT(Rows("SELECT * FROM plain"),
              UnorderedElementsAre(One(), Item{{"p", "two"}, {"n", 2}}));
  EXPECT_THAT(Rows("SELECT * FROM plain WHERE p = 'none'"), IsEmpty());
  EXPECT_THAT(Rows("SELECT * FROM plain WHERE p = 'it''s'"), IsEmpty());
}

TEST_P(SelectStatement, ReturnsFlatRows) {
  const std::string where = " FROM plain WHERE p = 'one'";
  EXPECT_THAT(Rows("SELECT p, n" + where), ElementsAre(Item{{"p", "one"}, {"n", 1}}));
  EXPECT_THAT(Rows("SELECT m.k, l[0]" + where), ElementsAre(Item{{"k", "v"}, {"l[0]", 1}}));
  EXPECT_THAT(Rows("SELECT absent, m.absent" + where), ElementsAre(Item{}));
  EXPECT_THAT(Rows("SELECT n FROM plain"), UnorderedElementsAre(Item{{"n", 1}}, Item{{"n", 2}}));
}

TEST_P(SelectStatement, FindsWhatConditionsDescribe) {
  const auto count = [&](const std::string& condition) {
    return Rows("SELECT p FROM plain WHERE " + condition).size();
  };
  EXPECT_EQ(count("n > 1"), 1u);
  EXPECT_EQ(count("n IN [1, 2, 3]"), 2u);
  EXPECT_EQ(count("n IN (1)"), 1u);
  EXPECT_EQ(count("n BETWEEN 1 AND 2"), 2u);
  EXPECT_EQ(count("NOT n = 1"), 1u);
  EXPECT_EQ(count("n <> 1"), 1u);
  EXPECT_EQ(count("n != 1 AND n != 2"), 0u);
  EXPECT_EQ(count("t IS MISSING"), 1u);
  EXPECT_EQ(count("t IS NOT MISSING"), 1u);
  EXPECT_EQ(count("u IS NULL"), 1u);
  EXPECT_EQ(count("begins_with(t, 'he')"), 1u);
  EXPECT_EQ(count("contains(ss, 'a')"), 1u);
  EXPECT_EQ(count("size(l) = 2"), 1u);
  EXPECT_EQ(count("attribute_type(t, 'S')"), 1u);
  EXPECT_EQ(count("m.k = 'v' OR n = 2"), 2u);
  EXPECT_EQ(count("p > 'p'"), 1u);
  EXPECT_EQ(count("ss = <<'b', 'a'>>"), 1u);
}

TEST_P(SelectStatement, IsAQueryWhereThePartitionIsFixed) {
  const std::string start = "SELECT s FROM sorted WHERE ";
  EXPECT_THAT(Sorts(start + "p = 'a'"), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(Sorts(start + "p = 'a' AND s > 3"), ElementsAre(4, 5));
  EXPECT_THAT(Sorts(start + "p = 'a' AND s >= 2 AND s < 4"), ElementsAre(2, 3));
  EXPECT_THAT(Sorts(start + "p = 'a' AND s BETWEEN 2 AND 3"), ElementsAre(2, 3));
  EXPECT_THAT(Sorts(start + "p = 'a' AND s <> 3"), ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(Sorts(start + "p = 'a' AND n > 20"), ElementsAre(3, 4, 5));
  EXPECT_THAT(Sorts(start + "4 < s AND 'a' = p"), ElementsAre(5));
  EXPECT_THAT(Sorts(start + "p = 'a' AND (s = 4 OR s = 2 OR n = 2)"), ElementsAre(2, 4));
  EXPECT_THAT(Sorts(start + "p = 'a' AND p = 'b'"), IsEmpty());
}

TEST_P(SelectStatement, ReadsListedKeysInTheirOrder) {
  const std::string start = "SELECT s FROM sorted WHERE ";
  EXPECT_THAT(Sorts(start + "p = 'a' AND s IN [3, 1, 3, 9]"), ElementsAre(3, 1));
  EXPECT_THAT(Sorts(start + "p IN ['b', 'a'] AND s = 1 AND n > 5"), ElementsAre(1));
  EXPECT_THAT(Sorts(start + "p IN ('b', 'a')"), ElementsAre(1, 2, 1, 2, 3, 4, 5));
  EXPECT_THAT(Sorts(start + "p = 'b' OR p = 'a'"), ElementsAre(1, 2, 1, 2, 3, 4, 5));
  EXPECT_THAT(Sorts(start + "(p = 'b' AND s = 1) OR (p = 'a' AND s = 5)"), ElementsAre(1, 5));
  EXPECT_THAT(Rows("SELECT p FROM plain WHERE p IN ['two', 'none', 'one']"),
              ElementsAre(Item{{"p", "two"}}, Item{{"p", "one"}}));
}

TEST_P(SelectStatement, OrdersByTheKey) {
  const std::string start = "SELECT s FROM sorted WHERE ";
  EXPECT_THAT(Sorts(start + "p = 'a' ORDER BY s DESC"), ElementsAre(5, 4, 3, 2, 1));
  EXPECT_THAT(Sorts(start + "p = 'a' AND s > 2 ORDER BY s"), ElementsAre(3, 4, 5));
  EXPECT_THAT(Sorts(start + "p IN ['b', 'a'] ORDER BY p, s DESC"),
              ElementsAre(5, 4, 3, 2, 1, 2, 1));
  EXPECT_THAT(Sorts(start + "p IN ['a', 'b'] AND s = 1 ORDER BY p DESC"), ElementsAre(1, 1));
}

TEST_P(SelectStatement, OrdersByNothingElse) {
  ExpectInvalid("SELECT * FROM sorted ORDER BY s",
                "Must have WHERE clause in the statement when using ORDER BY clause.");
  ExpectInvalid("SELECT * FROM sorted WHERE n = 1 ORDER BY s",
                "Must have at least one non-optional hash key condition in WHERE clause when using "
                "ORDER BY clause.");
  ExpectInvalid("SELECT * FROM sorted WHERE p = 'a' ORDER BY n",
                "Variable reference n in ORDER BY clause must be part of the primary key");
  ExpectInvalid("SELECT * FROM sorted WHERE p IN ['a', 'b'] ORDER BY s",
                "Must have hash key specified in ORDER BY clause when more than one hash key "
                "condition specified in WHERE clause.");
}

TEST_P(SelectStatement, GoesOnWhereAPageEnded) {
  ExecuteStatementRequest request = RequestOf("SELECT s FROM sorted WHERE p = ?", {"a"});
  request.limit = 2;
  const auto first = db().ExecuteStatement(request);
  EXPECT_THAT(RowsOf(first), ElementsAre(Item{{"s", 1}}, Item{{"s", 2}}));
  ASSERT_TRUE(first->next_token.has_value());
  EXPECT_EQ(first->last_evaluated_key, (Item{{"p", "a"}, {"s", 2}}));
  request.next_token = first->next_token;
  const auto second = db().ExecuteStatement(request);
  EXPECT_THAT(RowsOf(second), ElementsAre(Item{{"s", 3}}, Item{{"s", 4}}));
  request.next_token = second->next_token;
  const auto last = db().ExecuteStatement(request);
  EXPECT_THAT(RowsOf(last), ElementsAre(Item{{"s", 5}}));
  EXPECT_FALSE(last->next_token.has_value());
  EXPECT_FALSE(last->last_evaluated_key.has_value());
}

TEST_P(SelectStatement, CountsTheItemsLookedAtAgainstTheLimit) {
  ExecuteStatementRequest request = RequestOf("SELECT s FROM sorted WHERE p = 'a' AND n = 50");
  request.limit = 3;
  const auto first = db().ExecuteStatement(request);
  EXPECT_THAT(RowsOf(first), IsEmpty());
  request.next_token = first->next_token;
  EXPECT_THAT(RowsOf(db().ExecuteStatement(request)), ElementsAre(Item{{"s", 5}}));
}

TEST_P(SelectStatement, ReadsListsInPagesOfTen) {
  std::string list;
  for (int i = 0; i < 25; ++i) {
    Put("plain", Item{{"p", "k" + std::to_string(i)}});
    list += (i > 0 ? ", 'k" : "'k") + std::to_string(i) + "'";
  }
  ExecuteStatementRequest request = RequestOf("SELECT p FROM plain WHERE p IN [" + list + "]");
  std::vector<size_t> pages;
  std::vector<Item> all;
  for (;;) {
    const auto page = db().ExecuteStatement(request);
    const std::vector<Item> rows = RowsOf(page);
    pages.push_back(rows.size());
    all.insert(all.end(), rows.begin(), rows.end());
    ASSERT_LT(pages.size(), 10u);
    if (!page->next_token) break;
    request.next_token = page->next_token;
  }
  EXPECT_THAT(pages, ElementsAre(10, 10, 5));
  ASSERT_THAT(all, SizeIs(25));
  for (int i = 0; i < 25; ++i) EXPECT_EQ(all[i], (Item{{"p", "k" + std::to_string(i)}}));
}

TEST_P(SelectStatement, PagesThroughSeveralPartitions) {
  ExecuteStatementRequest request =
      RequestOf("SELECT p, s FROM sorted WHERE p IN ['a', 'b'] ORDER BY p, s");
  std::vector<Item> all;
  for (int pages = 0; pages < 10; ++pages) {
    request.limit = 3;
    const auto page = db().ExecuteStatement(request);
    for (const Item& row : RowsOf(page)) all.push_back(row);
    if (!page->next_token) break;
    request.next_token = page->next_token;
  }
  ASSERT_THAT(all, SizeIs(7));
  EXPECT_EQ(all[4], (Item{{"p", "a"}, {"s", 5}}));
  EXPECT_EQ(all[5], (Item{{"p", "b"}, {"s", 1}}));
}

TEST_P(SelectStatement, HoldsTokensToTheirRequest) {
  ExecuteStatementRequest request = RequestOf("SELECT s FROM sorted WHERE p = ?", {"a"});
  request.limit = 2;
  const auto page = db().ExecuteStatement(request);
  ASSERT_THAT(page, IsOk());
  request.next_token = page->next_token;
  request.parameters = std::vector<Value>{"b"};
  EXPECT_THAT(db().ExecuteStatement(request), IsInvalid("NextToken does not match request"));
  request = RequestOf("SELECT s FROM sorted WHERE p = 'a'");
  request.next_token = page->next_token;
  EXPECT_THAT(db().ExecuteStatement(request), IsInvalid("NextToken does not match request"));
  std::string forged = *page->next_token;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  request.next_token = forged;
  EXPECT_THAT(db().ExecuteStatement(request), IsInvalid("Invalid NextToken"));
  request.next_token = "abc";
  EXPECT_THAT(db().ExecuteStatement(request), IsInvalid("Invalid NextToken"));
}

TEST_P(SelectStatement, TellsWhatItConsumed) {
  ExecuteStatementRequest request = RequestOf("SELECT p FROM plain WHERE p = 'one'");
  EXPECT_FALSE(db().ExecuteStatement(request)->consumed_capacity.has_value());
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  EXPECT_EQ(db().ExecuteStatement(request)->consumed_capacity->capacity_units, 0.5);
  request.consistent_read = true;
  request.return_consumed_capacity = ReturnConsumedCapacity::kIndexes;
  const auto consumed = db().ExecuteStatement(request)->consumed_capacity;
  EXPECT_EQ(consumed->table_name, "plain");
  EXPECT_EQ(consumed->capacity_units, 1.0);
  EXPECT_EQ(consumed->table->capacity_units, 1.0);
  request.statement = "SELECT p FROM plain WHERE p IN ['one', 'two', 'none']";
  EXPECT_EQ(db().ExecuteStatement(request)->consumed_capacity->capacity_units, 3.0);
}

TEST_P(SelectStatement, RefusesTablesAndIndexesThatAreNotThere) {
  EXPECT_THAT(Execute("SELECT * FROM nosuch"),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  // Without its name, which Query tells.
  ExpectInvalid("SELECT * FROM plain.nosuch", "The table does not have the specified index");
}

TEST_P(SelectStatement, HoldsKeysToTheirTypes) {
  const std::string type =
      "One or more parameter values were invalid: Condition parameter type does not match schema "
      "type";
  ExpectInvalid("SELECT * FROM plain WHERE p = 1", type);
  ExpectInvalid("SELECT * FROM plain WHERE p IN ['a', TRUE]", type);
  ExpectInvalid("SELECT * FROM sorted WHERE p = 'a' AND s > 'x'", type);
  ExpectInvalid(
      "SELECT * FROM plain WHERE p = ''",
      "One or more parameter values are not valid. The AttributeValue for a key attribute "
      "cannot contain an empty string value. Key: p");
}

TEST_P(SelectStatement, RefusesWhatDynamoDbDoesNotHave) {
  ExpectInvalid("SELECT COUNT(*) FROM plain", "Unexpected path component at 1:8:5");
  ExpectInvalid("SELECT n + 1 FROM plain", "Unexpected path component at 1:10:1");
  ExpectInvalid("SELECT * FROM plain LIMIT 1", "Unsupported clause: LIMIT at 1:27:1");
  ExpectInvalid("SELECT * FROM plain GROUP BY p", "Unsupported clause: GROUP BY at 1:30:1");
  ExpectInvalid("SELECT DISTINCT p FROM plain", "Unsupported clause: DISTINCT at 1:8:8");
  ExpectInvalid("SELECT * FROM plain WHERE EXISTS(p)", "Unsupported function: exists at 1:27:6");
  ExpectInvalid("EXISTS(SELECT * FROM plain WHERE p = 'one')",
                "EXISTS function is only supported in ExecuteTransaction");
}

TEST_P(SelectStatement, TellsWhatIsMalformed) {
  ExpectInvalid(" ", Malformed("Expected data manipulation"));
  ExpectInvalid("DESCRIBE plain", Malformed("Expected data manipulation"));
  ExpectInvalid("SELECT * plain", Malformed("Expected FROM after SELECT list"));
  ExpectInvalid("SELECT * FROM user", Malformed("Unexpected keyword"));
  ExpectInvalid("SELECT * FROM plain WHERE", Malformed("Unexpected term"));
  ExpectInvalid("SELECT * FROM plain WHERE p = 'open", Malformed("Unterminated string literal"));
  ExpectInvalid("SELECT * FROM plain WHERE p = #", Malformed("Unexpected character: '#'"));
}

TEST_P(SelectStatement, HoldsItsMembersToTheirBounds) {
  const std::string one = "1 validation error detected: ";
  EXPECT_THAT(db().ExecuteStatement({}),
              IsInvalid(one + "Value null at 'statement' failed to satisfy constraint: Member must "
                              "not be null"));
  EXPECT_THAT(Execute(""), IsInvalid(one + "Value '' at 'statement' failed to satisfy constraint: "
                                           "Member must have length greater than or equal to 1"));
  const std::string long_text(8193, 'x');
  EXPECT_THAT(Execute(long_text),
              IsInvalid(one + "Value '" + long_text +
                        "' at 'statement' failed to satisfy "
                        "constraint: Member must have length less than or equal to 8192"));
  ExecuteStatementRequest request = RequestOf("SELECT * FROM plain");
  request.parameters.emplace();
  EXPECT_THAT(
      db().ExecuteStatement(request),
      IsInvalid(one + "Value '[]' at 'parameters' failed to satisfy constraint: Member must "
                      "have length greater than or equal to 1"));
  request = RequestOf("SELECT * FROM plain");
  request.limit = 0;
  EXPECT_THAT(db().ExecuteStatement(request),
              IsInvalid(one + "Value '0' at 'limit' failed to satisfy constraint: Member must have "
                              "value greater than or equal to 1"));
}

TEST_P(SelectStatement, HoldsParametersToTheirRules) {
  const std::string count = "Number of parameters in request and statement don't match.";
  EXPECT_THAT(Execute("SELECT * FROM plain WHERE p = ?"), IsInvalid(count));
  EXPECT_THAT(Execute("SELECT * FROM plain WHERE p = 'x'", {1}), IsInvalid(count));
  EXPECT_THAT(Execute("SELECT * FROM plain WHERE p = ?", {"x", "y"}), IsInvalid(count));
  EXPECT_THAT(Execute("SELECT * FROM plain WHERE n = ?", {StringSet{}}),
              IsInvalid("One or more parameter values were invalid: An string set  may not be "
                        "empty"));
}

}  // namespace
}  // namespace stator::testing
