// The member gate of requests that name tables, and behind it the check of those that are named by
// an ARN: that it is one of this database's, whether or not there is such a table.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "db/base/status_macros.h"
#include "db/operation/context.h"
#include "db/plan/resource_arn.h"
#include "db/request/check_members.h"
#include "db/request/table_names.h"

namespace stator::operation {

// Errors: ValidationException, for an ARN that is malformed or another region's too;
// AccessDeniedException, for one of another account or service.
template <typename Request>
absl::Status CheckRequest(const Context& context, const Request& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return ForEachTableArn(request, [&](const std::string& arn, const std::string& action) {
    return plan::CheckTableArn(arn, {context.arn_prefix}, action);
  });
}

}  // namespace stator::operation
