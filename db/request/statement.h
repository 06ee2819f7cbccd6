// Field tables of ExecuteStatement, BatchExecuteStatement and ExecuteTransaction.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/transaction.h"
#include "stator/request/statement.h"

namespace stator {

template <>
struct FieldsOf<ExecuteStatementRequest> {
  using R = ExecuteStatementRequest;
  static constexpr std::string_view name = "ExecuteStatementInput";
  static constexpr auto fields = std::make_tuple(
      Field("Statement", &R::statement).Required().Between(1, limits::kStatementCharactersMax),
      Field("Parameters", &R::parameters).AtLeast(1), Field("ConsistentRead", &R::consistent_read),
      Field("NextToken", &R::next_token).Between(1, limits::kNextTokenCharactersMax),
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity),
      Field("Limit", &R::limit).AtLeast(1),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<ExecuteStatementResult> {
  using R = ExecuteStatementResult;
  static constexpr std::string_view name = "ExecuteStatementOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Items", &R::items), Field("NextToken", &R::next_token),
                      Field("ConsumedCapacity", &R::consumed_capacity),
                      Field("LastEvaluatedKey", &R::last_evaluated_key));
};

template <>
struct FieldsOf<BatchStatementRequest> {
  using R = BatchStatementRequest;
  static constexpr std::string_view name = "BatchStatementRequest";
  static constexpr auto fields = std::make_tuple(
      Field("Statement", &R::statement).Required().Between(1, limits::kStatementCharactersMax),
      Field("Parameters", &R::parameters).AtLeast(1), Field("ConsistentRead", &R::consistent_read),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<BatchExecuteStatementRequest> {
  using R = BatchExecuteStatementRequest;
  static constexpr std::string_view name = "BatchExecuteStatementInput";
  static constexpr auto fields = std::make_tuple(
      Field("Statements", &R::statements).Required().Between(1, limits::kStatementsPerBatchMax),
      Field("ReturnConsumedCapacity", &R::return_consumed_capacity));
};

template <>
struct FieldsOf<BatchStatementError> {
  using R = BatchStatementError;
  static constexpr std::string_view name = "BatchStatementError";
  static constexpr auto fields = std::make_tuple(
      Field("Code", &R::code), Field("Message", &R::message), Field("Item", &R::item));
};

template <>
struct FieldsOf<BatchStatementResponse> {
  using R = BatchStatementResponse;
  static constexpr std::string_view name = "BatchStatementResponse";
  static constexpr auto fields = std::make_tuple(
      Field("Error", &R::error), Field("TableName", &R::table_name), Field("Item", &R::item));
};

template <>
struct FieldsOf<BatchExecuteStatementResult> {
  using R = BatchExecuteStatementResult;
  static constexpr std::string_view name = "BatchExecuteStatementOutput";
  static constexpr auto fields = std::make_tuple(Field("Responses", &R::responses),
                                                 Field("ConsumedCapacity", &R::consumed_capacity));
};

template <>
struct FieldsOf<ParameterizedStatement> {
  using R = ParameterizedStatement;
  static constexpr std::string_view name = "ParameterizedStatement";
  static constexpr auto fields = std::make_tuple(
      Field("Statement", &R::statement).Required().Between(1, limits::kStatementCharactersMax),
      Field("Parameters", &R::parameters).AtLeast(1),
      Field("ReturnValuesOnConditionCheckFailure", &R::return_values_on_condition_check_failure));
};

template <>
struct FieldsOf<ExecuteTransactionRequest> {
  using R = ExecuteTransactionRequest;
  static constexpr std::string_view name = "ExecuteTransactionInput";
  static constexpr auto fields =
      std::make_tuple(Field("TransactStatements", &R::transact_statements)
                          .Required()
                          .Between(1, limits::kStatementsPerTransactionMax),
                      Field("ClientRequestToken", &R::client_request_token)
                          .Between(1, limits::kClientRequestTokenLengthMax),
                      Field("ReturnConsumedCapacity", &R::return_consumed_capacity));
};

template <>
struct FieldsOf<ExecuteTransactionResult> {
  using R = ExecuteTransactionResult;
  static constexpr std::string_view name = "ExecuteTransactionOutput";
  static constexpr auto fields = std::make_tuple(Field("Responses", &R::responses),
                                                 Field("ConsumedCapacity", &R::consumed_capacity));
};

}  // namespace stator
