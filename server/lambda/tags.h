// Tags: what they may be, and whose they are.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stator/request/common.h"

namespace stator::server {

// Errors are kInvalidArgument with AWS Lambda's text. Pure, as the rest.
absl::Status CheckTags(const AttributeNames& tags);
absl::Status TooManyTags();

// What an ARN names. One of the two is not empty.
struct TaggedResource {
  std::string function{};  // A name.
  std::string mapping{};   // A UUID.
};

// Of this place or another one. Errors: kInvalidArgument for what is no ARN of either, and for
// versions and aliases.
absl::StatusOr<TaggedResource> ParseTaggedResource(std::string_view arn);

}  // namespace stator::server
