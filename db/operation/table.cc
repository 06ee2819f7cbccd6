#include "db/operation/table.h"

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/table_description.h"
#include "db/engine/table_edit.h"
#include "db/engine/table_state.h"
#include "db/plan/table_check.h"
#include "db/request/check_members.h"

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

engine::States StatesNow(const Context& context, const engine::TableDefinition& definition) {
  return engine::StatesOf(definition, {.now = context.clock.Now()});
}

// The states of a table of which everything is being created, or deleted.
engine::States Throughout(const engine::TableDefinition& definition, TableStatus table,
                          IndexStatus index) {
  return {.table = table, .indexes = std::vector<IndexStatus>(definition.indexes.size(), index)};
}

}  // namespace

absl::StatusOr<CreateTableResult> CreateTable(const Context& context,
                                              const CreateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(plan::CheckCreateTable(request));
  STATOR_ASSIGN_OR_RETURN(
      const engine::TablePtr table,
      context.catalog.Create(engine::NewDefinition(request, context.clock.Now())));
  const engine::TableDefinition& definition = table->definition();
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, definition,
                                                     Throughout(definition, TableStatus::kCreating,
                                                                IndexStatus::kCreating)));
  return CreateTableResult{.table_description = std::move(description)};
}

absl::StatusOr<DescribeTableResult> DescribeTable(const Context& context,
                                                  const DescribeTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  const engine::TablePtr table = context.catalog.Find(*request.table_name);
  if (table == nullptr) return engine::error::TableNotFound(*request.table_name);
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, table->definition(),
                                                     StatesNow(context, table->definition())));
  return DescribeTableResult{.table = std::move(description)};
}

absl::StatusOr<ListTablesResult> ListTables(const Context& context,
                                            const ListTablesRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  const size_t limit = request.limit.value_or(static_cast<int>(limits::kTablesPerPageMax));
  engine::Catalog::NamePage page =
      context.catalog.Names(request.exclusive_start_table_name.value_or(""), limit);
  ListTablesResult result{.table_names = std::move(page.names)};
  if (page.more) result.last_evaluated_table_name = result.table_names.back();
  return result;
}

absl::StatusOr<UpdateTableResult> UpdateTable(const Context& context,
                                              const UpdateTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(plan::CheckUpdateTable(request));
  const Time now = context.clock.Now();
  engine::TableDefinition before;
  STATOR_ASSIGN_OR_RETURN(
      const engine::TablePtr table,
      context.catalog.Update(*request.table_name, [&](const engine::TableDefinition& current) {
        before = current;
        return engine::EditedDefinition(current, request, now);
      }));
  // While the service provisions, it reports the throughput that the table still has.
  engine::TableDefinition shown = table->definition();
  if (request.provisioned_throughput) shown.throughput = before.throughput;
  engine::States states = StatesNow(context, shown);
  if (request.provisioned_throughput || request.billing_mode) {
    states.table = TableStatus::kUpdating;
  }
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, shown, states));
  return UpdateTableResult{.table_description = std::move(description)};
}

absl::StatusOr<DeleteTableResult> DeleteTable(const Context& context,
                                              const DeleteTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_ASSIGN_OR_RETURN(
      const engine::TablePtr table,
      context.catalog.Drop(*request.table_name, [](const engine::TableDefinition& definition) {
        return definition.deletion_protection ? engine::error::DeletionProtected()
                                              : absl::OkStatus();
      }));
  context.wake_background();
  const engine::TableDefinition& definition = table->definition();
  STATOR_ASSIGN_OR_RETURN(auto description, Describe(context, definition,
                                                     Throughout(definition, TableStatus::kDeleting,
                                                                IndexStatus::kDeleting)));
  return DeleteTableResult{.table_description = std::move(description)};
}

}  // namespace stator::operation
