#include "db/engine/table_edit.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/base/uuid.h"
#include "db/engine/index_edit.h"
#include "db/engine/stream_edit.h"
#include "db/engine/throughput_edit.h"
#include "db/plan/throughput_error.h"

namespace stator::engine {
namespace {

// Enabled::false is what every table has: it leaves nothing to describe.
std::optional<SseSpecification> SseOf(const std::optional<SseSpecification>& sse) {
  return sse && sse->enabled.value_or(false) ? sse : std::nullopt;
}

// A table that turns to provisioned throughput needs some for each of its global indexes, too.
absl::Status EditBillingOfIndexes(TableDefinition& table, const UpdateTableRequest& request) {
  for (IndexDefinition& index : table.indexes) {
    if (index.is_local) continue;
    if (table.billing_mode == BillingMode::kPayPerRequest) {
      index.throughput = {0, 0};
      continue;
    }
    index.on_demand_throughput.reset();
    bool given = false;
    for (const auto& update : request.global_secondary_index_updates.value_or(
             std::vector<GlobalSecondaryIndexUpdate>())) {
      const auto& action = update.update;
      given = given || (action && action->index_name == index.name &&
                        action->provisioned_throughput.has_value());
      given = given || (update.delete_ && update.delete_->index_name == index.name);
    }
    if (!given) return plan::error::ThroughputMissingOfIndex(index.name);
  }
  return absl::OkStatus();
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
      if (SameThroughput(table.throughput, *to) && table.billing_mode == mode) {
        return plan::error::ThroughputUnchanged(table.throughput);
      }
      ChangeThroughput(table, *to, now);
    }
  }
  const bool turns = std::exchange(table.billing_mode, mode) != mode;
  return turns ? EditBillingOfIndexes(table, request) : absl::OkStatus();
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
  table.warm = NewWarmth(request.warm_throughput);
  table.table_class = request.table_class;
  table.sse = SseOf(request.sse_specification);
  table.deletion_protection = request.deletion_protection_enabled.value_or(false);
  if (request.tags) table.tags = *request.tags;
  table.indexes = NewIndexes(request);
  if (request.stream_specification && *request.stream_specification->stream_enabled) {
    table.stream =
        TableStream{.view = *request.stream_specification->stream_view_type, .enabled = now};
  }
  return table;
}

absl::StatusOr<TableDefinition> EditedDefinition(const TableDefinition& current,
                                                 const UpdateTableRequest& request, Moment moment) {
  const Time now = moment.now;
  TableDefinition table = current;
  table.warm = WarmThroughputOf(current);
  for (IndexDefinition& index : table.indexes) {
    if (!index.is_local) index.warm = WarmThroughputOf(index, current.billing_mode);
  }
  STATOR_RETURN_IF_ERROR(EditBilling(table, request, now));
  if (request.warm_throughput) {
    STATOR_RETURN_IF_ERROR(RaiseWarmThroughput(table, *request.warm_throughput));
  }
  if (request.table_class && request.table_class != table.table_class) {
    table.table_class = request.table_class;
    table.table_class_updated = now;
  }
  if (request.sse_specification) table.sse = SseOf(request.sse_specification);
  if (request.deletion_protection_enabled) {
    table.deletion_protection = *request.deletion_protection_enabled;
  }
  if (request.stream_specification) {
    STATOR_RETURN_IF_ERROR(EditStream(table, *request.stream_specification, now));
  }
  const auto& indexes = request.global_secondary_index_updates;
  if (indexes && !indexes->empty()) STATOR_RETURN_IF_ERROR(EditIndexes(table, request, moment));
  if (TakesTime(current, request)) table.updated = now;
  return table;
}

bool TakesTime(const TableDefinition& current, const UpdateTableRequest& request) {
  const auto& indexes = request.global_secondary_index_updates;
  const bool bills = request.billing_mode && *request.billing_mode != current.billing_mode;
  return request.provisioned_throughput || request.warm_throughput || bills ||
         request.stream_specification || (indexes && !indexes->empty());
}

}  // namespace stator::engine
