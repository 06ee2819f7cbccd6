// TagResource, UntagResource, ListTagsOfResource. A resource is a table, named by its ARN.
#pragma once

#include "stator/request/table.h"

namespace stator {

struct TagResourceRequest {
  std::optional<std::string> resource_arn{};  // required
  std::optional<std::vector<Tag>> tags{};     // required, not empty
};

struct TagResourceResult {};

struct UntagResourceRequest {
  std::optional<std::string> resource_arn{};           // required
  std::optional<std::vector<std::string>> tag_keys{};  // required, not empty
};

struct UntagResourceResult {};

struct ListTagsOfResourceRequest {
  std::optional<std::string> resource_arn{};  // required
  // The 50 tags that a table may have are one page, so there is no token to pass.
  std::optional<std::string> next_token{};
};

struct ListTagsOfResourceResult {
  std::vector<Tag> tags;  // In the order of their keys' bytes.
  std::optional<std::string> next_token{};
};

}  // namespace stator
