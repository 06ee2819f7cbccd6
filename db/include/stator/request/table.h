// CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable.
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"
#include "stator/request/index.h"
#include "stator/request/key_schema.h"
#include "stator/request/stream_specification.h"
#include "stator/request/throughput.h"

namespace stator {

enum class BillingMode : uint8_t { kProvisioned, kPayPerRequest };
enum class TableClass : uint8_t { kStandard, kStandardInfrequentAccess };
enum class SseType : uint8_t { kAes256, kKms };
enum class SseStatus : uint8_t { kEnabling, kEnabled, kDisabling, kDisabled, kUpdating };
enum class TableStatus : uint8_t { kCreating, kUpdating, kDeleting, kActive };

struct SseSpecification {
  std::optional<bool> enabled{};
  std::optional<SseType> sse_type{};
  std::optional<std::string> kms_master_key_id{};
};

struct Tag {
  std::optional<std::string> key{};    // required
  std::optional<std::string> value{};  // required
};

struct BillingModeSummary {
  std::optional<BillingMode> billing_mode{};
  std::optional<Time> last_update_to_pay_per_request_date_time{};
};

struct SseDescription {
  std::optional<SseStatus> status{};
  std::optional<SseType> sse_type{};
  std::optional<std::string> kms_master_key_arn{};
};

struct TableClassSummary {
  std::optional<TableClass> table_class{};
  std::optional<Time> last_update_date_time{};
};

struct TableWarmThroughputDescription {
  std::optional<int64_t> read_units_per_second{};
  std::optional<int64_t> write_units_per_second{};
  std::optional<TableStatus> status{};
};

struct TableDescription {
  std::optional<std::vector<AttributeDefinition>> attribute_definitions{};
  std::optional<std::string> table_name{};
  std::optional<std::vector<KeySchemaElement>> key_schema{};
  std::optional<TableStatus> table_status{};
  std::optional<Time> creation_date_time{};
  std::optional<ProvisionedThroughputDescription> provisioned_throughput{};
  std::optional<int64_t> table_size_bytes{};
  std::optional<int64_t> item_count{};
  std::optional<std::string> table_arn{};
  std::optional<std::string> table_id{};
  std::optional<BillingModeSummary> billing_mode_summary{};
  std::optional<std::vector<LocalSecondaryIndexDescription>> local_secondary_indexes{};
  std::optional<std::vector<GlobalSecondaryIndexDescription>> global_secondary_indexes{};
  std::optional<StreamSpecification> stream_specification{};  // Of an enabled stream.
  std::optional<std::string> latest_stream_label{};
  std::optional<std::string> latest_stream_arn{};
  std::optional<SseDescription> sse_description{};
  std::optional<TableClassSummary> table_class_summary{};
  std::optional<bool> deletion_protection_enabled{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<TableWarmThroughputDescription> warm_throughput{};
};

struct CreateTableRequest {
  std::optional<std::vector<AttributeDefinition>> attribute_definitions{};  // required
  std::optional<std::string> table_name{};                                  // required
  std::optional<std::vector<KeySchemaElement>> key_schema{};                // required
  std::optional<BillingMode> billing_mode{};                                // Default kProvisioned.
  std::optional<ProvisionedThroughput> provisioned_throughput{};
  std::optional<std::vector<LocalSecondaryIndex>> local_secondary_indexes{};    // at most 5
  std::optional<std::vector<GlobalSecondaryIndex>> global_secondary_indexes{};  // at most 20
  std::optional<StreamSpecification> stream_specification{};
  std::optional<SseSpecification> sse_specification{};
  std::optional<std::vector<Tag>> tags{};
  std::optional<TableClass> table_class{};
  std::optional<bool> deletion_protection_enabled{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<WarmThroughput> warm_throughput{};
};

struct CreateTableResult {
  std::optional<TableDescription> table_description{};
};

struct DescribeTableRequest {
  std::optional<std::string> table_name{};  // required
};

struct DescribeTableResult {
  std::optional<TableDescription> table{};
};

struct ListTablesRequest {
  std::optional<std::string> exclusive_start_table_name{};
  std::optional<int32_t> limit{};  // 1 to 100; default 100
};

struct ListTablesResult {
  std::vector<std::string> table_names;  // In the order of their bytes.
  std::optional<std::string> last_evaluated_table_name{};
};

struct UpdateTableRequest {
  std::optional<std::vector<AttributeDefinition>> attribute_definitions{};
  std::optional<std::string> table_name{};  // required
  std::optional<BillingMode> billing_mode{};
  std::optional<ProvisionedThroughput> provisioned_throughput{};
  std::optional<std::vector<GlobalSecondaryIndexUpdate>> global_secondary_index_updates{};
  std::optional<StreamSpecification> stream_specification{};
  std::optional<SseSpecification> sse_specification{};
  std::optional<TableClass> table_class{};
  std::optional<bool> deletion_protection_enabled{};
  std::optional<OnDemandThroughput> on_demand_throughput{};
  std::optional<WarmThroughput> warm_throughput{};
};

struct UpdateTableResult {
  std::optional<TableDescription> table_description{};
};

struct DeleteTableRequest {
  std::optional<std::string> table_name{};  // required
};

struct DeleteTableResult {
  std::optional<TableDescription> table_description{};
};

}  // namespace stator
