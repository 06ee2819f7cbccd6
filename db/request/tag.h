// Field tables of TagResource, UntagResource and ListTagsOfResource. The service looks at the ARN
// before it looks at other members, so that plan/resource_arn checks it and not the member gate.
#pragma once

#include "db/base/limits.h"
#include "db/request/field.h"
#include "db/request/table.h"
#include "stator/request/tag.h"

namespace stator {

template <>
struct FieldsOf<TagResourceRequest> {
  using T = TagResourceRequest;
  static constexpr std::string_view name = "TagResourceInput";
  static constexpr auto fields =
      std::make_tuple(Field("ResourceArn", &T::resource_arn), Field("Tags", &T::tags).Required());
};

template <>
struct FieldsOf<TagResourceResult> {
  static constexpr std::string_view name = "TagResourceOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<UntagResourceRequest> {
  using T = UntagResourceRequest;
  static constexpr std::string_view name = "UntagResourceInput";
  static constexpr auto fields = std::make_tuple(
      Field("ResourceArn", &T::resource_arn),
      Field("TagKeys", &T::tag_keys).Required().EachBetween(1, limits::kTagKeyCharactersMax));
};

template <>
struct FieldsOf<UntagResourceResult> {
  static constexpr std::string_view name = "UntagResourceOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<ListTagsOfResourceRequest> {
  using T = ListTagsOfResourceRequest;
  static constexpr std::string_view name = "ListTagsOfResourceInput";
  static constexpr auto fields =
      std::make_tuple(Field("ResourceArn", &T::resource_arn), Field("NextToken", &T::next_token));
};

template <>
struct FieldsOf<ListTagsOfResourceResult> {
  using T = ListTagsOfResourceResult;
  static constexpr std::string_view name = "ListTagsOfResourceOutput";
  static constexpr auto fields =
      std::make_tuple(Field("Tags", &T::tags), Field("NextToken", &T::next_token));
};

}  // namespace stator
