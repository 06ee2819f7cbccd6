// ExecuteStatement, BatchExecuteStatement, ExecuteTransaction: statements in PartiQL.
//
//   ExecuteStatementRequest{.statement = "SELECT * FROM visits WHERE page = ?",
//                           .parameters = std::vector<Value>{"/home"}}
#pragma once

#include "stator/item_list.h"
#include "stator/request/common.h"
#include "stator/request/transaction.h"

namespace stator {

struct ExecuteStatementRequest {
  std::optional<std::string> statement{};          // required, 1 to 8,192 characters
  std::optional<std::vector<Value>> parameters{};  // For each "?", in order; at least one.
  std::optional<bool> consistent_read{};
  std::optional<std::string> next_token{};  // Of the page before.
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
  std::optional<int32_t> limit{};  // Items looked at, at least 1.
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct ExecuteStatementResult {
  // Of a SELECT the rows, of a write what RETURNING asks for. nullopt: nothing was asked for.
  std::optional<ItemList> items{};
  std::optional<std::string> next_token{};  // nullopt: there is no more.
  std::optional<ConsumedCapacity> consumed_capacity{};
  // Where the page ended; nullopt also where it ended between two of the keys that were listed.
  std::optional<Item> last_evaluated_key{};
};

struct BatchStatementRequest {
  std::optional<std::string> statement{};  // required
  std::optional<std::vector<Value>> parameters{};
  std::optional<bool> consistent_read{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct BatchExecuteStatementRequest {
  // required, 1 to 25: either all of them read, or none.
  std::optional<std::vector<BatchStatementRequest>> statements{};
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
};

struct BatchStatementError {
  std::optional<std::string> code{};  // "ConditionalCheckFailed", "DuplicateItem", ...
  std::optional<std::string> message{};
  // With ReturnValuesOnConditionCheckFailure ALL_OLD: the item as it was.
  std::optional<Item> item{};
};

struct BatchStatementResponse {
  std::optional<BatchStatementError> error{};  // nullopt: it was done.
  std::optional<std::string> table_name{};
  std::optional<Item> item{};  // What was read, or what RETURNING asks for.
};

struct BatchExecuteStatementResult {
  std::optional<std::vector<BatchStatementResponse>> responses{};  // In the order of the request.
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};
};

struct ParameterizedStatement {
  std::optional<std::string> statement{};  // required
  std::optional<std::vector<Value>> parameters{};
  std::optional<ReturnValuesOnConditionCheckFailure> return_values_on_condition_check_failure{};
};

struct ExecuteTransactionRequest {
  // required, 1 to 100: either all of them read, or none.
  std::optional<std::vector<ParameterizedStatement>> transact_statements{};
  std::optional<std::string> client_request_token{};  // As of TransactWriteItems.
  std::optional<ReturnConsumedCapacity> return_consumed_capacity{};
};

struct ExecuteTransactionResult {
  std::optional<std::vector<ItemResponse>> responses{};  // In the order of the request.
  std::optional<std::vector<ConsumedCapacity>> consumed_capacity{};
};

}  // namespace stator
