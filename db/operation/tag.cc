// The ARN is looked at before any other member, as the service does: it decides whether the caller
// may know of the resource.
#include "db/operation/tag.h"

#include <map>
#include <utility>

#include "absl/functional/function_ref.h"
#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/engine/table_state.h"
#include "db/plan/resource_arn.h"
#include "db/plan/table_error.h"
#include "db/plan/tag_check.h"
#include "db/request/check_members.h"
#include "stator/error.h"

namespace stator::operation {
namespace {

// Tags by key, in the order in which they are listed.
using TagMap = std::map<std::string, std::string, std::less<>>;

TagMap MapOf(const std::vector<Tag>& tags) {
  TagMap map;
  for (const Tag& tag : tags) map[*tag.key] = *tag.value;
  return map;
}

std::vector<Tag> ListOf(const TagMap& map) {
  std::vector<Tag> tags;
  for (const auto& [key, value] : map) tags.push_back({.key = key, .value = value});
  return tags;
}

// The table's name in the ARN of a request, or one that no table has.
std::string_view TableOf(const Context& context, const std::string& arn) {
  return plan::TableNameIn(arn, {context.arn_prefix}).value_or("");
}

// Replaces the tags of a table by what `edit` makes of them; `not_found` when there is no table.
// One that is being created, changed or deleted keeps those it has.
absl::Status EditTags(const Context& context, const std::string& arn, const absl::Status& not_found,
                      absl::FunctionRef<void(TagMap&)> edit) {
  const engine::Moment moment = context.Now();
  STATOR_RETURN_IF_ERROR(context.catalog.Settle(moment));
  const auto edited = context.catalog.Update(
      TableOf(context, arn),
      [&](const engine::TableDefinition& current) -> absl::StatusOr<engine::TableDefinition> {
        STATOR_RETURN_IF_ERROR(engine::CheckUnused(current, moment));
        TagMap tags = MapOf(current.tags);
        edit(tags);
        if (tags.size() > limits::kTagsPerResourceMax) return plan::error::TooManyTags();
        engine::TableDefinition table = current;
        table.tags = ListOf(tags);
        return table;
      });
  return IsError(edited.status(), ErrorCode::kResourceNotFound) ? not_found : edited.status();
}

}  // namespace

absl::StatusOr<TagResourceResult> TagResource(const Context& context,
                                              const TagResourceRequest& request) {
  STATOR_RETURN_IF_ERROR(
      plan::CheckTableArn(request.resource_arn, {context.arn_prefix}, "TagResource"));
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(plan::CheckNewTags(*request.tags));
  STATOR_RETURN_IF_ERROR(EditTags(context, *request.resource_arn,
                                  engine::error::ResourceNotFound(*request.resource_arn),
                                  [&](TagMap& tags) {
                                    for (const Tag& tag : *request.tags)
                                      tags[*tag.key] = *tag.value;
                                  }));
  return TagResourceResult();
}

absl::StatusOr<UntagResourceResult> UntagResource(const Context& context,
                                                  const UntagResourceRequest& request) {
  STATOR_RETURN_IF_ERROR(
      plan::CheckTableArn(request.resource_arn, {context.arn_prefix}, "UntagResource"));
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(plan::CheckTagKeys(*request.tag_keys));
  STATOR_RETURN_IF_ERROR(EditTags(context, *request.resource_arn,
                                  engine::error::RequestedResourceNotFound(), [&](TagMap& tags) {
                                    for (const std::string& key : *request.tag_keys) {
                                      tags.erase(key);
                                    }
                                  }));
  return UntagResourceResult();
}

// The service ignores NextToken: it never gives one.
absl::StatusOr<ListTagsOfResourceResult> ListTagsOfResource(
    const Context& context, const ListTagsOfResourceRequest& request) {
  STATOR_RETURN_IF_ERROR(
      plan::CheckTableArn(request.resource_arn, {context.arn_prefix}, "ListTagsOfResource"));
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table,
                          context.FindDescribed(TableOf(context, *request.resource_arn)));
  // Unlike the others, the service does not say whether it is there.
  if (table == nullptr) {
    return plan::AccessDenied(*request.resource_arn, {context.arn_prefix}, "ListTagsOfResource");
  }
  return ListTagsOfResourceResult{.tags = ListOf(MapOf(table->definition().tags))};
}

}  // namespace stator::operation
