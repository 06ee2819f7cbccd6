// Moments of the database, and how it is put back to one.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/mark.h"

namespace stator::operation {

absl::StatusOr<MarkId> Mark(const Context& context);
absl::Status Rewind(const Context& context, MarkId mark);
void Release(const Context& context, MarkId mark);

}  // namespace stator::operation
