// The states of tables and indexes, as DynamoDB reports them. They are never stored: they follow
// from when a change began, from how long changes take, and from what time it is.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "db/engine/moment.h"
#include "db/engine/table.h"

namespace stator::engine {

// CREATING, UPDATING or DELETING until the delay is over; ACTIVE then. Without a delay: ACTIVE, or
// DELETING where the definition says so.
TableStatus StatusOf(const TableDefinition& table, Moment moment);

// As above; also CREATING as long as the index is being filled.
struct IndexState {
  IndexStatus status = IndexStatus::kActive;
  bool is_filling = false;  // Of one that is CREATING: it is past the preparations.
};
IndexState StateOf(const TableDefinition& table, const IndexDefinition& index, Moment moment);

// Whether items of the table can be read and written: not while it is being created or deleted.
bool IsOpen(const TableDefinition& table, Moment moment);

// OK, or the ResourceInUseException of a change to a table that another is being made to.
absl::Status CheckUnused(const TableDefinition& table, Moment moment);

// The same where an index is being filled: the table cannot be deleted then.
absl::Status CheckNotFilling(const TableDefinition& table);

// The states of a table and of its indexes, in their order, for a description.
struct States {
  TableStatus table = TableStatus::kActive;
  std::vector<IndexState> indexes{};
};
States StatesOf(const TableDefinition& table, Moment moment);

}  // namespace stator::engine
