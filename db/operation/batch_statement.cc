// BatchExecuteStatement: each statement has an answer or an error of its own. The writes of a batch
// are decided in one Update; since no two are of one item, none sees what another did.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/outcome.h"
#include "db/engine/writer.h"
#include "db/operation/run_statement.h"
#include "db/operation/run_write.h"
#include "db/operation/statement.h"
#include "db/plan/error.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"
#include "stator/error.h"

namespace stator::operation {
namespace {

using engine::ConsumedByTable;

// The code of a statement's error, which is not quite the name of an exception.
std::string_view CodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kConditionalCheckFailed:
      return "ConditionalCheckFailed";
    case ErrorCode::kItemCollectionSizeLimitExceeded:
      return "ItemCollectionSizeLimitExceeded";
    case ErrorCode::kRequestLimitExceeded:
      return "RequestLimitExceeded";
    case ErrorCode::kValidation:
      return "ValidationError";
    case ErrorCode::kProvisionedThroughputExceeded:
      return "ProvisionedThroughputExceeded";
    case ErrorCode::kTransactionConflict:
      return "TransactionConflict";
    case ErrorCode::kThrottling:
      return "ThrottlingError";
    case ErrorCode::kResourceNotFound:
      return "ResourceNotFound";
    case ErrorCode::kAccessDenied:
      return "AccessDenied";
    case ErrorCode::kDuplicateItem:
      return "DuplicateItem";
    default:
      return "InternalServerError";
  }
}

BatchStatementError ErrorFrom(const absl::Status& status) {
  Error error = ErrorOf(status);
  return {.code = std::string(CodeOf(error.code)),
          .message = std::move(error.message),
          .item = std::move(error.item)};
}

// The table is named beside every answer but that of a statement that is not valid.
void Complete(const StatementPtr& statement, const absl::Status& status,
              BatchStatementResponse& response) {
  if (!status.ok()) response.error = ErrorFrom(status);
  if (statement && !IsError(status, ErrorCode::kValidation)) {
    response.table_name = statement->table();
  }
}

// One statement of a batch on its way.
struct Entry {
  const BatchStatementRequest* request;
  StatementPtr statement;
  absl::Status status;  // Its own error.
  PlannedWrite write;
  engine::WriteResult result;
};

using Entries = std::vector<Entry>;

bool IsWrite(const Entry& entry) { return entry.statement && !entry.statement->IsRead(); }
bool IsRead(const Entry& entry) { return entry.statement && entry.statement->IsRead(); }

absl::StatusOr<Entries> Prepare(const Context& context,
                                const BatchExecuteStatementRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  Entries entries;
  for (const BatchStatementRequest& one : *request.statements) {
    Entry& entry = entries.emplace_back();
    entry.request = &one;
    absl::StatusOr<StatementPtr> statement = SingleStatement(context, *one.statement);
    entry.status = statement.status();
    if (statement.ok()) entry.statement = *std::move(statement);
  }
  const bool reads = std::any_of(entries.begin(), entries.end(), IsRead);
  const bool writes = std::any_of(entries.begin(), entries.end(), IsWrite);
  if (reads && writes) return plan::error::BatchOfReadsAndWrites();
  return entries;
}

// What names the item of a table: no two statements may have the same.
using Target = std::pair<TableId, std::string>;

absl::Status Read(const Context& context, const Entry& entry, std::set<Target>& targets,
                  ConsumedByTable& consumed, BatchStatementResponse& response) {
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, TableOf(context, *entry.statement));
  const bool consistent = entry.request->consistent_read.value_or(false);
  STATOR_ASSIGN_OR_RETURN(
      const auto read,
      plan::StatementRead::Check(entry.statement, ParametersOf(entry.request->parameters),
                                 table->schema(), consistent));
  if (!read->IsPoint() || read->IsList()) return plan::error::BatchReadWithoutKey();
  STATOR_ASSIGN_OR_RETURN(const plan::RangeRead range,
                          read->PlanRange(0, std::nullopt, 1, context.secret));
  const auto [target, is_new] = targets.emplace(table->schema().id, range.begin.bytes());
  if (!is_new) return plan::error::DuplicateKeys();
  absl::StatusOr<SelectedPage> selected = SelectPage(context, *read, {}, 1, consistent);
  if (!context.WasCurrent(*table)) {
    targets.erase(target);
    return Read(context, entry, targets, consumed, response);
  }
  STATOR_ASSIGN_OR_RETURN(const SelectedPage page, std::move(selected));
  if (!page.rows.empty()) response.item = Item(page.rows.front());
  consumed.Add(entry.statement->table(), page.units);
  return absl::OkStatus();
}

absl::StatusOr<BatchExecuteStatementResult> ReadAll(const Context& context,
                                                    const BatchExecuteStatementRequest& request,
                                                    const Entries& entries) {
  BatchExecuteStatementResult result;
  auto& responses = result.responses.emplace();
  ConsumedByTable consumed(ConsumedByTable::Of::kBatch);
  std::set<Target> targets;
  for (const Entry& entry : entries) {
    BatchStatementResponse& response = responses.emplace_back();
    absl::Status status = entry.status;
    if (status.ok()) status = Read(context, entry, targets, consumed, response);
    if (status == plan::error::DuplicateKeys()) return status;
    Complete(entry.statement, status, response);
  }
  result.consumed_capacity = consumed.Result(request.return_consumed_capacity);
  return result;
}

// A course of run_write.h.
class WriteAll {
 public:
  using Request = BatchExecuteStatementRequest;
  using Result = BatchExecuteStatementResult;

  WriteAll(const Context& context, const Request& request) : context_(context), request_(request) {}

  absl::Status Begin() {
    STATOR_ASSIGN_OR_RETURN(entries_, Prepare(context_, request_));
    return Plan();
  }

  absl::Status Plan() {
    std::set<Target> targets;
    for (Entry& entry : entries_) {
      if (!IsWrite(entry)) continue;
      auto write = PlanStatement(context_, entry.statement, ParametersOf(entry.request->parameters),
                                 entry.request->return_values_on_condition_check_failure);
      entry.status = write.status();
      entry.write = write.ok() ? *std::move(write) : PlannedWrite();
      if (entry.write.mutation == nullptr) continue;
      const plan::Address& address = entry.write.mutation->address;
      if (!targets.emplace(address.schema->id, address.store_key.bytes()).second) {
        return plan::error::DuplicateKeys();
      }
    }
    return absl::OkStatus();
  }

  storage::Decision Decide(storage::Snapshot& snapshot, storage::WriteBatch& batch) {
    bool commits = false;
    for (Entry& entry : entries_) {
      if (entry.write.mutation == nullptr) continue;
      const storage::Decision decision = engine::DecideWrite(
          *entry.write.table, *entry.write.mutation, snapshot, batch, entry.result);
      if (decision == storage::Decision::kReplan) return decision;
      entry.status = absl::OkStatus();
      if (decision == storage::Decision::kRefuse) entry.status = engine::RefusalOf(entry.result);
      commits |= decision == storage::Decision::kCommit;
    }
    return commits ? storage::Decision::kCommit : storage::Decision::kRefuse;
  }

  absl::StatusOr<Result> Finish(const storage::Outcome& outcome) {
    // Where every statement was refused each says why.
    if (outcome.kind != storage::Outcome::Kind::kRefused) {
      STATOR_RETURN_IF_ERROR(engine::StatusOf(outcome, absl::OkStatus()));
    }
    Result result;
    auto& responses = result.responses.emplace();
    ConsumedByTable consumed(ConsumedByTable::Of::kBatch);
    for (Entry& entry : entries_) {
      BatchStatementResponse& response = responses.emplace_back();
      Complete(entry.statement, entry.status, response);
      if (!entry.status.ok()) continue;
      response.item = std::move(entry.result.attributes);
      consumed.Add(entry.statement->table(),
                   engine::WriteUnits(entry.result.size_before, entry.result.size_after),
                   entry.result.index_units);
    }
    result.consumed_capacity = consumed.Result(request_.return_consumed_capacity);
    return result;
  }

 private:
  const Context& context_;
  const Request& request_;
  Entries entries_;
};

}  // namespace

absl::StatusOr<BatchExecuteStatementResult> BatchExecuteStatement(
    const Context& context, const BatchExecuteStatementRequest& request) {
  STATOR_ASSIGN_OR_RETURN(const Entries entries, Prepare(context, request));
  const bool writes = std::any_of(entries.begin(), entries.end(), IsWrite);
  return writes ? RunWrite<WriteAll>(context, request) : ReadAll(context, request, entries);
}

void BatchExecuteStatement(const Context& context, BatchExecuteStatementRequest request,
                           Completion<BatchExecuteStatementResult> done) {
  const absl::StatusOr<Entries> entries = Prepare(context, request);
  if (!entries.ok()) return std::move(done)(entries.status());
  if (!std::any_of(entries->begin(), entries->end(), IsWrite)) {
    return std::move(done)(ReadAll(context, request, *entries));
  }
  RunWrite<WriteAll>(context, std::move(request), std::move(done));
}

}  // namespace stator::operation
