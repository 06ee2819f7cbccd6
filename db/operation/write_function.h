// Functions in the transaction of a write: from what a user's function wants to writes that the
// engine can decide (engine/write_hook.h).
#pragma once

#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/trigger.h"

namespace stator::operation {

// Errors: ValidationException, for what is no name of a table. `context` outlives the result.
absl::StatusOr<std::unique_ptr<WriteSubscription>> SubscribeToWrites(const Context& context,
                                                                     std::string_view table,
                                                                     WriteFunction function);

}  // namespace stator::operation
