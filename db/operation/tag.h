// TagResource, UntagResource, ListTagsOfResource.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/tag.h"

namespace stator::operation {

absl::StatusOr<TagResourceResult> TagResource(const Context& context,
                                              const TagResourceRequest& request);
absl::StatusOr<UntagResourceResult> UntagResource(const Context& context,
                                                  const UntagResourceRequest& request);
absl::StatusOr<ListTagsOfResourceResult> ListTagsOfResource(
    const Context& context, const ListTagsOfResourceRequest& request);

}  // namespace stator::operation
