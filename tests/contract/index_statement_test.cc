// SELECT from secondary indexes.
#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class IndexStatement : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    for (int n = 1; n <= 3; ++n) {
      Put(With(Key(std::to_string(n)),
               {{"g", "x"}, {"n", n}, {"d", 10 - n}, {"x", n}, {"m", Map{{"k", n}}}}));
    }
    Put(With(Key("9", "b"), {{"g", "y"}, {"n", 9}, {"x", 9}}));
  }

  absl::StatusOr<ExecuteStatementResult> Execute(const std::string& statement) {
    return db().ExecuteStatement({.statement = statement});
  }
  std::vector<Item> Rows(const std::string& statement) {
    const auto result = Execute(statement);
    EXPECT_THAT(result, IsOk()) << statement;
    std::vector<Item> rows;
    if (!result.ok()) return rows;
    for (const ItemView row : *result->items) rows.emplace_back(row);
    return rows;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexStatement);

TEST_P(IndexStatement, QueriesByTheKeyOfTheIndex) {
  EXPECT_THAT(Rows("SELECT s FROM \"games\".\"best\" WHERE g = 'x' AND n >= 2"),
              ElementsAre(Item{{"s", "2"}}, Item{{"s", "3"}}));
  EXPECT_THAT(Rows("SELECT s FROM games.best WHERE g = 'x' ORDER BY n DESC"),
              ElementsAre(Item{{"s", "3"}}, Item{{"s", "2"}}, Item{{"s", "1"}}));
  EXPECT_THAT(Rows("SELECT s FROM games.recent WHERE p = 'a' AND d < 9"),
              ElementsAre(Item{{"s", "3"}}, Item{{"s", "2"}}));
  EXPECT_THAT(Rows("SELECT s FROM games.best WHERE g IN ['y', 'x'] AND n > 2"),
              ElementsAre(Item{{"s", "9"}}, Item{{"s", "3"}}));
}

TEST_P(IndexStatement, ScansAnIndex) {
  EXPECT_THAT(Rows("SELECT s FROM games.best WHERE x > 2"),
              UnorderedElementsAre(Item{{"s", "3"}}, Item{{"s", "9"}}));
}

TEST_P(IndexStatement, FetchesWhatALocalIndexDoesNotHold) {
  EXPECT_THAT(Rows("SELECT x FROM games.recent WHERE p = 'a' AND d = 9"),
              ElementsAre(Item{{"x", 1}}));
  EXPECT_THAT(Rows("SELECT m.k FROM games.recent WHERE p = 'a' AND d = 9"),
              ElementsAre(Item{{"k", 1}}));
}

TEST_P(IndexStatement, GoesOnWhereAPageEnded) {
  ExecuteStatementRequest request{.statement = "SELECT s FROM games.best WHERE g = 'x'"};
  request.limit = 2;
  const auto first = db().ExecuteStatement(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->last_evaluated_key, (Item{{"p", "a"}, {"s", "2"}, {"g", "x"}, {"n", 2}}));
  request.next_token = first->next_token;
  const auto second = db().ExecuteStatement(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->items->size(), 1u);
}

TEST_P(IndexStatement, TellsWhatItConsumed) {
  ExecuteStatementRequest request{.statement = "SELECT s FROM games.best WHERE g = 'x'"};
  request.return_consumed_capacity = ReturnConsumedCapacity::kIndexes;
  const auto result = db().ExecuteStatement(request);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->consumed_capacity->capacity_units, 0.5);
  EXPECT_EQ(result->consumed_capacity->table->capacity_units, 0.0);
}

TEST_P(IndexStatement, RefusesWhatIndexesCannotGive) {
  EXPECT_THAT(Execute("SELECT * FROM games.nosuch WHERE g = 'x'"),
              IsInvalid("The table does not have the specified index"));
  EXPECT_THAT(Execute("SELECT * FROM games.best WHERE g = 'x' ORDER BY s"),
              IsInvalid("Variable reference s in ORDER BY clause must be part of the primary key"));
  // In their order, whatever they are columns of, and before what WHERE asks for.
  for (const std::string_view columns : {"m, d, x, m", "m.k, d.k[0], x"}) {
    EXPECT_THAT(Execute("SELECT " + std::string(columns) + " FROM games.best WHERE o = 'x'"),
                IsInvalid("One or more parameter values were invalid: Global secondary index best "
                          "does not project [m, d]"));
  }
  ExecuteStatementRequest request{.statement = "SELECT * FROM games.best WHERE g = 'x'"};
  request.consistent_read = true;
  EXPECT_THAT(db().ExecuteStatement(request),
              IsInvalid("Strongly consistent read is not supported on Global Secondary Indexes"));
  request.statement = "SELECT m FROM games.best WHERE g < [1] ORDER BY s";
  EXPECT_THAT(db().ExecuteStatement(request),
              IsInvalid("Incorrect operand type for operator or function; operator or function: <, "
                        "operand type: L"));
}

TEST_P(IndexStatement, WritesToTablesOnly) {
  const std::string message = "This operation is not supported on an index";
  EXPECT_THAT(Execute("UPDATE games.best SET x = 1 WHERE p = 'a' AND s = '1'"), IsInvalid(message));
  EXPECT_THAT(Execute("DELETE FROM games.nosuch WHERE p = 'a' AND s = '1'"), IsInvalid(message));
  EXPECT_THAT(Execute("INSERT INTO games.best VALUE {'p': 'a', 's': '1'}"),
              IsInvalid("FROM clause may only contain a single table name in data manipulation "
                        "statements at 1:13:5"));
}

TEST_P(IndexStatement, IsNotReadInATransaction) {
  const auto run = [&](const std::string& table) {
    const std::string statement = "SELECT * FROM " + table + " WHERE p = 'a' AND s = '1'";
    return db().ExecuteTransaction(
        {.transact_statements = {{{.statement = "SELECT * FROM games WHERE p = 'a' AND s = '1'"},
                                  {.statement = statement}}}});
  };
  for (const std::string table : {"games.best", "games.nosuch", "nosuch.best"}) {
    EXPECT_THAT(run(table), IsInvalid("Validation failed in TransactStatements[1]: Reads on "
                                      "indices are not supported within transactions."));
  }
}

}  // namespace
}  // namespace stator::testing
