#include "db/engine/table_edit.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/engine/table_stats.h"
#include "db/plan/table_error.h"

namespace stator::engine {
namespace {

bool SameUtcDay(Time a, Time b) {
  return std::chrono::floor<std::chrono::days>(a) == std::chrono::floor<std::chrono::days>(b);
}

// Enabled::false is what every table has: it leaves nothing to describe.
std::optional<SseSpecification> SseOf(const std::optional<SseSpecification>& sse) {
  return sse && sse->enabled.value_or(false) ? sse : std::nullopt;
}

void ChangeThroughput(TableDefinition& table, const ProvisionedThroughput& to, Time now) {
  const ProvisionedThroughput from = std::exchange(table.throughput, to);
  const bool increases = *to.read_capacity_units > *from.read_capacity_units ||
                         *to.write_capacity_units > *from.write_capacity_units;
  const bool decreases = *to.read_capacity_units < *from.read_capacity_units ||
                         *to.write_capacity_units < *from.write_capacity_units;
  if (increases) table.last_increase = now;
  if (!decreases) return;
  const bool again = table.last_decrease && SameUtcDay(*table.last_decrease, now);
  table.decreases_today = again ? table.decreases_today + 1 : 1;
  table.last_decrease = now;
}

absl::Status EditBilling(TableDefinition& table, const UpdateTableRequest& request, Time now) {
  const BillingMode mode = request.billing_mode.value_or(table.billing_mode);
  if (mode == BillingMode::kPayPerRequest) {
    if (request.provisioned_throughput) return plan::error::ThroughputOfOnDemandTable();
    if (table.billing_mode != mode) table.last_update_to_pay_per_request = now;
    table.throughput = {0, 0};
    if (request.on_demand_throughput) table.on_demand_throughput = request.on_demand_throughput;
  } else {
    if (request.on_demand_throughput) {
      return plan::error::OnDemandLimitOfProvisionedTable(
          request.on_demand_throughput->max_read_request_units ? "MaxReadRequestUnits"
                                                               : "MaxWriteRequestUnits");
    }
    table.on_demand_throughput.reset();
    if (const auto& to = request.provisioned_throughput) {
      const bool same = to->read_capacity_units == table.throughput.read_capacity_units &&
                        to->write_capacity_units == table.throughput.write_capacity_units;
      if (same && table.billing_mode == mode) {
        return plan::error::ThroughputUnchanged(table.throughput);
      }
      ChangeThroughput(table, *to, now);
    }
  }
  table.billing_mode = mode;
  return absl::OkStatus();
}

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

ProvisionedThroughputDescription ThroughputOf(const TableDefinition& table) {
  return {.last_increase_date_time = table.last_increase,
          .last_decrease_date_time = table.last_decrease,
          .number_of_decreases_today = table.decreases_today,
          .read_capacity_units = table.throughput.read_capacity_units,
          .write_capacity_units = table.throughput.write_capacity_units};
}

}  // namespace

TableDefinition NewDefinition(const CreateTableRequest& request, Time now) {
  TableDefinition table;
  table.name = *request.table_name;
  table.uuid = NewUuid();
  table.created = now;
  table.attribute_definitions = *request.attribute_definitions;
  table.key_schema = *request.key_schema;
  table.billing_mode = request.billing_mode.value_or(BillingMode::kProvisioned);
  if (table.billing_mode == BillingMode::kPayPerRequest) table.last_update_to_pay_per_request = now;
  table.throughput = request.provisioned_throughput.value_or(ProvisionedThroughput{0, 0});
  table.on_demand_throughput = request.on_demand_throughput;
  table.table_class = request.table_class;
  table.sse = SseOf(request.sse_specification);
  table.deletion_protection = request.deletion_protection_enabled.value_or(false);
  if (request.tags) table.tags = *request.tags;
  return table;
}

absl::StatusOr<TableDefinition> EditedDefinition(const TableDefinition& current,
                                                 const UpdateTableRequest& request, Time now) {
  TableDefinition table = current;
  STATOR_RETURN_IF_ERROR(EditBilling(table, request, now));
  if (request.table_class && request.table_class != table.table_class) {
    table.table_class = request.table_class;
    table.table_class_updated = now;
  }
  if (request.sse_specification) table.sse = SseOf(request.sse_specification);
  if (request.deletion_protection_enabled) {
    table.deletion_protection = *request.deletion_protection_enabled;
  }
  return table;
}

TableDescription DescriptionOf(const TableDefinition& table, TableStatus status,
                               const TableStats& stats, const std::string& arn_prefix) {
  TableDescription d{.attribute_definitions = table.attribute_definitions,
                     .table_name = table.name,
                     .key_schema = table.key_schema,
                     .table_status = status,
                     .creation_date_time = table.created,
                     .provisioned_throughput = ThroughputOf(table),
                     .table_size_bytes = stats.size_bytes,
                     .item_count = stats.item_count,
                     .table_arn = arn_prefix + table.name,
                     .table_id = table.uuid,
                     .deletion_protection_enabled = table.deletion_protection,
                     .on_demand_throughput = table.on_demand_throughput};
  // A table that was always provisioned has no summary; one that is being created has no date yet.
  if (table.last_update_to_pay_per_request) {
    d.billing_mode_summary = BillingModeSummary{.billing_mode = table.billing_mode};
    if (status != TableStatus::kCreating) {
      d.billing_mode_summary->last_update_to_pay_per_request_date_time =
          table.last_update_to_pay_per_request;
    }
  }
  if (table.table_class) {
    d.table_class_summary = {.table_class = table.table_class,
                             .last_update_date_time = table.table_class_updated};
  }
  if (table.sse) {
    d.sse_description = SseDescription{.status = SseStatus::kEnabled,
                                       .sse_type = SseType::kKms,
                                       .kms_master_key_arn = KmsKeyArn(table, arn_prefix)};
  }
  return d;
}

}  // namespace stator::engine
