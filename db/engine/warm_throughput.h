// Warm throughput: what a table or a global index can bear at a moment's notice. It follows
// throughput upwards, can be raised beyond it, and never falls. Pure functions.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::engine {

// A value; what is stored of it is the most that a table or an index ever had.
struct WarmUnits {
  int64_t read = 0;
  int64_t write = 0;
  friend bool operator==(const WarmUnits&, const WarmUnits&) = default;
};

struct IndexDefinition;
struct TableDefinition;

// What the table has: what is stored, but at least its provisioned throughput, or what every
// on-demand table begins with. An index likewise; `mode` is its table's.
WarmUnits WarmThroughputOf(const TableDefinition& table);
WarmUnits WarmThroughputOf(const IndexDefinition& index, BillingMode mode);

// Stores what is asked for, if it is no less than what the table or index has. Errors, as
// ValidationException: it is less.
absl::Status RaiseWarmThroughput(TableDefinition& table, const WarmThroughput& request);
absl::Status RaiseWarmThroughput(IndexDefinition& index, BillingMode mode,
                                 const WarmThroughput& request);

// What is asked for when something is created; what is left out is what it has anyway.
WarmUnits NewWarmth(const std::optional<WarmThroughput>& request);

TableWarmThroughputDescription WarmDescriptionOf(const TableDefinition& table, TableStatus status);
GlobalSecondaryIndexWarmThroughputDescription WarmDescriptionOf(const IndexDefinition& index,
                                                                BillingMode mode,
                                                                IndexStatus status);

}  // namespace stator::engine
