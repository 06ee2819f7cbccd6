// The gates of the GlobalSecondaryIndexUpdates of UpdateTable.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan {

using IndexUpdates = std::vector<GlobalSecondaryIndexUpdate>;

// The name of the index that an update is about. REQUIRES: CheckIndexUpdates found it good.
const std::string& IndexOf(const GlobalSecondaryIndexUpdate& update);

// The request gate: each update is one of the three, and no two are about one index.
absl::Status CheckIndexUpdates(const IndexUpdates& updates);

// What the service looks at once it has found the table: at most one index created or deleted by a
// call, and of those created the rules of CreateTable. `mode`: as the request leaves the table's.
absl::Status CheckIndexChanges(const UpdateTableRequest& request, BillingMode mode);

}  // namespace stator::plan
