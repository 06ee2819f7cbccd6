// Warm throughput: what a table can bear at a moment's notice. It follows throughput upwards, can
// be raised beyond it, and never falls. Pure functions.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::engine {

// A value; what is stored of it is the most that a table ever had.
struct WarmUnits {
  int64_t read = 0;
  int64_t write = 0;
  friend bool operator==(const WarmUnits&, const WarmUnits&) = default;
};

struct TableDefinition;

// What the table has: what is stored, but at least its provisioned throughput, or what every
// on-demand table begins with.
WarmUnits WarmThroughputOf(const TableDefinition& table);

// Stores what is asked for, if it is no less than what the table has. Errors, as
// ValidationException: it is less.
absl::Status RaiseWarmThroughput(TableDefinition& table, const WarmThroughput& request);

TableWarmThroughputDescription WarmDescriptionOf(const TableDefinition& table, TableStatus status);

}  // namespace stator::engine
