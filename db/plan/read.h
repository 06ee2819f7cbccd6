// GetItem's request gate.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/cache.h"
#include "db/expression/projection.h"
#include "stator/request/item.h"

namespace stator::plan {

// The request asks for some attributes, or has what belongs to such a request: CheckRead has
// something to say of it.
inline bool IsOfParts(const GetItemRequest& request) {
  return request.projection_expression || request.attributes_to_get ||
         request.expression_attribute_names;
}

// The projection, if there is one. REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<std::optional<expression::BoundProjection>> CheckRead(const GetItemRequest& request,
                                                                     expression::Cache& cache);

// The same for any read that has a projection. REQUIRES: there is one, or there are no names.
absl::StatusOr<std::optional<expression::BoundProjection>> CheckProjection(
    const std::optional<Expression>& projection, const std::optional<AttributeNames>& names,
    expression::Cache& cache);

// What EmbeddedDatabase::View cannot give: a projection, consumed capacity.
absl::Status CheckView(const GetItemRequest& request);

}  // namespace stator::plan
