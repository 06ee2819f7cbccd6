#include "db/engine/warm_throughput.h"

#include <algorithm>

#include "db/base/limits.h"
#include "db/engine/table.h"
#include "db/plan/throughput_error.h"

namespace stator::engine {

WarmUnits WarmThroughputOf(const TableDefinition& table) {
  WarmUnits least{.read = limits::kOnDemandWarmReadUnits, .write = limits::kOnDemandWarmWriteUnits};
  if (table.billing_mode == BillingMode::kProvisioned) {
    least = {.read = table.throughput.read_capacity_units.value_or(0),
             .write = table.throughput.write_capacity_units.value_or(0)};
  }
  return {.read = std::max(table.warm.read, least.read),
          .write = std::max(table.warm.write, least.write)};
}

absl::Status RaiseWarmThroughput(TableDefinition& table, const WarmThroughput& request) {
  const WarmUnits current = WarmThroughputOf(table);
  const WarmUnits asked{.read = request.read_units_per_second.value_or(current.read),
                        .write = request.write_units_per_second.value_or(current.write)};
  if (asked.read < current.read) return plan::error::WarmThroughputFalls("ReadUnitsPerSecond");
  if (asked.write < current.write) return plan::error::WarmThroughputFalls("WriteUnitsPerSecond");
  table.warm = asked;
  return absl::OkStatus();
}

TableWarmThroughputDescription WarmDescriptionOf(const TableDefinition& table, TableStatus status) {
  const WarmUnits warm = WarmThroughputOf(table);
  return {
      .read_units_per_second = warm.read, .write_units_per_second = warm.write, .status = status};
}

}  // namespace stator::engine
