// ExecuteStatement: a SELECT is read at once, anything else runs as a write does.
#include "db/operation/statement.h"

#include <limits>
#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/outcome.h"
#include "db/engine/writer.h"
#include "db/operation/run_statement.h"
#include "db/operation/run_write.h"
#include "db/plan/error.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"

namespace stator::operation {
namespace {

absl::StatusOr<StatementPtr> Prepare(const Context& context,
                                     const ExecuteStatementRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  return SingleStatement(context, *request.statement);
}

absl::StatusOr<ExecuteStatementResult> Read(const Context& context,
                                            const ExecuteStatementRequest& request,
                                            const StatementPtr& statement) {
  const absl::Span<const Value> parameters = ParametersOf(request.parameters);
  const bool consistent = request.consistent_read.value_or(false);
  const plan::PagingToken token(context.secret, *request.statement, parameters);
  plan::Position position;
  if (request.next_token) {
    STATOR_ASSIGN_OR_RETURN(position, token.Open(*request.next_token));
  }
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, TableOf(context, *statement));
  STATOR_ASSIGN_OR_RETURN(const auto read, plan::StatementRead::Check(statement, parameters,
                                                                      table->schema(), consistent));
  const int32_t limit = request.limit.value_or(std::numeric_limits<int32_t>::max());
  absl::StatusOr<SelectedPage> selected =
      SelectPage(context, *read, std::move(position), limit, consistent);
  if (!context.WasCurrent(*table)) return Read(context, request, statement);
  STATOR_ASSIGN_OR_RETURN(SelectedPage page, std::move(selected));
  ExecuteStatementResult result{
      .items = std::move(page.rows),
      .consumed_capacity = engine::ConsumedOf(request.return_consumed_capacity, statement->table(),
                                              page.units, page.index_units),
      .last_evaluated_key = std::move(page.last_key)};
  if (page.next) result.next_token = token.Seal(*page.next);
  return result;
}

// A course of run_write.h.
class StatementWrite {
 public:
  using Request = ExecuteStatementRequest;
  using Result = ExecuteStatementResult;

  StatementWrite(const Context& context, const Request& request)
      : context_(context), request_(request) {}

  absl::Status Begin() {
    STATOR_ASSIGN_OR_RETURN(statement_, Prepare(context_, request_));
    if (request_.next_token) return plan::error::NextTokenWithoutRead();
    return Plan();
  }

  absl::Status Plan() {
    STATOR_ASSIGN_OR_RETURN(write_,
                            PlanStatement(context_, statement_, ParametersOf(request_.parameters),
                                          request_.return_values_on_condition_check_failure));
    return absl::OkStatus();
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    return engine::DecideWrite(*write_.table, *write_.mutation, snapshot, batch, result_);
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, engine::RefusalOf(result_)));
    Result result{.items = ItemList()};
    if (result_.attributes) result.items->Append(*result_.attributes);
    result.consumed_capacity = engine::ConsumedOf(
        request_.return_consumed_capacity, statement_->table(),
        engine::WriteUnits(result_.size_before, result_.size_after), result_.index_units);
    return result;
  }

 private:
  const Context& context_;
  const Request& request_;
  StatementPtr statement_;
  PlannedWrite write_;
  engine::WriteResult result_;
};

}  // namespace

absl::StatusOr<ExecuteStatementResult> ExecuteStatement(const Context& context,
                                                        const ExecuteStatementRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const StatementPtr statement, Prepare(context, request));
  if (statement->IsRead()) return Read(context, request, statement);
  return RunWrite<StatementWrite>(context, request);
}

void ExecuteStatement(const Context& context, ExecuteStatementRequest request,
                      Completion<ExecuteStatementResult> done) {
  const absl::StatusOr<StatementPtr> statement = Prepare(context, request);
  if (!statement.ok()) return std::move(done)(statement.status());
  if ((*statement)->IsRead()) return std::move(done)(Read(context, request, *statement));
  RunWrite<StatementWrite>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
