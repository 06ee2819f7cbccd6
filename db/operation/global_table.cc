// What can be said truly where no table has a replica.
#include "db/operation/global_table.h"

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/operation/check_request.h"
#include "db/request/check_members.h"
#include "db/request/global_table.h"

namespace stator::operation {

absl::StatusOr<ListGlobalTablesResult> ListGlobalTables(const Context&,
                                                        const ListGlobalTablesRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return ListGlobalTablesResult();
}

absl::StatusOr<DescribeGlobalTableResult> DescribeGlobalTable(
    const Context&, const DescribeGlobalTableRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return engine::error::GlobalTableNotFound(*request.global_table_name);
}

absl::StatusOr<DescribeGlobalTableSettingsResult> DescribeGlobalTableSettings(
    const Context&, const DescribeGlobalTableSettingsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return engine::error::GlobalTableNotFound(*request.global_table_name);
}

absl::StatusOr<DescribeTableReplicaAutoScalingResult> DescribeTableReplicaAutoScaling(
    const Context& context, const DescribeTableReplicaAutoScalingRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, context.FindDescribed(*request.table_name));
  if (table == nullptr) {
    return engine::error::TableNotFound(context.NameOf(*request.table_name));
  }
  return DescribeTableReplicaAutoScalingResult{
      .table_auto_scaling_description =
          TableAutoScalingDescription{.table_name = table->schema().name,
                                      .table_status = TableStatus::kActive,
                                      .replicas = std::vector<ReplicaAutoScalingDescription>()}};
}

}  // namespace stator::operation
