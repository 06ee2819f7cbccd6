// The errors of table definitions, by name. Each is a ValidationException.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan::error {

// Throughput. `unit` is "ReadCapacityUnits" and so on.
absl::Status ThroughputOfOnDemandTable();
absl::Status ThroughputMissing();
absl::Status ThroughputMissingInUpdate();
absl::Status ThroughputOutOfBounds(std::string_view unit, int64_t value);
absl::Status ThroughputUnchanged(const ProvisionedThroughput& current);
absl::Status OnDemandLimitOutOfRange(std::string_view unit);
absl::Status OnDemandLimitOfProvisionedTable(std::string_view unit);

// Keys.
absl::Status KeyAttributeUndefined();
absl::Status KeyAttributesUndefined(const std::vector<std::string>& keys,
                                    const std::vector<std::string>& defined);
absl::Status KeyAttributesEqual();
absl::Status FirstKeyNotHash();
absl::Status SecondKeyNotRange();
absl::Status UnusedAttributeDefinitions();

// The rest.
absl::Status SseTypeUnsupported();
absl::Status SseKeyWithoutSse();
absl::Status TooManyTags();
absl::Status DuplicateTag(std::string_view key);
absl::Status ReservedTag();
absl::Status NothingToUpdate();

}  // namespace stator::plan::error
