#include "db/engine/warm_throughput.h"

#include <algorithm>
#include <string_view>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/table.h"
#include "db/plan/throughput_error.h"

namespace stator::engine {

namespace {

WarmUnits AtLeast(const WarmUnits& stored, const ProvisionedThroughput& throughput,
                  BillingMode mode) {
  WarmUnits least{.read = limits::kOnDemandWarmReadUnits, .write = limits::kOnDemandWarmWriteUnits};
  if (mode == BillingMode::kProvisioned) {
    least = {.read = throughput.read_capacity_units.value_or(0),
             .write = throughput.write_capacity_units.value_or(0)};
  }
  return {.read = std::max(stored.read, least.read), .write = std::max(stored.write, least.write)};
}

absl::StatusOr<WarmUnits> Raised(const WarmUnits& current, const WarmThroughput& request,
                                 std::string_view index) {
  const WarmUnits asked{.read = request.read_units_per_second.value_or(current.read),
                        .write = request.write_units_per_second.value_or(current.write)};
  if (asked.read < current.read) {
    return plan::error::WarmThroughputFalls("ReadUnitsPerSecond", index);
  }
  if (asked.write < current.write) {
    return plan::error::WarmThroughputFalls("WriteUnitsPerSecond", index);
  }
  return asked;
}

}  // namespace

WarmUnits WarmThroughputOf(const TableDefinition& table) {
  return AtLeast(table.warm, table.throughput, table.billing_mode);
}

WarmUnits WarmThroughputOf(const IndexDefinition& index, BillingMode mode) {
  return AtLeast(index.warm, index.throughput, mode);
}

absl::Status RaiseWarmThroughput(TableDefinition& table, const WarmThroughput& request) {
  STATOR_ASSIGN_OR_RETURN(table.warm, Raised(WarmThroughputOf(table), request, ""));
  return absl::OkStatus();
}

absl::Status RaiseWarmThroughput(IndexDefinition& index, BillingMode mode,
                                 const WarmThroughput& request) {
  STATOR_ASSIGN_OR_RETURN(index.warm, Raised(WarmThroughputOf(index, mode), request, index.name));
  return absl::OkStatus();
}

WarmUnits NewWarmth(const std::optional<WarmThroughput>& request) {
  if (!request) return {};
  return {.read = request->read_units_per_second.value_or(0),
          .write = request->write_units_per_second.value_or(0)};
}

TableWarmThroughputDescription WarmDescriptionOf(const TableDefinition& table, TableStatus status) {
  const WarmUnits warm = WarmThroughputOf(table);
  return {
      .read_units_per_second = warm.read, .write_units_per_second = warm.write, .status = status};
}

GlobalSecondaryIndexWarmThroughputDescription WarmDescriptionOf(const IndexDefinition& index,
                                                                BillingMode mode,
                                                                IndexStatus status) {
  const WarmUnits warm = WarmThroughputOf(index, mode);
  const bool changes = status == IndexStatus::kCreating || status == IndexStatus::kUpdating;
  return {.read_units_per_second = warm.read,
          .write_units_per_second = warm.write,
          .status = changes ? IndexStatus::kUpdating : IndexStatus::kActive};
}

}  // namespace stator::engine
