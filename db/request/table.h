// Field tables of CreateTable, DescribeTable, ListTables, UpdateTable and DeleteTable.
#pragma once

#include "db/base/limits.h"
#include "db/request/common.h"
#include "db/request/enums.h"
#include "db/request/field.h"
#include "db/request/index.h"
#include "db/request/key_schema.h"
#include "db/request/stream_specification.h"
#include "db/request/throughput.h"
#include "stator/request/table.h"

namespace stator {

template <>
struct FieldsOf<SseSpecification> {
  static constexpr std::string_view name = "SSESpecification";
  static constexpr auto fields = std::make_tuple(
      Field("Enabled", &SseSpecification::enabled), Field("SSEType", &SseSpecification::sse_type),
      Field("KMSMasterKeyId", &SseSpecification::kms_master_key_id));
};

template <>
struct FieldsOf<Tag> {
  static constexpr std::string_view name = "Tag";
  static constexpr auto fields = std::make_tuple(
      Field("Key", &Tag::key).Required().Between(1, limits::kTagKeyCharactersMax),
      Field("Value", &Tag::value).Required().Between(0, limits::kTagValueCharactersMax));
};

template <>
struct FieldsOf<CreateTableRequest> {
  using R = CreateTableRequest;
  static constexpr std::string_view name = "CreateTableInput";
  // The reference sets no maximum of KeySchema; the service refuses more than two elements.
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).IsTableName(Wording::kParameter),
      Field("BillingMode", &R::billing_mode),
      Field("ProvisionedThroughput", &R::provisioned_throughput),
      Field("KeySchema", &R::key_schema).Required().Between(1, limits::kTableKeyAttributesMax),
      Field("AttributeDefinitions", &R::attribute_definitions).Required(),
      Field("LocalSecondaryIndexes", &R::local_secondary_indexes),
      Field("GlobalSecondaryIndexes", &R::global_secondary_indexes),
      Field("StreamSpecification", &R::stream_specification), Field("TableClass", &R::table_class),
      Field("SSESpecification", &R::sse_specification), Field("Tags", &R::tags),
      Field("DeletionProtectionEnabled", &R::deletion_protection_enabled),
      Field("OnDemandThroughput", &R::on_demand_throughput),
      Field("WarmThroughput", &R::warm_throughput), Unsupported("ResourcePolicy"),
      Unsupported("GlobalTableSourceArn"), Unsupported("GlobalTableSettingsReplicationMode"),
      Unsupported("VectorIndexes"));
};

template <>
struct FieldsOf<DescribeTableRequest> {
  static constexpr std::string_view name = "DescribeTableInput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &DescribeTableRequest::table_name)
                          .NamesTable(Wording::kParameterInPlainWords));
};

template <>
struct FieldsOf<ListTablesRequest> {
  using R = ListTablesRequest;
  static constexpr std::string_view name = "ListTablesInput";
  static constexpr auto fields =
      std::make_tuple(Field("ExclusiveStartTableName", &R::exclusive_start_table_name)
                          .MatchesName()
                          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax),
                      Field("Limit", &R::limit).Between(1, limits::kTablesPerPageMax));
};

template <>
struct FieldsOf<UpdateTableRequest> {
  using R = UpdateTableRequest;
  static constexpr std::string_view name = "UpdateTableInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &R::table_name).NamesTable(Wording::kParameterInPlainWords),
      Field("ProvisionedThroughput", &R::provisioned_throughput),
      Field("BillingMode", &R::billing_mode),
      Field("AttributeDefinitions", &R::attribute_definitions),
      Field("GlobalSecondaryIndexUpdates", &R::global_secondary_index_updates),
      Field("StreamSpecification", &R::stream_specification), Field("TableClass", &R::table_class),
      Field("SSESpecification", &R::sse_specification),
      Field("DeletionProtectionEnabled", &R::deletion_protection_enabled),
      Field("OnDemandThroughput", &R::on_demand_throughput),
      Field("WarmThroughput", &R::warm_throughput), Unsupported("ReplicaUpdates"),
      Unsupported("MultiRegionConsistency"), Unsupported("GlobalTableWitnessUpdates"),
      Unsupported("GlobalTableSettingsReplicationMode"),
      Unsupported("VectorIndexUpdates").UnlessEmpty());
};

template <>
struct FieldsOf<DeleteTableRequest> {
  static constexpr std::string_view name = "DeleteTableInput";
  static constexpr auto fields = std::make_tuple(Field("TableName", &DeleteTableRequest::table_name)
                                                     .NamesTable(Wording::kParameterInPlainWords));
};

// Results.

template <>
struct FieldsOf<BillingModeSummary> {
  static constexpr std::string_view name = "BillingModeSummary";
  static constexpr auto fields =
      std::make_tuple(Field("BillingMode", &BillingModeSummary::billing_mode),
                      Field("LastUpdateToPayPerRequestDateTime",
                            &BillingModeSummary::last_update_to_pay_per_request_date_time));
};

template <>
struct FieldsOf<SseDescription> {
  static constexpr std::string_view name = "SSEDescription";
  static constexpr auto fields =
      std::make_tuple(Field("Status", &SseDescription::status),  //
                      Field("SSEType", &SseDescription::sse_type),
                      Field("KMSMasterKeyArn", &SseDescription::kms_master_key_arn));
};

template <>
struct FieldsOf<TableClassSummary> {
  static constexpr std::string_view name = "TableClassSummary";
  static constexpr auto fields =
      std::make_tuple(Field("TableClass", &TableClassSummary::table_class),
                      Field("LastUpdateDateTime", &TableClassSummary::last_update_date_time));
};

template <>
struct FieldsOf<TableWarmThroughputDescription> {
  using D = TableWarmThroughputDescription;
  static constexpr std::string_view name = "TableWarmThroughputDescription";
  static constexpr auto fields = std::make_tuple(
      Field("ReadUnitsPerSecond", &D::read_units_per_second),
      Field("WriteUnitsPerSecond", &D::write_units_per_second), Field("Status", &D::status));
};

template <>
struct FieldsOf<TableDescription> {
  using D = TableDescription;
  static constexpr std::string_view name = "TableDescription";
  static constexpr auto fields = std::make_tuple(
      Field("AttributeDefinitions", &D::attribute_definitions),
      Field("TableName", &D::table_name),  //
      Field("KeySchema", &D::key_schema), Field("TableStatus", &D::table_status),
      Field("CreationDateTime", &D::creation_date_time),
      Field("ProvisionedThroughput", &D::provisioned_throughput),
      Field("TableSizeBytes", &D::table_size_bytes), Field("ItemCount", &D::item_count),  //
      Field("TableArn", &D::table_arn),                                                   //
      Field("TableId", &D::table_id), Field("BillingModeSummary", &D::billing_mode_summary),
      Field("LocalSecondaryIndexes", &D::local_secondary_indexes),
      Field("GlobalSecondaryIndexes", &D::global_secondary_indexes),
      Field("StreamSpecification", &D::stream_specification),
      Field("LatestStreamLabel", &D::latest_stream_label),
      Field("LatestStreamArn", &D::latest_stream_arn), Field("SSEDescription", &D::sse_description),
      Field("TableClassSummary", &D::table_class_summary),
      Field("DeletionProtectionEnabled", &D::deletion_protection_enabled),
      Field("OnDemandThroughput", &D::on_demand_throughput),
      Field("WarmThroughput", &D::warm_throughput));
};

template <>
struct FieldsOf<CreateTableResult> {
  static constexpr std::string_view name = "CreateTableOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableDescription", &CreateTableResult::table_description));
};

template <>
struct FieldsOf<DescribeTableResult> {
  static constexpr std::string_view name = "DescribeTableOutput";
  static constexpr auto fields = std::make_tuple(Field("Table", &DescribeTableResult::table));
};

template <>
struct FieldsOf<ListTablesResult> {
  static constexpr std::string_view name = "ListTablesOutput";
  static constexpr auto fields = std::make_tuple(
      Field("TableNames", &ListTablesResult::table_names),
      Field("LastEvaluatedTableName", &ListTablesResult::last_evaluated_table_name));
};

template <>
struct FieldsOf<UpdateTableResult> {
  static constexpr std::string_view name = "UpdateTableOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableDescription", &UpdateTableResult::table_description));
};

template <>
struct FieldsOf<DeleteTableResult> {
  static constexpr std::string_view name = "DeleteTableOutput";
  static constexpr auto fields =
      std::make_tuple(Field("TableDescription", &DeleteTableResult::table_description));
};

}  // namespace stator
