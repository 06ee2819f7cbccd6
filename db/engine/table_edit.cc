#include "db/engine/table_edit.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/plan/throughput_error.h"

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

IndexDefinition NewIndex(const LocalSecondaryIndex& index) {
  IndexDefinition definition;
  definition.name = *index.index_name;
  definition.is_local = true;
  definition.key_schema = *index.key_schema;
  definition.projection = *index.projection;
  return definition;
}

IndexDefinition NewIndex(const GlobalSecondaryIndex& index) {
  IndexDefinition definition;
  definition.name = *index.index_name;
  definition.key_schema = *index.key_schema;
  definition.projection = *index.projection;
  definition.throughput = index.provisioned_throughput.value_or(ProvisionedThroughput{0, 0});
  definition.on_demand_throughput = index.on_demand_throughput;
  return definition;
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
  if (request.local_secondary_indexes) {
    for (const auto& index : *request.local_secondary_indexes) {
      table.indexes.push_back(NewIndex(index));
    }
  }
  if (request.global_secondary_indexes) {
    for (const auto& index : *request.global_secondary_indexes) {
      table.indexes.push_back(NewIndex(index));
    }
  }
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

}  // namespace stator::engine
