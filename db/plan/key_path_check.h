// Attributes of keys are scalars, so a document path that leads into one is a mistake. What is read
// may have none: filters, projections and the operands of updates. Conditions of writes may, and
// what statements read; there it leads nowhere.
#pragma once

#include "absl/status/status.h"
#include "db/expression/binding.h"
#include "db/model/schema.h"

namespace stator::plan {

// Of a filter, a projection or an update: no path leads into a key of the table or of any index of
// it; the first in the text is told. What an update changes is CheckIndexKeysOfUpdate's to look at.
absl::Status CheckNoPathIntoKey(const expression::Binding& binding, const TableSchema& schema);

}  // namespace stator::plan
