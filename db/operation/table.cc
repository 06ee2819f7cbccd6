#include "db/operation/table.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/index_edit.h"
#include "db/engine/table_description.h"
#include "db/engine/table_edit.h"
#include "db/engine/table_state.h"
#include "db/operation/check_request.h"
#include "db/plan/index_update_check.h"
#include "db/plan/table_check.h"
#include "db/request/check_members.h"
#include "db/request/table.h"

namespace stator::operation {
namespace {

// In the states of the present moment, or in those that the answer to a change shows.
absl::StatusOr<TableDescription> Describe(const Context& context,
                                          const engine::TableDefinition& definition,
                                          const engine::States& states) {
  STATOR_ASSIGN_OR_RETURN(const engine::DescribedStats stats,
                          engine::ReadDescribedStats(context.store, definition));
  return engine::DescriptionOf(definition, states, stats, context.arn_prefix);
}

// The states of a table of which everything is being created, or deleted.
engine::States Throughout(const engine::TableDefinition& definition, TableStatus table,
                          IndexStatus index) {
  return {.table = table,
          .indexes = std::vector<engine::IndexState>(definition.indexes.size(), {index})};
}

// Every operation on tables begins with it: deletions that are over by now end.
absl::Status Settle(const Context& context) { return context.catalog.Settle(context.Now()); }

// As the answer to UpdateTable shows them: what was asked for is under way.
struct Answer {
  engine::TableDefinition definition;
  engine::States states;
};

Answer AnswerOf(const engine::TableDefinition& before, const engine::TableDefinition& after,
                const UpdateTableRequest& request, engine::Moment moment) {
  Answer answer{.definition = after, .states = engine::StatesOf(after, moment)};
  // While the service provisions, it reports the throughput that the table still has.
  if (request.provisioned_throughput) answer.definition.throughput = before.throughput;
  if (request.warm_throughput) answer.definition.warm = before.warm;
  if (engine::TakesTime(before, request)) answer.states.table = TableStatus::kUpdating;
  if (!request.global_secondary_index_updates) return answer;
  for (const GlobalSecondaryIndexUpdate& update : *request.global_secondary_index_updates) {
    const std::string& name = plan::IndexOf(update);
    const auto named = [&](const engine::IndexDefinition& index) { return index.name == name; };
    const auto old = std::find_if(before.indexes.begin(), before.indexes.end(), named);
    auto& indexes = answer.definition.indexes;
    auto index = std::find_if(indexes.begin(), indexes.end(), named);
    if (index == indexes.end()) {  // Deleted without a delay.
      index = indexes.insert(indexes.end(), *old);
      auto& states = answer.states.indexes;
      states.insert(states.begin() + (index - indexes.begin()), {IndexStatus::kDeleting});
    }
    engine::IndexState& state = answer.states.indexes[index - indexes.begin()];
    if (update.create) state = {IndexStatus::kCreating};  // It is being prepared.
    if (update.update) {
      state = {IndexStatus::kUpdating};
      index->throughput = old->throughput;
      if (update.update->warm_throughput) index->warm = old->warm;
    }
  }
  return answer;
}

}  // namespace

absl::StatusOr<CreateTableResult> CreateTable(const Context& context,
                                              const CreateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(plan::CheckCreateTable(request));
  STATOR_RETURN_IF_ERROR(Settle(context));
  STATOR_ASSIGN_OR_RETURN(
      const engine::TablePtr table,
      context.catalog.Create(engine::NewDefinition(request, context.clock.Now())));
  const engine::TableDefinition& definition = table->definition();
  if (definition.stream) context.wake_background();
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, definition,
                                                     Throughout(definition, TableStatus::kCreating,
                                                                IndexStatus::kCreating)));
  return CreateTableResult{.table_description = std::move(description)};
}

absl::StatusOr<DescribeTableResult> DescribeTable(const Context& context,
                                                  const DescribeTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(Settle(context));
  const engine::Moment moment = context.Now();
  // Where time passes only when a test says so, the background has not heard of it.
  if (context.delay.count() > 0) STATOR_RETURN_IF_ERROR(context.backfill.RunSome(moment.now));
  for (;;) {
    const engine::TablePtr table = context.FindTableInAnyState(*request.table_name);
    if (table == nullptr) return engine::error::TableNotFound(context.NameOf(*request.table_name));
    const engine::TableDefinition& definition = table->definition();
    auto description = Describe(context, definition, engine::StatesOf(definition, moment));
    if (!context.WasCurrent(*table)) continue;
    STATOR_RETURN_IF_ERROR(description.status());
    return DescribeTableResult{.table = *std::move(description)};
  }
}

absl::StatusOr<ListTablesResult> ListTables(const Context& context,
                                            const ListTablesRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(Settle(context));
  const size_t limit = request.limit.value_or(static_cast<int>(limits::kTablesPerPageMax));
  engine::Catalog::NamePage page =
      context.catalog.Names(request.exclusive_start_table_name.value_or(""), limit);
  ListTablesResult result{.table_names = std::move(page.names)};
  if (page.more) result.last_evaluated_table_name = result.table_names.back();
  return result;
}

absl::StatusOr<UpdateTableResult> UpdateTable(const Context& context,
                                              const UpdateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(plan::CheckUpdateTable(request));
  STATOR_RETURN_IF_ERROR(Settle(context));
  const engine::Moment moment = context.Now();
  engine::TableDefinition before;
  const auto edit =
      [&](const engine::TableDefinition& current) -> absl::StatusOr<engine::TableDefinition> {
    before = current;
    STATOR_RETURN_IF_ERROR(engine::CheckUnused(current, moment));
    STATOR_ASSIGN_OR_RETURN(engine::TableDefinition edited,
                            engine::EditedDefinition(current, request, moment));
    // Without a delay, what was deleted is gone at once.
    engine::RemoveDeletedIndexes(edited, moment);
    return edited;
  };
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table,
                          context.catalog.Update(context.NameOf(*request.table_name), edit));
  const Answer answer = AnswerOf(before, table->definition(), request, moment);
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, answer.definition, answer.states));
  if (request.stream_specification) context.wake_background();
  // A small table has its new index when the call returns.
  if (request.global_secondary_index_updates) {
    context.backfill.RunSome(moment.now).IgnoreError();
    context.wake_background();
  }
  return UpdateTableResult{.table_description = std::move(description)};
}

absl::StatusOr<DeleteTableResult> DeleteTable(const Context& context,
                                              const DeleteTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(Settle(context));
  const engine::Moment moment = context.Now();
  const auto check = [&](const engine::TableDefinition& definition) -> absl::Status {
    STATOR_RETURN_IF_ERROR(engine::CheckUnused(definition, moment));
    STATOR_RETURN_IF_ERROR(engine::CheckNotFilling(definition));
    return definition.deletion_protection ? engine::error::DeletionProtected() : absl::OkStatus();
  };
  engine::TablePtr table;
  if (context.delay.count() == 0) {
    STATOR_ASSIGN_OR_RETURN(
        table, context.catalog.Drop(context.NameOf(*request.table_name), check, moment.now));
  } else {
    const auto edit =
        [&](engine::TableDefinition definition) -> absl::StatusOr<engine::TableDefinition> {
      STATOR_RETURN_IF_ERROR(check(definition));
      definition.deleted = moment.now;
      return definition;
    };
    STATOR_ASSIGN_OR_RETURN(table,
                            context.catalog.Update(context.NameOf(*request.table_name), edit));
  }
  context.wake_background();
  const engine::TableDefinition& definition = table->definition();
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, definition,
                                                     Throughout(definition, TableStatus::kDeleting,
                                                                IndexStatus::kDeleting)));
  return DeleteTableResult{.table_description = std::move(description)};
}

}  // namespace stator::operation
