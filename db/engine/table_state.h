// The states of tables and indexes, as DynamoDB reports them. They are never stored: they follow
// from when a change began, from how long changes take, and from what time it is.
#pragma once

#include <chrono>
#include <vector>

#include "db/engine/table.h"
#include "stator/clock.h"

namespace stator::engine {

// What a state is derived from, beside the definition.
struct Moment {
  Time now;
  std::chrono::microseconds delay{0};  // How long a change of a table takes.
};

// CREATING, UPDATING or DELETING until the delay is over; ACTIVE then. Without a delay: ACTIVE, or
// DELETING where the definition says so.
TableStatus StatusOf(const TableDefinition& table, Moment moment);

// As above; also CREATING as long as the index is being filled.
IndexStatus StatusOf(const TableDefinition& table, const IndexDefinition& index, Moment moment);

// The states of a table and of its indexes, in their order, for a description.
struct States {
  TableStatus table = TableStatus::kActive;
  std::vector<IndexStatus> indexes{};
};
States StatesOf(const TableDefinition& table, Moment moment);

}  // namespace stator::engine
