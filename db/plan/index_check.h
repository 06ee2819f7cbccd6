// The request gate of secondary indexes.
#pragma once

#include "absl/status/status.h"
#include "db/plan/key_schema_check.h"
#include "stator/request/table.h"

namespace stator::plan {

// All of these REQUIRE the request to have passed CheckMembers.

// The indexes of a table that is to be created, whose own key was found good.
absl::Status CheckIndexes(const CreateTableRequest& request);

// A global index by itself: its key but for definitions, and its projection.
absl::Status CheckGlobalIndex(const GlobalSecondaryIndex& index);

}  // namespace stator::plan
