#include "db/operation/run_statement.h"

#include <algorithm>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/reader.h"
#include "db/plan/error.h"
#include "db/request/table_names.h"

namespace stator::operation {
namespace {

void AppendRows(engine::Page page, const plan::StatementRead& read, ItemList& rows) {
  if (!read.columns() && rows.empty()) {
    rows = std::move(page.items);
    return;
  }
  for (const ItemView item : page.items) {
    if (!read.columns()) {
      rows.Append(item);
      continue;
    }
    read.columns()->Apply(item, rows.buffer());
    rows.EndItem();
  }
}

// What is fetched from the table behind an index is paid for beside the pages of the index.
void AddUnits(const plan::RangeRead& range, const engine::Page& page, bool consistent,
              SelectedPage& selected) {
  const double units = engine::ReadUnits(page.bytes, consistent);
  if (range.source.index == nullptr) {
    selected.units += units;
    return;
  }
  selected.units += static_cast<double>(page.fetched_blocks) * (consistent ? 1 : 0.5);
  if (selected.index_units.empty()) selected.index_units.push_back({range.source.index, 0});
  selected.index_units[0].units += units;
}

}  // namespace

absl::StatusOr<StatementPtr> SingleStatement(const Context& context, const std::string& text) {
  STATOR_ASSIGN_OR_RETURN(StatementPtr statement, context.statements.Get(text));
  if (statement->type() == partiql::StatementType::kExists) {
    return plan::error::ExistsOutsideTransaction();
  }
  return statement;
}

absl::Span<const Value> ParametersOf(const std::optional<std::vector<Value>>& parameters) {
  return parameters ? absl::MakeConstSpan(*parameters) : absl::Span<const Value>();
}

absl::StatusOr<engine::TablePtr> TableOf(const Context& context,
                                         const partiql::Statement& statement) {
  if (IsArn(statement.table())) return engine::error::RequestedResourceNotFound();
  engine::TablePtr table = context.FindTable(statement.table());
  if (table == nullptr) return engine::error::RequestedResourceNotFound();
  return table;
}

absl::StatusOr<SelectedPage> SelectPage(const Context& context, plan::StatementRead& read,
                                        plan::Position position, int32_t limit,
                                        bool consistent_read) {
  if (read.IsList()) limit = std::min(limit, limits::kItemsPerListPage);
  SelectedPage selected;
  size_t bytes = 0;
  if (position.range >= read.range_count()) {
    selected.units = engine::ReadUnits(0, consistent_read);
    return selected;
  }
  while (true) {
    STATOR_ASSIGN_OR_RETURN(const plan::RangeRead range,
                            read.PlanRange(position.range, position.start, limit, context.secret));
    STATOR_ASSIGN_OR_RETURN(engine::Page page, engine::ReadPage(context.store, range));
    AddUnits(range, page, consistent_read, selected);
    bytes += page.bytes;
    limit -= page.scanned;
    // Behind a listed key there is nothing left of its range.
    const bool ended = !page.last_key || (read.IsList() && read.IsPoint());
    std::optional<Item> last_key = std::move(page.last_key);
    AppendRows(std::move(page), read, selected.rows);
    if (!ended) {
      selected.next = plan::Position{position.range, last_key};
      selected.last_key = std::move(last_key);
      return selected;
    }
    position = {.range = position.range + 1};
    if (position.range == read.range_count()) return selected;
    if (limit > 0 && bytes <= limits::kPageBytesMax) continue;
    selected.next = std::move(position);
    return selected;
  }
}

absl::StatusOr<PlannedWrite> PlanStatement(
    const Context& context, const StatementPtr& statement, absl::Span<const Value> parameters,
    std::optional<ReturnValuesOnConditionCheckFailure> failed) {
  PlannedWrite planned;
  STATOR_ASSIGN_OR_RETURN(planned.table, TableOf(context, *statement));
  const TableSchema& schema = planned.table->schema();
  STATOR_ASSIGN_OR_RETURN(
      planned.write,
      plan::StatementWrite::Check(statement, parameters, schema,
                                  failed == ReturnValuesOnConditionCheckFailure::kAllOld));
  STATOR_ASSIGN_OR_RETURN(plan::Mutation mutation,
                          plan::PlanWrite(planned.write->write(), schema, context.secret));
  context.NoteOrigin(*planned.table, mutation);
  planned.mutation = std::make_unique<plan::Mutation>(std::move(mutation));
  return planned;
}

}  // namespace stator::operation
