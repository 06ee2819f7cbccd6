// AttributesToGet, lowered to the tree of a projection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "db/expression/projection.h"

namespace stator::plan {

// nullopt: all attributes. Refuses a name that comes twice.
absl::StatusOr<std::optional<expression::BoundProjection>> LowerAttributesToGet(
    const std::optional<std::vector<std::string>>& names);

}  // namespace stator::plan
