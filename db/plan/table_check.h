// The request gate of CreateTable and UpdateTable: parameters that disagree with each other. What
// needs the table as it is (an update that changes nothing, say) is found when it is looked up.
#pragma once

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan {

// REQUIRES, for both: the request passed CheckMembers.
absl::Status CheckCreateTable(const CreateTableRequest& request);
absl::Status CheckUpdateTable(const UpdateTableRequest& request);

}  // namespace stator::plan
