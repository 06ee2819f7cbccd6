// The reads of global tables and replicas, of which this version makes none.
#pragma once

#include "stator/request/table.h"

namespace stator {

struct Replica {
  std::optional<std::string> region_name{};
};

struct GlobalTable {
  std::optional<std::string> global_table_name{};
  std::optional<std::vector<Replica>> replication_group{};
};

struct ListGlobalTablesRequest {
  std::optional<std::string> exclusive_start_global_table_name{};
  std::optional<int32_t> limit{};  // at least 1
  std::optional<std::string> region_name{};
};

struct ListGlobalTablesResult {
  std::vector<GlobalTable> global_tables;
  std::optional<std::string> last_evaluated_global_table_name{};
};

struct DescribeGlobalTableRequest {
  std::optional<std::string> global_table_name{};  // required
};

struct DescribeGlobalTableResult {};  // Always GlobalTableNotFoundException instead.

struct DescribeGlobalTableSettingsRequest {
  std::optional<std::string> global_table_name{};  // required
};

struct DescribeGlobalTableSettingsResult {};  // Always GlobalTableNotFoundException instead.

struct ReplicaAutoScalingDescription {
  std::optional<std::string> region_name{};
};

struct TableAutoScalingDescription {
  std::optional<std::string> table_name{};
  std::optional<TableStatus> table_status{};
  std::optional<std::vector<ReplicaAutoScalingDescription>> replicas{};
};

struct DescribeTableReplicaAutoScalingRequest {
  std::optional<std::string> table_name{};  // required
};

struct DescribeTableReplicaAutoScalingResult {
  std::optional<TableAutoScalingDescription> table_auto_scaling_description{};
};

}  // namespace stator
