#include "db/operation/query.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/capacity.h"
#include "db/engine/error.h"
#include "db/engine/reader.h"
#include "db/plan/query.h"
#include "db/request/check_members.h"
#include "db/request/check_values.h"

namespace stator::operation {
namespace {

template <typename Request>
absl::StatusOr<QueryResult> Run(const Context& context, const Request& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckValues(request));
  STATOR_ASSIGN_OR_RETURN(const plan::CheckedRange range,
                          plan::CheckRange(request, context.expressions));
  const engine::TablePtr table = context.catalog.Find(*request.table_name);
  if (table == nullptr) return engine::error::RequestedResourceNotFound();
  STATOR_ASSIGN_OR_RETURN(const plan::RangeRead read,
                          plan::PlanRange(range, request, table->schema(), context.secret));
  STATOR_ASSIGN_OR_RETURN(engine::Page page, engine::ReadPage(context.store, read));
  const double units = engine::ReadUnits(page.bytes, request.consistent_read.value_or(false));
  QueryResult result{.count = page.count,
                     .scanned_count = page.scanned,
                     .last_evaluated_key = std::move(page.last_key),
                     .consumed_capacity = engine::ConsumedOf(request.return_consumed_capacity,
                                                             *request.table_name, units)};
  if (!read.count_only) result.items = std::move(page.items);
  return result;
}

}  // namespace

absl::StatusOr<QueryResult> Query(const Context& context, const QueryRequest& request) {
  return Run(context, request);
}

absl::StatusOr<ScanResult> Scan(const Context& context, const ScanRequest& request) {
  return Run(context, request);
}

}  // namespace stator::operation
