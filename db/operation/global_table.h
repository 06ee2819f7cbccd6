// The reads of global tables and replicas.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/global_table.h"

namespace stator::operation {

absl::StatusOr<ListGlobalTablesResult> ListGlobalTables(const Context& context,
                                                        const ListGlobalTablesRequest& request);
absl::StatusOr<DescribeGlobalTableResult> DescribeGlobalTable(
    const Context& context, const DescribeGlobalTableRequest& request);
absl::StatusOr<DescribeGlobalTableSettingsResult> DescribeGlobalTableSettings(
    const Context& context, const DescribeGlobalTableSettingsRequest& request);
absl::StatusOr<DescribeTableReplicaAutoScalingResult> DescribeTableReplicaAutoScaling(
    const Context& context, const DescribeTableReplicaAutoScalingRequest& request);

}  // namespace stator::operation
