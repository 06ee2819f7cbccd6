#include "db/plan/throughput_check.h"

#include <cstdint>
#include <string_view>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/throughput_error.h"

namespace stator::plan {
namespace {

// The service names no quota here; it refuses more than this many units.
constexpr int64_t kCapacityUnitsMax = 1'000'000'000'000;

bool IsMaximum(const std::optional<int64_t>& units) {
  return !units || *units == -1 || *units >= 1;
}

}  // namespace

absl::Status CheckBounds(const ProvisionedThroughput& throughput, std::string_view index) {
  if (*throughput.read_capacity_units > kCapacityUnitsMax) {
    return error::ThroughputOutOfBounds("ReadCapacityUnits", *throughput.read_capacity_units,
                                        index);
  }
  if (*throughput.write_capacity_units > kCapacityUnitsMax) {
    return error::ThroughputOutOfBounds("WriteCapacityUnits", *throughput.write_capacity_units,
                                        index);
  }
  return absl::OkStatus();
}

absl::Status CheckBilling(const CreateTableRequest& request) {
  if (request.billing_mode == BillingMode::kPayPerRequest) {
    return request.provisioned_throughput ? error::ThroughputOfOnDemandTable() : absl::OkStatus();
  }
  if (!request.provisioned_throughput) return error::ThroughputMissing();
  return CheckBounds(*request.provisioned_throughput);
}

absl::Status CheckOnDemand(const std::optional<OnDemandThroughput>& maximum, BillingMode mode,
                           std::string_view index) {
  if (!maximum) return absl::OkStatus();
  if (mode == BillingMode::kProvisioned) {
    return error::OnDemandLimitOfProvisionedTable(
        maximum->max_read_request_units ? "MaxReadRequestUnits" : "MaxWriteRequestUnits");
  }
  if (!IsMaximum(maximum->max_read_request_units)) {
    return error::OnDemandLimitOutOfRange("MaxReadRequestUnits", index);
  }
  if (!IsMaximum(maximum->max_write_request_units)) {
    return error::OnDemandLimitOutOfRange("MaxWriteRequestUnits", index);
  }
  return absl::OkStatus();
}

absl::Status CheckWarm(const std::optional<WarmThroughput>& warm,
                       const std::optional<ProvisionedThroughput>& provisioned, BillingMode mode,
                       std::string_view index) {
  if (!warm) return absl::OkStatus();
  int64_t least_read = limits::kOnDemandWarmReadUnits;
  int64_t least_write = limits::kOnDemandWarmWriteUnits;
  if (mode == BillingMode::kProvisioned) {
    least_read = *provisioned->read_capacity_units;
    least_write = *provisioned->write_capacity_units;
  }
  if (warm->read_units_per_second.value_or(least_read) < least_read) {
    return error::WarmThroughputOutOfRange("ReadUnitsPerSecond", index);
  }
  if (warm->write_units_per_second.value_or(least_write) < least_write) {
    return error::WarmThroughputOutOfRange("WriteUnitsPerSecond", index);
  }
  return absl::OkStatus();
}

absl::Status CheckThroughput(const GlobalSecondaryIndex& index, BillingMode mode) {
  const auto& throughput = index.provisioned_throughput;
  if (mode == BillingMode::kPayPerRequest) {
    return throughput ? error::ThroughputOfOnDemandIndex(*index.index_name) : absl::OkStatus();
  }
  if (!throughput) return error::ThroughputMissingOfIndex(*index.index_name);
  return CheckBounds(*throughput, *index.index_name);
}

}  // namespace stator::plan
