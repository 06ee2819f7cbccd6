// Calls a mapping's function outside of its lanes, with records that were given up before.
#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/trigger/lane.h"

namespace stator::trigger {

// Blocks until the function has returned, on this thread where it is of this process. `beside` puts
// what goes with the writes of an exactly-once function into its transaction, before that commits.
// True: it was such a function, and both are committed. Errors: ResourceNotFoundException, when it
// is not there; what it failed with, one record of the batch suffices; those of `beside` and of the
// store.
absl::StatusOr<bool> CallOnce(const LaneParts& parts, const MappingDefinition& mapping,
                              const std::vector<Record>& records,
                              absl::FunctionRef<absl::Status(Transaction&)> beside);

}  // namespace stator::trigger
