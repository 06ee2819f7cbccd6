// ExecuteTransaction.
#include "tests/contract/statement_fixture.h"

namespace stator::testing {
namespace {

using ::testing::SizeIs;

class StatementTransaction : public StatementTest {
 protected:
  static ExecuteTransactionRequest TransactionOf(const std::vector<std::string>& statements) {
    ExecuteTransactionRequest request;
    request.transact_statements.emplace();
    for (const std::string& statement : statements) {
      request.transact_statements->push_back({.statement = statement});
    }
    return request;
  }
  absl::StatusOr<ExecuteTransactionResult> Transact(const std::vector<std::string>& statements) {
    return db().ExecuteTransaction(TransactionOf(statements));
  }

  // "Code: message" of each reason.
  void ExpectCanceled(const std::vector<std::string>& statements,
                      const std::vector<std::string>& reasons) {
    const auto result = Transact(statements);
    ASSERT_THAT(result, IsErrorCode(ErrorCode::kTransactionCanceled));
    std::vector<std::string> told;
    for (const CancellationReason& reason : ErrorOf(result.status()).cancellation_reasons) {
      told.push_back(reason.code + (reason.message ? ": " + *reason.message : ""));
    }
    EXPECT_EQ(told, reasons);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(StatementTransaction);

TEST_P(StatementTransaction, WritesAllOrNothing) {
  const auto done = Transact({"INSERT INTO plain VALUE {'p': 'new'}",
                              "UPDATE plain SET n = n + 1 WHERE p = 'one'",
                              "DELETE FROM sorted WHERE p = 'a' AND s = 1"});
  ASSERT_THAT(done, IsOk());
  EXPECT_THAT(*done->responses, SizeIs(3));
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), (Item{{"p", "new"}}));
  ExpectCanceled({"INSERT INTO plain VALUE {'p': 'other'}", "INSERT INTO plain VALUE {'p': 'new'}",
                  "UPDATE plain SET n = 1 WHERE p = 'none'"},
                 {"None", "DuplicateItem: Duplicate primary key exists in table",
                  "ConditionalCheckFailed: The conditional request failed"});
  EXPECT_EQ(Get("plain", Item{{"p", "other"}}), Item{});
}

TEST_P(StatementTransaction, ChecksConditionsByExists) {
  EXPECT_THAT(Transact({"EXISTS(SELECT * FROM plain WHERE p = 'one' AND zz IS MISSING)",
                        "UPDATE plain SET n = 9 WHERE p = 'two'"}),
              IsOk());
  EXPECT_EQ(Get("plain", Item{{"p", "two"}}), (Item{{"p", "two"}, {"n", 9}}));
  ExpectCanceled({"EXISTS(SELECT * FROM plain WHERE p = 'one' AND n = 99)",
                  "EXISTS(SELECT * FROM plain WHERE p = 'none' AND n IS MISSING)",
                  "DELETE FROM plain WHERE p = 'two'"},
                 {"ConditionalCheckFailed: The conditional request failed",
                  "ConditionalCheckFailed: The conditional request failed", "None"});
}

TEST_P(StatementTransaction, ReadsOneMoment) {
  const auto read =
      Transact({"SELECT p, n FROM plain WHERE p = 'one'", "SELECT * FROM plain WHERE p = 'none'",
                "SELECT n FROM sorted WHERE p = 'a' AND s = 2 AND n > 99"});
  ASSERT_THAT(read, IsOk());
  ASSERT_THAT(*read->responses, SizeIs(3));
  EXPECT_EQ((*read->responses)[0].item, (Item{{"p", "one"}, {"n", 1}}));
  EXPECT_FALSE((*read->responses)[1].item.has_value());
  EXPECT_FALSE((*read->responses)[2].item.has_value());
}

TEST_P(StatementTransaction, NeedsTheWholeKeyOfARead) {
  ExpectCanceled({"SELECT * FROM plain WHERE p = 'one'", "SELECT * FROM sorted WHERE p = 'a'"},
                 {"None",
                  "ValidationError: Select statements within ExecuteTransaction must specify the "
                  "primary key in the where clause."});
}

TEST_P(StatementTransaction, CancelsWhatDoesNotFitItsTable) {
  ExpectCanceled(
      {"UPDATE plain SET n = 1 WHERE n = 5", "DELETE FROM plain WHERE p = 'two'"},
      {"ValidationError: Where clause does not contain a mandatory equality on all key attributes",
       "None"});
  ExpectCanceled({"UPDATE plain SET n = t + 1 WHERE p = 'one'"},
                 {"ValidationError: An operand in the update expression has an incorrect data "
                  "type"});
  ExpectCanceled({"DELETE FROM plain WHERE p = ?"},
                 {"ValidationError: Number of parameters in request and statement don't match."});
}

TEST_P(StatementTransaction, RefusesWhatIsMalformed) {
  EXPECT_THAT(Transact({"INSERT INTO plain VALUE {'p': 'new'}", "garbage"}),
              IsInvalid(Malformed("Expected data manipulation")));
  EXPECT_THAT(
      Transact({"SELECT * FROM plain WHERE p = 'one'", "INSERT INTO plain VALUE {'p': 'new'}"}),
      IsInvalid("ExecuteTransaction API does not support both read and write operations in the "
                "same request."));
  EXPECT_THAT(Transact({"DELETE FROM plain WHERE p = 'two'",
                        "UPDATE plain SET n = 1 WHERE p = 'one' RETURNING ALL OLD *"}),
              IsInvalid("Validation failed in TransactStatements[1]: RETURNING clause is not "
                        "supported in ExecuteTransaction."));
  EXPECT_THAT(
      Transact({"INSERT INTO plain VALUE {'p': 'new'}", "DELETE FROM plain WHERE p = 'new'"}),
      IsInvalid("Transaction request cannot include multiple operations on one item"));
  EXPECT_THAT(Transact({"SELECT * FROM nosuch WHERE p = 'x'"}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  EXPECT_THAT(Transact({}), IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(Transact(std::vector<std::string>(101, "x")), IsErrorCode(ErrorCode::kValidation));
}

TEST_P(StatementTransaction, IsDoneOnceForItsToken) {
  ExecuteTransactionRequest request = TransactionOf({"UPDATE plain SET n = n + ? WHERE p = 'two'"});
  (*request.transact_statements)[0].parameters = std::vector<Value>{1};
  request.client_request_token = "token";
  EXPECT_THAT(db().ExecuteTransaction(request), IsOk());
  EXPECT_THAT(db().ExecuteTransaction(request), IsOk());
  EXPECT_EQ(Get("plain", Item{{"p", "two"}}), (Item{{"p", "two"}, {"n", 3}}));
  (*request.transact_statements)[0].parameters = std::vector<Value>{2};
  EXPECT_THAT(db().ExecuteTransaction(request),
              IsErrorCode(ErrorCode::kIdempotentParameterMismatch));
}

TEST_P(StatementTransaction, TellsWhatItConsumed) {
  ExecuteTransactionRequest request =
      TransactionOf({"INSERT INTO plain VALUE {'p': 'x'}", "INSERT INTO plain VALUE {'p': 'y'}"});
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto written = db().ExecuteTransaction(request);
  ASSERT_THAT(written, IsOk());
  ASSERT_THAT(*written->consumed_capacity, SizeIs(1));
  EXPECT_EQ((*written->consumed_capacity)[0].capacity_units, 4.0);
  EXPECT_EQ((*written->consumed_capacity)[0].write_capacity_units, 4.0);
  request = TransactionOf({"SELECT p FROM plain WHERE p = 'x'"});
  request.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto read = db().ExecuteTransaction(request);
  EXPECT_EQ((*read->consumed_capacity)[0].read_capacity_units, 2.0);
}

// As one of TransactWriteItems does.
TEST_P(StatementTransaction, ATokenOutlivesItsTable) {
  ExecuteTransactionRequest request = TransactionOf({"INSERT INTO plain VALUE {'p': 'new'}"});
  request.client_request_token = "token";
  ASSERT_THAT(db().ExecuteTransaction(request), IsOk());
  ASSERT_THAT(db().DeleteTable({.table_name = "plain"}), IsOk());
  EXPECT_THAT(db().ExecuteTransaction(request), IsOk());
  request.client_request_token = "another";
  EXPECT_THAT(db().ExecuteTransaction(request), IsErrorCode(ErrorCode::kResourceNotFound));
  // What the token stands for is looked at before the tables.
  request.client_request_token = "token";
  request.transact_statements =
      TransactionOf({"INSERT INTO plain VALUE {'p': 'other'}"}).transact_statements;
  EXPECT_THAT(db().ExecuteTransaction(request),
              IsErrorCode(ErrorCode::kIdempotentParameterMismatch));
}

}  // namespace
}  // namespace stator::testing
