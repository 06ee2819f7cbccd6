// The specification of a stream, by itself. What needs the table as it is (a stream that is there
// already, or is not) is found when it is looked up.
#pragma once

#include "absl/status/status.h"
#include "stator/request/stream_specification.h"

namespace stator::plan {

// REQUIRES, for both: the request passed CheckMembers. Errors: ValidationException when there is a
// view type without a stream, or a stream without one.
absl::Status CheckStreamOfNewTable(const StreamSpecification& specification);
absl::Status CheckStreamUpdate(const StreamSpecification& specification);

}  // namespace stator::plan
