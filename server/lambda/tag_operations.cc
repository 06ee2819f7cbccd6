// Tags of functions, which are kept with them, and of event source mappings, which the database
// keeps.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/base/error.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "server/lambda/lambda_parts.h"
#include "server/lambda/messages.h"
#include "server/lambda/tags.h"
#include "stator/error.h"

namespace stator::server {
namespace {

absl::Status NoMapping(std::string_view arn) {
  return absl::NotFoundError(error::Concat({"Event source mapping not found: ", arn}));
}

// The mapping that an ARN names, which has to be the whole of its own.
absl::StatusOr<EventSourceMapping> FindMapping(const LambdaParts& parts, std::string_view arn,
                                               const std::string& uuid) {
  absl::StatusOr<EventSourceMapping> mapping = parts.triggers.GetEventSourceMapping({.uuid = uuid});
  const bool is_absent = IsError(mapping.status(), ErrorCode::kResourceNotFound);
  if (!mapping.ok() && !is_absent) return mapping.status();
  if (is_absent || mapping->event_source_mapping_arn != arn) return NoMapping(arn);
  return mapping;
}

absl::Status ChangeMapping(const LambdaParts& parts, std::string_view arn, const std::string& uuid,
                           UpdateEventSourceMappingRequest change) {
  STATOR_RETURN_IF_ERROR(FindMapping(parts, arn, uuid).status());
  change.uuid = uuid;
  return parts.triggers.UpdateEventSourceMapping(change).status();
}

using TagMap = std::map<std::string, std::string>;

absl::Status ChangeFunction(const LambdaParts& parts, std::string_view arn,
                            absl::FunctionRef<absl::Status(TagMap&)> change) {
  absl::MutexLock lock(&parts.changes);
  STATOR_ASSIGN_OR_RETURN(const FunctionStore::Shared found, FindFunction(parts, arn));
  return parts.functions
      .Update(found->name, "", [&](FunctionDefinition& function) { return change(function.tags); })
      .status();
}

absl::Status Tag(const LambdaParts& parts, const LambdaRequest& request) {
  STATOR_ASSIGN_OR_RETURN(
      const TagResourceRequest asked,
      wire::Decode<TagResourceRequest>(WithMember(request.body, "Resource", request.arguments[0])));
  STATOR_RETURN_IF_ERROR(CheckMembers(asked));
  const std::string& arn = request.arguments[0];
  STATOR_ASSIGN_OR_RETURN(const TaggedResource resource, ParseTaggedResource(arn));
  if (asked.tags->empty()) {
    return absl::InvalidArgumentError("An error occurred and the request cannot be processed.");
  }
  STATOR_RETURN_IF_ERROR(CheckTags(*asked.tags));
  if (!resource.mapping.empty()) {
    return ChangeMapping(parts, arn, resource.mapping,
                         {.added_tags = TagMap(asked.tags->begin(), asked.tags->end())});
  }
  return ChangeFunction(parts, arn, [&](TagMap& tags) {
    for (const auto& [key, value] : *asked.tags) tags[key] = value;
    return tags.size() > limits::kTagsPerResourceMax ? TooManyTags() : absl::OkStatus();
  });
}

absl::Status Untag(const LambdaParts& parts, const LambdaRequest& request) {
  const std::string& arn = request.arguments[0];
  STATOR_ASSIGN_OR_RETURN(const TaggedResource resource, ParseTaggedResource(arn));
  std::vector<std::string> keys;
  const auto [first, last] = request.query.equal_range("tagKeys");
  for (auto key = first; key != last; ++key) keys.push_back(key->second);
  if (keys.empty()) {
    return absl::InvalidArgumentError(
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member "
        "must not be null");
  }
  if (!resource.mapping.empty()) {
    return ChangeMapping(parts, arn, resource.mapping, {.removed_tags = std::move(keys)});
  }
  return ChangeFunction(parts, arn, [&](TagMap& tags) {
    for (const std::string& key : keys) tags.erase(key);
    return absl::OkStatus();
  });
}

absl::StatusOr<ListTagsResult> TagsOf(const LambdaParts& parts, const std::string& arn) {
  STATOR_ASSIGN_OR_RETURN(const TaggedResource resource, ParseTaggedResource(arn));
  ListTagsResult result;
  if (!resource.mapping.empty()) {
    STATOR_ASSIGN_OR_RETURN(const EventSourceMapping mapping,
                            FindMapping(parts, arn, resource.mapping));
    result.tags.insert(mapping.tags.begin(), mapping.tags.end());
  } else {
    STATOR_ASSIGN_OR_RETURN(const FunctionStore::Shared function, FindFunction(parts, arn));
    result.tags.insert(function->tags.begin(), function->tags.end());
  }
  return result;
}

LambdaAnswer DoneAnswer(const absl::Status& done) {
  return done.ok() ? LambdaAnswer{.status = 204} : LambdaError(done);
}

}  // namespace

LambdaAnswer TagResource(const LambdaParts& parts, const LambdaRequest& request) {
  return DoneAnswer(Tag(parts, request));
}

LambdaAnswer UntagResource(const LambdaParts& parts, const LambdaRequest& request) {
  return DoneAnswer(Untag(parts, request));
}

LambdaAnswer ListTags(const LambdaParts& parts, const LambdaRequest& request) {
  return LambdaResult(TagsOf(parts, request.arguments[0]));
}

}  // namespace stator::server
