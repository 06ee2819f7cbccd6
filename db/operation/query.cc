#include "db/operation/query.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/reader.h"
#include "db/operation/check_request.h"
#include "db/plan/query.h"
#include "db/request/check_values.h"
#include "db/request/query.h"

namespace stator::operation {
namespace {

// What is fetched from the table is paid for item by item, beside the pages of the index.
template <typename Request>
std::optional<ConsumedCapacity> ConsumedBy(const Request& request, const plan::RangeRead& read,
                                           const engine::Page& page) {
  const auto& asked = request.return_consumed_capacity;
  const std::string& table = *request.table_name;
  const bool consistent = request.consistent_read.value_or(false);
  const double units = engine::ReadUnits(page.bytes, consistent);
  if (read.source.index == nullptr) return engine::ConsumedOf(asked, table, units);
  const double of_table = static_cast<double>(page.fetched_blocks) * (consistent ? 1 : 0.5);
  return engine::ConsumedOf(asked, table, of_table, {{read.source.index, units}});
}

template <typename Request>
QueryResult ResultOf(const Request& request, const plan::RangeRead& read, engine::Page page) {
  QueryResult result{.count = page.count,
                     .scanned_count = page.scanned,
                     .last_evaluated_key = std::move(page.last_key),
                     .consumed_capacity = ConsumedBy(request, read, page)};
  if (!read.count_only) result.items = std::move(page.items);
  return result;
}

template <typename Request>
absl::StatusOr<QueryResult> Run(const Context& context, const Request& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  STATOR_ASSIGN_OR_RETURN(const plan::CheckedRange range,
                          plan::CheckRange(request, context.expressions));
  for (;;) {
    const engine::TablePtr table = context.FindTable(*request.table_name);
    if (table == nullptr) return engine::error::RequestedResourceNotFound();
    STATOR_ASSIGN_OR_RETURN(const plan::RangeRead read,
                            plan::PlanRange(range, request, table->schema(), context.secret));
    absl::StatusOr<engine::Page> page = engine::ReadPage(context.store, read);
    if (!context.WasCurrent(*table)) continue;
    STATOR_RETURN_IF_ERROR(page.status());
    return ResultOf(request, read, *std::move(page));
  }
}

}  // namespace

absl::StatusOr<QueryResult> Query(const Context& context, const QueryRequest& request) {
  return Run(context, request);
}

absl::StatusOr<ScanResult> Scan(const Context& context, const ScanRequest& request) {
  return Run(context, request);
}

}  // namespace stator::operation
