// ExecuteStatement: INSERT, UPDATE, DELETE.
#include "tests/contract/statement_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WriteStatement : public StatementTest {
 protected:
  void ExpectConditionFails(const std::string& statement) {
    EXPECT_THAT(Execute(statement),
                IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"))
        << statement;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(WriteStatement);

TEST_P(WriteStatement, InsertsAnItem) {
  EXPECT_THAT(Rows("INSERT INTO plain VALUE {'p': 'new', 'n': -1.50, 't': TRUE, 'u': NULL, "
                   "'l': [1, 'x', ?], 'm': {'k': <<1, 2>>}, 'ss': <<'b', 'a'>>}",
                   {Binary("\x01")}),
              IsEmpty());
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), (Item{{"p", "new"},
                                                    {"n", *Number::Parse("-1.5")},
                                                    {"t", true},
                                                    {"u", nullptr},
                                                    {"l", List{1, "x", Binary("\x01")}},
                                                    {"m", Map{{"k", NumberSet{1, 2}}}},
                                                    {"ss", StringSet{"a", "b"}}}));
  EXPECT_THAT(Execute("INSERT INTO plain VALUE ?", {Map{{"p", "given"}, {"n", 1}}}), IsOk());
  EXPECT_EQ(Get("plain", Item{{"p", "given"}}), (Item{{"p", "given"}, {"n", 1}}));
}

TEST_P(WriteStatement, InsertsNoItemTwice) {
  EXPECT_THAT(Execute("INSERT INTO plain VALUE {'p': 'one'}"),
              IsErrorWith(ErrorCode::kDuplicateItem, "Duplicate primary key exists in table"));
  EXPECT_EQ(Get("plain", Item{{"p", "one"}}), One());
}

TEST_P(WriteStatement, HoldsInsertedItemsToTheKey) {
  const std::string invalid = "One or more parameter values were invalid: ";
  ExpectInvalid("INSERT INTO plain VALUE {'n': 1}", invalid + "Missing the key p in the item");
  ExpectInvalid("INSERT INTO plain VALUE {'p': 1}",
                invalid + "Type mismatch for key p expected: S actual: N");
  ExpectInvalid(
      "INSERT INTO plain VALUE {'p': ''}",
      "One or more parameter values are not valid. The AttributeValue for a key attribute "
      "cannot contain an empty string value. Key: p");
  EXPECT_THAT(Execute("INSERT INTO nosuch VALUE {'p': 'x'}"),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

TEST_P(WriteStatement, InsertsOneItemOnly) {
  const std::string several =
      "Unsupported operation: Inserting multiple items in a single statement is not supported, use "
      "\"INSERT INTO tableName VALUE item\" instead";
  ExpectInvalid("INSERT INTO plain <<{'p': 'x'}, {'p': 'y'}>>", several);
  ExpectInvalid("INSERT INTO plain VALUES ({'p': 'x'})", several);
  ExpectInvalid(
      "INSERT INTO plain.i VALUE {'p': 'x'}",
      "FROM clause may only contain a single table name in data manipulation statements at "
      "1:13:5");
  ExpectInvalid("INSERT plain VALUE {'p': 'x'}", Malformed("Unexpected keyword"));
}

TEST_P(WriteStatement, UpdatesAnItem) {
  EXPECT_THAT(Rows("UPDATE plain SET n = n + 1 SET m.k = 'w', l[0] = 7 REMOVE u WHERE p = 'one'"),
              IsEmpty());
  Item expected = One();
  expected.Set("n", 2).Set("m", Map{{"k", "w"}}).Set("l", List{7, "x"}).Remove("u");
  EXPECT_EQ(Get("plain", Item{{"p", "one"}}), expected);
}

TEST_P(WriteStatement, ChangesListsAndSets) {
  const std::string where = " WHERE p = 'one' RETURNING MODIFIED NEW *";
  EXPECT_THAT(Rows("UPDATE plain SET l = list_append(l, [9])" + where),
              ElementsAre(Item{{"l", List{1, "x", 9}}}));
  EXPECT_THAT(Rows("UPDATE plain SET l = list_append([0], l)" + where),
              ElementsAre(Item{{"l", List{0, 1, "x", 9}}}));
  EXPECT_THAT(Rows("UPDATE plain SET ss = set_add(ss, <<'c'>>)" + where),
              ElementsAre(Item{{"ss", StringSet{"a", "b", "c"}}}));
  EXPECT_THAT(Rows("UPDATE plain SET ss = SET_DELETE(ss, ?)" + where, {StringSet{"a", "x"}}),
              ElementsAre(Item{{"ss", StringSet{"b", "c"}}}));
  EXPECT_THAT(Rows("UPDATE plain REMOVE l[0]" + where), ElementsAre(Item{{"l", List{1}}}));
}

TEST_P(WriteStatement, ReturnsWhatIsAskedFor) {
  const std::string update = "UPDATE plain SET n = n + 1 WHERE p = 'two' RETURNING ";
  EXPECT_THAT(Rows(update + "ALL OLD *"), ElementsAre(Item{{"p", "two"}, {"n", 2}}));
  EXPECT_THAT(Rows(update + "ALL NEW *"), ElementsAre(Item{{"p", "two"}, {"n", 4}}));
  EXPECT_THAT(Rows(update + "MODIFIED OLD *"), ElementsAre(Item{{"n", 4}}));
  EXPECT_THAT(Rows(update + "modified new *"), ElementsAre(Item{{"n", 6}}));
  EXPECT_THAT(Rows("DELETE FROM plain WHERE p = 'two' RETURNING ALL OLD *"),
              ElementsAre(Item{{"p", "two"}, {"n", 6}}));
  EXPECT_THAT(Rows("DELETE FROM plain WHERE p = 'two' RETURNING ALL OLD *"), IsEmpty());
}

TEST_P(WriteStatement, UpdatesOnlyWhatIsThere) {
  ExpectConditionFails("UPDATE plain SET n = 1 WHERE p = 'none'");
  ExpectConditionFails("UPDATE plain SET n = 1 WHERE p = 'none' AND n IS MISSING");
  ExpectConditionFails("UPDATE plain SET n = 1 WHERE p = 'one' AND n = 99");
  EXPECT_THAT(Rows("SELECT * FROM plain WHERE p = 'none'"), IsEmpty());
  EXPECT_THAT(Execute("UPDATE plain SET n = 5 WHERE p = 'one' AND (n = 1 OR n = 2)"), IsOk());
}

TEST_P(WriteStatement, DeletesAnItem) {
  EXPECT_THAT(Rows("DELETE FROM plain WHERE p = 'two' AND n > 1"), IsEmpty());
  EXPECT_EQ(Get("plain", Item{{"p", "two"}}), Item{});
  ExpectConditionFails("DELETE FROM plain WHERE p = 'one' AND n = 99");
  EXPECT_THAT(Execute("DELETE FROM plain WHERE p = 'none'"), IsOk());
  EXPECT_THAT(Execute("DELETE FROM plain WHERE p = 'none' AND n = 99"), IsOk())
      << "What is not there need not be deleted.";
}

TEST_P(WriteStatement, NeedsTheWholeKey) {
  const std::string message =
      "Where clause does not contain a mandatory equality on all key attributes";
  for (const std::string start : {"UPDATE sorted SET n = 1", "DELETE FROM sorted"}) {
    ExpectInvalid(start, message);
    ExpectInvalid(start + " WHERE p = 'a'", message);
    ExpectInvalid(start + " WHERE p = 'a' AND s > 1", message);
    ExpectInvalid(start + " WHERE p = 'a' AND s IN [1]", message);
    ExpectInvalid(start + " WHERE p = 'a' OR s = 1", message);
    ExpectInvalid(start + " WHERE n = 1", message);
    ExpectInvalid(start + " WHERE p = 1 AND s = 1",
                  "The provided key element does not match the schema");
  }
}

TEST_P(WriteStatement, RefusesUpdatesThatDoNotFit) {
  const std::string where = " WHERE p = 'one'";
  ExpectInvalid("UPDATE plain SET p = 'x'" + where,
                "One or more parameter values were invalid: Cannot update attribute p. This "
                "attribute is part of the key");
  ExpectInvalid("UPDATE plain SET n = zz + 1" + where,
                "The provided expression refers to an attribute that does not exist in the item");
  ExpectInvalid("UPDATE plain SET n = t + 1" + where,
                "An operand in the update expression has an incorrect data type");
  ExpectInvalid("UPDATE plain SET zz.y = 1" + where,
                "The document path provided in the update expression is invalid for update");
  ExpectInvalid("UPDATE plain SET n = if_not_exists(n, 1)" + where,
                "Unsupported function: if_not_exists at 1:22:13");
  ExpectInvalid("UPDATE plain" + where, Malformed("Expected data manipulation"));
  ExpectInvalid("UPDATE plain SET n 1" + where, Malformed("Expected '='"));
  ExpectInvalid("DELETE plain" + where, Malformed("Expected FROM after DELETE"));
  ExpectInvalid(
      "DELETE FROM plain" + where + " RETURNING ALL NEW *",
      "Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed "
      "in DELETE statements.");
}

TEST_P(WriteStatement, ReturnsTheItemThatFailedACondition) {
  ExecuteStatementRequest request = RequestOf("UPDATE plain SET n = 1 WHERE p = 'two' AND n = 99");
  request.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld;
  const auto update = db().ExecuteStatement(request);
  ASSERT_THAT(update, IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_EQ(ErrorOf(update.status()).item, (Item{{"p", "two"}, {"n", 2}}));
  request.statement = "DELETE FROM plain WHERE p = 'two' AND n = 99";
  const auto deleted = db().ExecuteStatement(request);
  EXPECT_EQ(ErrorOf(deleted.status()).item, (Item{{"p", "two"}, {"n", 2}}));
}

TEST_P(WriteStatement, TellsWhatItConsumed) {
  ExecuteStatementRequest request = RequestOf("INSERT INTO plain VALUE {'p': 'new'}");
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto result = db().ExecuteStatement(request);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->consumed_capacity->table_name, "plain");
  EXPECT_EQ(result->consumed_capacity->capacity_units, 1.0);
}

TEST_P(WriteStatement, TakesNoNextToken) {
  ExecuteStatementRequest request = RequestOf("DELETE FROM plain WHERE p = 'one'");
  request.next_token = "abc";
  EXPECT_THAT(db().ExecuteStatement(request),
              IsInvalid("NextToken is only valid on a SELECT statement"));
}

}  // namespace
}  // namespace stator::testing
