// ExecuteStatement, BatchExecuteStatement, ExecuteTransaction.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"
#include "stator/request/statement.h"

namespace stator::operation {

absl::StatusOr<ExecuteStatementResult> ExecuteStatement(const Context& context,
                                                        const ExecuteStatementRequest& request);
absl::StatusOr<BatchExecuteStatementResult> BatchExecuteStatement(
    const Context& context, const BatchExecuteStatementRequest& request);
absl::StatusOr<ExecuteTransactionResult> ExecuteTransaction(
    const Context& context, const ExecuteTransactionRequest& request);

// The completing forms (stator/database.h). What only reads is done before they return.
void ExecuteStatement(const Context& context, ExecuteStatementRequest request,
                      Completion<ExecuteStatementResult> done);
void BatchExecuteStatement(const Context& context, BatchExecuteStatementRequest request,
                           Completion<BatchExecuteStatementResult> done);
void ExecuteTransaction(const Context& context, ExecuteTransactionRequest request,
                        Completion<ExecuteTransactionResult> done);

}  // namespace stator::operation
