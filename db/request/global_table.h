// Field tables of the reads of global tables and replicas.
#pragma once

#include "db/base/limits.h"
#include "db/request/field.h"
#include "db/request/table.h"
#include "stator/request/global_table.h"

namespace stator {

template <>
struct FieldsOf<Replica> {
  using T = Replica;
  static constexpr std::string_view name = "Replica";
  static constexpr auto fields = std::make_tuple(Field("RegionName", &T::region_name));
};

template <>
struct FieldsOf<GlobalTable> {
  using T = GlobalTable;
  static constexpr std::string_view name = "GlobalTable";
  static constexpr auto fields = std::make_tuple(Field("GlobalTableName", &T::global_table_name),
                                                 Field("ReplicationGroup", &T::replication_group));
};

template <>
struct FieldsOf<ListGlobalTablesRequest> {
  using T = ListGlobalTablesRequest;
  static constexpr std::string_view name = "ListGlobalTablesInput";
  static constexpr auto fields =
      std::make_tuple(Field("ExclusiveStartGlobalTableName", &T::exclusive_start_global_table_name)
                          .MatchesName()
                          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax),
                      Field("Limit", &T::limit).AtLeast(1), Field("RegionName", &T::region_name));
};

template <>
struct FieldsOf<ListGlobalTablesResult> {
  using T = ListGlobalTablesResult;
  static constexpr std::string_view name = "ListGlobalTablesOutput";
  static constexpr auto fields =
      std::make_tuple(Field("GlobalTables", &T::global_tables),
                      Field("LastEvaluatedGlobalTableName", &T::last_evaluated_global_table_name));
};

template <>
struct FieldsOf<DescribeGlobalTableRequest> {
  using T = DescribeGlobalTableRequest;
  static constexpr std::string_view name = "DescribeGlobalTableInput";
  static constexpr auto fields =
      std::make_tuple(Field("GlobalTableName", &T::global_table_name)
                          .Required()
                          .MatchesName()
                          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax));
};

template <>
struct FieldsOf<DescribeGlobalTableResult> {
  static constexpr std::string_view name = "DescribeGlobalTableOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<DescribeGlobalTableSettingsRequest> {
  using T = DescribeGlobalTableSettingsRequest;
  static constexpr std::string_view name = "DescribeGlobalTableSettingsInput";
  static constexpr auto fields =
      std::make_tuple(Field("GlobalTableName", &T::global_table_name)
                          .Required()
                          .MatchesName()
                          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax));
};

template <>
struct FieldsOf<DescribeGlobalTableSettingsResult> {
  static constexpr std::string_view name = "DescribeGlobalTableSettingsOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<ReplicaAutoScalingDescription> {
  using T = ReplicaAutoScalingDescription;
  static constexpr std::string_view name = "ReplicaAutoScalingDescription";
  static constexpr auto fields = std::make_tuple(Field("RegionName", &T::region_name));
};

template <>
struct FieldsOf<TableAutoScalingDescription> {
  using T = TableAutoScalingDescription;
  static constexpr std::string_view name = "TableAutoScalingDescription";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &T::table_name), Field("TableStatus", &T::table_status),
                      Field("Replicas", &T::replicas));
};

template <>
struct FieldsOf<DescribeTableReplicaAutoScalingRequest> {
  using T = DescribeTableReplicaAutoScalingRequest;
  static constexpr std::string_view name = "DescribeTableReplicaAutoScalingInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name).NamesTable(Wording::kParameterInPlainWords));
};

template <>
struct FieldsOf<DescribeTableReplicaAutoScalingResult> {
  using T = DescribeTableReplicaAutoScalingResult;
  static constexpr std::string_view name = "DescribeTableReplicaAutoScalingOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableAutoScalingDescription", &T::table_auto_scaling_description));
};

}  // namespace stator
