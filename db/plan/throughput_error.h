// The errors of throughput, by name. Each is a ValidationException. `unit` is "ReadCapacityUnits"
// and so on; `index` is empty where a table is meant.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "stator/request/throughput.h"

namespace stator::plan::error {

absl::Status ThroughputOfOnDemandTable();
absl::Status ThroughputMissing();
absl::Status ThroughputMissingInUpdate();
absl::Status ThroughputOutOfBounds(std::string_view unit, int64_t value, std::string_view index);
absl::Status ThroughputUnchanged(const ProvisionedThroughput& current, std::string_view index = {});
absl::Status OnDemandLimitOutOfRange(std::string_view unit, std::string_view index);
// Of what is to be created, and of what is there.
absl::Status WarmThroughputOutOfRange(std::string_view unit, std::string_view index = {});
absl::Status WarmThroughputFalls(std::string_view unit, std::string_view index = {});
absl::Status OnDemandLimitOfProvisionedTable(std::string_view unit);

// Of indexes.
absl::Status ThroughputOfOnDemandIndex(std::string_view index);
absl::Status ThroughputMissingOfIndex(std::string_view index);

}  // namespace stator::plan::error
