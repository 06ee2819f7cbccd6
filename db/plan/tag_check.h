// The request gate of what sets or removes tags: TagResource, UntagResource, CreateTable.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "stator/request/table.h"

namespace stator::plan {

// Not too many, no key twice, none that is reserved, no other characters than tags have. REQUIRES:
// each passed CheckMembers.
absl::Status CheckTags(const std::vector<Tag>& tags);

// Of TagResource and UntagResource, which need at least one.
absl::Status CheckNewTags(const std::vector<Tag>& tags);
absl::Status CheckTagKeys(const std::vector<std::string>& keys);

}  // namespace stator::plan
