// What programs ask beside the operations of the API.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/database.h"

namespace stator::operation {

// Database::Prepare.
absl::StatusOr<Expression> Prepare(ExpressionKind kind, std::string_view text);

// The name of a table's partition key. Errors: ResourceNotFoundException.
absl::StatusOr<std::string> PartitionKeyOf(const Context& context, std::string_view table);

}  // namespace stator::operation
