// AttributeUpdates, lowered to the tree of an update.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/update.h"
#include "stator/request/legacy.h"

namespace stator::plan {

// nullopt: there are none, so an item of the key alone is made sure of. Borrows from the request,
// which outlives what is returned.
absl::StatusOr<std::optional<expression::BoundUpdate>> LowerAttributeUpdates(
    const std::optional<AttributeUpdates>& updates);

}  // namespace stator::plan
