// What CreateTable and UpdateTable make of a table's definition. Pure functions of the request, the
// definition as it is, and the time.
#pragma once

#include "absl/status/statusor.h"
#include "db/engine/table.h"
#include "db/engine/table_state.h"
#include "stator/clock.h"

namespace stator::engine {

// REQUIRES: the request passed plan::CheckCreateTable. The ids, of the table and
// of its indexes, are the catalog's to give.
TableDefinition NewDefinition(const CreateTableRequest& request, Time now);

// Errors: as ValidationException a throughput that is the current one, or that an on-demand table
// cannot have; and those of EditIndexes (index_edit.h). REQUIRES: the request passed
// plan::CheckUpdateTable.
absl::StatusOr<TableDefinition> EditedDefinition(const TableDefinition& current,
                                                 const UpdateTableRequest& request, Moment moment);

// Whether the service reports UPDATING after the request.
bool TakesTime(const TableDefinition& current, const UpdateTableRequest& request);

}  // namespace stator::engine
