#include "db/engine/table_description.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"

namespace stator::engine {
namespace {

// Of keys in the key store that this database does not have: a name that is fixed for a table.
std::string KmsKeyArn(const TableDefinition& table, const std::string& arn_prefix) {
  if (table.sse->kms_master_key_id && table.sse->kms_master_key_id->starts_with("arn:")) {
    return *table.sse->kms_master_key_id;
  }
  // arn:aws:dynamodb:<region>:<account>:table/  →  arn:aws:kms:<region>:<account>:key/
  const std::string prefix = "arn:aws:dynamodb:";
  const std::string suffix = "table/";
  const std::string place =
      arn_prefix.substr(prefix.size(), arn_prefix.size() - prefix.size() - suffix.size());
  return "arn:aws:kms:" + place + "key/" + table.sse->kms_master_key_id.value_or(table.uuid);
}

// Of a table or a global index, which have the same members for it.
template <typename Definition>
ProvisionedThroughputDescription ThroughputOf(const Definition& definition) {
  return {.last_increase_date_time = definition.last_increase,
          .last_decrease_date_time = definition.last_decrease,
          .number_of_decreases_today = definition.decreases_today,
          .read_capacity_units = definition.throughput.read_capacity_units,
          .write_capacity_units = definition.throughput.write_capacity_units};
}

// A table that was always provisioned has no summary; one that is being created has no date yet.
std::optional<BillingModeSummary> BillingOf(const TableDefinition& table, TableStatus status) {
  if (!table.last_update_to_pay_per_request) return std::nullopt;
  BillingModeSummary summary{.billing_mode = table.billing_mode};
  if (status != TableStatus::kCreating) {
    summary.last_update_to_pay_per_request_date_time = table.last_update_to_pay_per_request;
  }
  return summary;
}

LocalSecondaryIndexDescription LocalIndex(const IndexDefinition& index, const TableStats& stats,
                                          const std::string& table_arn) {
  return {.index_name = index.name,
          .key_schema = index.key_schema,
          .projection = index.projection,
          .index_size_bytes = stats.size_bytes,
          .item_count = stats.item_count,
          .index_arn = table_arn + "/index/" + index.name};
}

GlobalSecondaryIndexDescription GlobalIndex(const IndexDefinition& index, BillingMode mode,
                                            IndexState state, const TableStats& stats,
                                            const std::string& table_arn) {
  GlobalSecondaryIndexDescription d{
      .index_name = index.name,
      .key_schema = index.key_schema,
      .projection = index.projection,
      .index_status = state.status,
      .provisioned_throughput = ThroughputOf(index),
      .index_size_bytes = stats.size_bytes,
      .item_count = stats.item_count,
      .index_arn = table_arn + "/index/" + index.name,
      .on_demand_throughput = index.on_demand_throughput,
      .warm_throughput = WarmDescriptionOf(index, mode, state.status)};
  // Only of an index that was added to its table, and only while it is.
  if (index.added && state.status == IndexStatus::kCreating) d.backfilling = state.is_filling;
  return d;
}

void DescribeIndexes(const TableDefinition& table, const States& states,
                     const DescribedStats& stats, TableDescription& d) {
  for (size_t i = 0; i < table.indexes.size(); ++i) {
    const IndexDefinition& index = table.indexes[i];
    if (index.is_local) {
      if (!d.local_secondary_indexes) d.local_secondary_indexes.emplace();
      d.local_secondary_indexes->push_back(LocalIndex(index, stats.indexes[i], *d.table_arn));
    } else {
      if (!d.global_secondary_indexes) d.global_secondary_indexes.emplace();
      d.global_secondary_indexes->push_back(GlobalIndex(
          index, table.billing_mode, states.indexes[i], stats.indexes[i], *d.table_arn));
    }
  }
}

// The latest stream is named for as long as the table stands; specified is only one that is
// enabled.
void DescribeStream(const TableStream& stream, TableDescription& d) {
  if (stream.IsEnabled()) {
    d.stream_specification =
        StreamSpecification{.stream_enabled = true, .stream_view_type = stream.view};
  }
  d.latest_stream_label = stream.label;
  d.latest_stream_arn = *d.table_arn + "/stream/" + stream.label;
}

}  // namespace

absl::StatusOr<DescribedStats> ReadDescribedStats(storage::Store& store,
                                                  const TableDefinition& table) {
  std::vector<TableId> ids{table.id};
  for (const IndexDefinition& index : table.indexes) ids.push_back(index.id);
  STATOR_ASSIGN_OR_RETURN(std::vector<TableStats> stats, ReadStats(store, ids));
  return DescribedStats{.table = stats[0],
                        .indexes = std::vector<TableStats>(stats.begin() + 1, stats.end())};
}

TableDescription DescriptionOf(const TableDefinition& table, const States& states,
                               const DescribedStats& stats, const std::string& arn_prefix) {
  TableDescription d{.attribute_definitions = table.attribute_definitions,
                     .table_name = table.name,
                     .key_schema = table.key_schema,
                     .table_status = states.table,
                     .creation_date_time = table.created,
                     .provisioned_throughput = ThroughputOf(table),
                     .table_size_bytes = stats.table.size_bytes,
                     .item_count = stats.table.item_count,
                     .table_arn = arn_prefix + table.name,
                     .table_id = table.uuid,
                     .billing_mode_summary = BillingOf(table, states.table),
                     .deletion_protection_enabled = table.deletion_protection,
                     .on_demand_throughput = table.on_demand_throughput,
                     .warm_throughput = WarmDescriptionOf(table, states.table)};
  DescribeIndexes(table, states, stats, d);
  if (table.table_class) {
    d.table_class_summary = {.table_class = table.table_class,
                             .last_update_date_time = table.table_class_updated};
  }
  if (table.stream) DescribeStream(*table.stream, d);
  if (table.sse) {
    d.sse_description = SseDescription{.status = SseStatus::kEnabled,
                                       .sse_type = SseType::kKms,
                                       .kms_master_key_arn = KmsKeyArn(table, arn_prefix)};
  }
  return d;
}

}  // namespace stator::engine
