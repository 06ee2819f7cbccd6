// ExecuteTransaction: the statements become the actions of a transaction of reads or of writes.
// What is wrong with the text of one refuses the request; what only its table can tell cancels the
// transaction, with a reason for that statement.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/expression/condition.h"
#include "db/operation/read_transaction.h"
#include "db/operation/run_statement.h"
#include "db/operation/run_write.h"
#include "db/operation/statement.h"
#include "db/operation/write_transaction.h"
#include "db/plan/error.h"
#include "db/plan/statement_get.h"
#include "db/request/canonical.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"
#include "db/request/statement.h"
#include "stator/error.h"

namespace stator::operation {
namespace {

using Statements = std::vector<StatementPtr>;

absl::StatusOr<Statements> Prepare(const Context& context,
                                   const ExecuteTransactionRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  Statements statements;
  for (const ParameterizedStatement& one : *request.transact_statements) {
    STATOR_ASSIGN_OR_RETURN(StatementPtr statement, context.statements.Get(*one.statement));
    if (statement->returning() != partiql::Returning::kNothing) {
      return plan::error::ReturningInTransaction(statements.size());
    }
    if (statement->IsRead() && statement->index()) {
      return plan::error::IndexInTransaction(statements.size());
    }
    statements.push_back(std::move(statement));
  }
  for (const StatementPtr& statement : statements) {
    if (statement->IsRead() != statements[0]->IsRead()) {
      return plan::error::TransactionOfReadsAndWrites();
    }
  }
  return statements;
}

bool AllOk(const std::vector<absl::Status>& faults) {
  return std::all_of(faults.begin(), faults.end(),
                     [](const absl::Status& fault) { return fault.ok(); });
}

absl::StatusOr<ExecuteTransactionResult> Read(const Context& context,
                                              const ExecuteTransactionRequest& request,
                                              const Statements& statements) {
  std::vector<std::unique_ptr<plan::StatementGet>> reads;
  std::vector<absl::Status> faults;
  std::vector<engine::TablePtr> tables;
  for (size_t i = 0; i < statements.size(); ++i) {
    STATOR_ASSIGN_OR_RETURN(engine::TablePtr table, TableOf(context, *statements[i]));
    auto read = plan::StatementGet::Check(
        statements[i], ParametersOf((*request.transact_statements)[i].parameters), table->schema());
    faults.push_back(read.status());
    if (read.ok()) reads.push_back(*std::move(read));
    tables.push_back(std::move(table));
  }
  if (!AllOk(faults)) return engine::error::TransactionCanceled(faults);
  std::vector<plan::CheckedGet> gets;
  for (const auto& read : reads) {
    gets.push_back({.table_name = read->statement().table(), .key = read->key()});
  }
  STATOR_ASSIGN_OR_RETURN(ReadTransactionResult read, ReadTransaction(context, gets));
  ExecuteTransactionResult result;
  auto& responses = result.responses.emplace();
  for (size_t i = 0; i < reads.size(); ++i) {
    responses.push_back({.item = read.items[i] ? reads[i]->RowOf(*read.items[i]) : std::nullopt});
  }
  result.consumed_capacity = read.consumed.Result(request.return_consumed_capacity);
  return result;
}

// A course of run_write.h.
class TransactionWrite {
 public:
  using Request = ExecuteTransactionRequest;
  using Result = ExecuteTransactionResult;

  TransactionWrite(const Context& context, const Request& request)
      : context_(context), request_(request), transaction_(context) {}

  absl::Status Begin() {
    STATOR_ASSIGN_OR_RETURN(statements_, Prepare(context_, request_));
    return Plan();
  }

  // From the statements again, since the table says what is the key.
  absl::Status Plan() {
    writes_.clear();
    std::string parameters;
    if (request_.client_request_token) AppendCanonical(*request_.transact_statements, parameters);
    return transaction_.Begin(CheckActions(), request_.client_request_token, parameters);
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return transaction_.Decide(snapshot, batch);
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(transaction_.Finish(outcome));
    Result result;
    result.responses.emplace(statements_.size());
    result.consumed_capacity = transaction_.Consumed(request_.return_consumed_capacity);
    return result;
  }

 private:
  absl::StatusOr<std::vector<plan::CheckedAction>> CheckActions() {
    std::vector<plan::CheckedAction> actions;
    std::vector<absl::Status> faults;
    for (size_t i = 0; i < statements_.size(); ++i) {
      const ParameterizedStatement& one = (*request_.transact_statements)[i];
      STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, TableOf(context_, *statements_[i]));
      auto write =
          plan::StatementWrite::Check(statements_[i], ParametersOf(one.parameters), table->schema(),
                                      one.return_values_on_condition_check_failure ==
                                          ReturnValuesOnConditionCheckFailure::kAllOld);
      faults.push_back(write.status());
      if (!write.ok()) continue;
      writes_.push_back(*std::move(write));
      actions.push_back(
          {.table_name = statements_[i]->table(), .write = std::move(*writes_.back()).TakeWrite()});
    }
    if (!AllOk(faults)) return engine::error::TransactionCanceled(faults);
    return actions;
  }

  const Context& context_;
  const Request& request_;
  Statements statements_;
  std::vector<std::unique_ptr<plan::StatementWrite>> writes_;  // What the actions borrow.
  WriteTransaction transaction_;
};

}  // namespace

absl::StatusOr<ExecuteTransactionResult> ExecuteTransaction(
    const Context& context, const ExecuteTransactionRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const Statements statements, Prepare(context, request));
  if (statements[0]->IsRead()) return Read(context, request, statements);
  return RunWrite<TransactionWrite>(context, request);
}

void ExecuteTransaction(const Context& context, ExecuteTransactionRequest request,
                        Completion<ExecuteTransactionResult> done) {
  const absl::StatusOr<Statements> statements = Prepare(context, request);
  if (!statements.ok()) return std::move(done)(statements.status());
  if ((*statements)[0]->IsRead()) return std::move(done)(Read(context, request, *statements));
  RunWrite<TransactionWrite>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
