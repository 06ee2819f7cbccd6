// What requests make of the indexes of a table's definition.
#pragma once

#include "absl/status/status.h"
#include "db/engine/table.h"
#include "db/engine/table_state.h"

namespace stator::engine {

// For CreateTable: the indexes that were asked for. Their ids are the catalog's to give.
std::vector<IndexDefinition> NewIndexes(const CreateTableRequest& request);

// For UpdateTable: creates, updates and deletes global indexes, takes in the definitions of their
// keys, and lets go of those that no key has any more. `table` is as the rest of the request leaves
// it. Errors: ValidationException, ResourceNotFoundException, LimitExceededException. REQUIRES: the
// request passed plan::CheckUpdateTable.
absl::Status EditIndexes(TableDefinition& table, const UpdateTableRequest& request, Moment moment);

// Removes the indexes whose deletion is over, and definitions that no key has any more; false if
// there is nothing to remove.
bool RemoveDeletedIndexes(TableDefinition& table, Moment moment);

}  // namespace stator::engine
