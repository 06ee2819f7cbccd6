// BatchExecuteStatement.
#include "tests/contract/statement_fixture.h"

namespace stator::testing {
namespace {

using ::testing::SizeIs;

class BatchStatement : public StatementTest {
 protected:
  absl::StatusOr<std::vector<BatchStatementResponse>> Batch(
      const std::vector<std::string>& statements) {
    BatchExecuteStatementRequest request;
    request.statements.emplace();
    for (const std::string& statement : statements) {
      request.statements->push_back({.statement = statement});
    }
    auto result = db().BatchExecuteStatement(request);
    if (!result.ok()) return result.status();
    return *std::move(result->responses);
  }

  static void ExpectError(const BatchStatementResponse& response, const std::string& code,
                          const std::string& message) {
    ASSERT_TRUE(response.error.has_value());
    EXPECT_EQ(response.error->code, code);
    EXPECT_EQ(response.error->message, message);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(BatchStatement);

TEST_P(BatchStatement, ReadsItems) {
  const auto responses =
      Batch({"SELECT p, m.k FROM plain WHERE p = 'one'", "SELECT * FROM plain WHERE p = 'none'",
             "SELECT n FROM sorted WHERE p = 'a' AND s = 1",
             "SELECT n FROM sorted WHERE p = 'a' AND s = 2 AND n > 50"});
  ASSERT_THAT(responses, IsOk());
  ASSERT_THAT(*responses, SizeIs(4));
  EXPECT_EQ((*responses)[0].item, (Item{{"p", "one"}, {"k", "v"}}));
  EXPECT_EQ((*responses)[0].table_name, "plain");
  EXPECT_FALSE((*responses)[1].item.has_value());
  EXPECT_EQ((*responses)[1].table_name, "plain");
  EXPECT_EQ((*responses)[2].item, (Item{{"n", 10}}));
  EXPECT_FALSE((*responses)[3].item.has_value());
}

TEST_P(BatchStatement, TellsWhatIsWrongWithEachRead) {
  const auto responses =
      Batch({"SELECT * FROM plain", "SELECT * FROM plain WHERE n = 1", "garbage",
             "SELECT * FROM nosuch WHERE p = 'x'", "SELECT * FROM plain WHERE p IN ['one']",
             "SELECT * FROM sorted WHERE p = 'a'", "SELECT p FROM plain WHERE p = 'one'"});
  ASSERT_THAT(responses, IsOk());
  const std::string key =
      "Select statements within BatchExecuteStatement must specify the primary key in the where "
      "clause.";
  for (const size_t i : {0, 1, 4, 5}) {
    ExpectError((*responses)[i], "ValidationError", key);
    EXPECT_FALSE((*responses)[i].table_name.has_value());
  }
  ExpectError((*responses)[2], "ValidationError", Malformed("Expected data manipulation"));
  EXPECT_FALSE((*responses)[2].table_name.has_value());
  ExpectError((*responses)[3], "ResourceNotFound", "Requested resource not found");
  EXPECT_EQ((*responses)[3].table_name, "nosuch");
  EXPECT_FALSE((*responses)[6].error.has_value());
}

TEST_P(BatchStatement, WritesEachByItself) {
  const auto responses =
      Batch({"INSERT INTO plain VALUE {'p': 'new'}", "INSERT INTO plain VALUE {'p': 'one'}",
             "UPDATE plain SET n = n + 1 WHERE p = 'two' RETURNING ALL NEW *",
             "DELETE FROM sorted WHERE p = 'a' AND s = 1 RETURNING ALL OLD *",
             "UPDATE sorted SET n = 1 WHERE p = 'a'", "INSERT INTO nosuch VALUE {'p': 'x'}"});
  ASSERT_THAT(responses, IsOk());
  EXPECT_FALSE((*responses)[0].error.has_value());
  EXPECT_EQ((*responses)[0].table_name, "plain");
  EXPECT_FALSE((*responses)[0].item.has_value());
  ExpectError((*responses)[1], "DuplicateItem", "Duplicate primary key exists in table");
  EXPECT_EQ((*responses)[2].item, (Item{{"p", "two"}, {"n", 3}}));
  EXPECT_EQ((*responses)[3].item, (Item{{"p", "a"}, {"s", 1}, {"n", 10}}));
  ExpectError((*responses)[4], "ValidationError",
              "Where clause does not contain a mandatory equality on all key attributes");
  ExpectError((*responses)[5], "ResourceNotFound", "Requested resource not found");
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), (Item{{"p", "new"}}));
  EXPECT_EQ(Get("plain", Item{{"p", "one"}}), One());
  EXPECT_EQ(Get("sorted", Item{{"p", "a"}, {"s", 1}}), Item{});
}

TEST_P(BatchStatement, ReturnsTheItemThatFailedACondition) {
  BatchExecuteStatementRequest request;
  request.statements = std::vector<BatchStatementRequest>{
      {.statement = "UPDATE plain SET n = 1 WHERE p = 'two' AND n = ?",
       .parameters = std::vector<Value>{99},
       .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld}};
  const auto result = db().BatchExecuteStatement(request);
  ASSERT_THAT(result, IsOk());
  const BatchStatementResponse& response = (*result->responses)[0];
  ExpectError(response, "ConditionalCheckFailed", "The conditional request failed");
  EXPECT_EQ(response.error->item, (Item{{"p", "two"}, {"n", 2}}));
}

TEST_P(BatchStatement, NeverMixesReadsAndWrites) {
  EXPECT_THAT(
      Batch({"SELECT * FROM plain WHERE p = 'one'", "INSERT INTO plain VALUE {'p': 'new'}"}),
      IsInvalid("Read and write requests together in the same batch is not supported."));
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), Item{});
}

TEST_P(BatchStatement, TakesEachItemOnce) {
  const std::string message = "Provided list of item keys contains duplicates";
  EXPECT_THAT(Batch({"SELECT * FROM plain WHERE p = 'one'", "SELECT n FROM plain WHERE p = 'one'"}),
              IsInvalid(message));
  EXPECT_THAT(Batch({"INSERT INTO plain VALUE {'p': 'new'}", "DELETE FROM plain WHERE p = 'new'"}),
              IsInvalid(message));
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), Item{});
}

TEST_P(BatchStatement, TellsWhatItConsumed) {
  BatchExecuteStatementRequest request;
  request.statements = std::vector<BatchStatementRequest>{
      {.statement = "SELECT p FROM plain WHERE p = 'one'", .consistent_read = true},
      {.statement = "SELECT p FROM plain WHERE p = 'two'"},
      {.statement = "SELECT p FROM sorted WHERE p = 'a' AND s = 1"}};
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto result = db().BatchExecuteStatement(request);
  ASSERT_THAT(result, IsOk());
  ASSERT_THAT(*result->consumed_capacity, SizeIs(2));
  EXPECT_EQ((*result->consumed_capacity)[0].table_name, "plain");
  EXPECT_EQ((*result->consumed_capacity)[0].capacity_units, 1.5);
  EXPECT_EQ((*result->consumed_capacity)[1].capacity_units, 0.5);
}

TEST_P(BatchStatement, HoldsItsMembersToTheirBounds) {
  const std::string one = "1 validation error detected: ";
  EXPECT_THAT(
      db().BatchExecuteStatement({}),
      IsInvalid(one + "Value null at 'statements' failed to satisfy constraint: Member must "
                      "not be null"));
  EXPECT_THAT(Batch({}), IsInvalid(one + "Value '[]' at 'statements' failed to satisfy constraint: "
                                         "Member must have length greater than or equal to 1"));
  EXPECT_THAT(Batch(std::vector<std::string>(26, "x")), IsErrorCode(ErrorCode::kValidation));
  BatchExecuteStatementRequest request;
  request.statements = std::vector<BatchStatementRequest>{{.statement = "x"}, {}};
  EXPECT_THAT(db().BatchExecuteStatement(request),
              IsInvalid(one + "Value null at 'statements.2.member.statement' failed to satisfy "
                              "constraint: Member must not be null"));
}

}  // namespace
}  // namespace stator::testing
