#include "db/plan/read.h"

#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/legacy_mix.h"
#include "db/plan/legacy_projection.h"
#include "db/plan/request_expressions.h"

namespace stator::plan {

absl::StatusOr<std::optional<expression::BoundProjection>> CheckRead(const GetItemRequest& request,
                                                                     expression::Cache& cache) {
  const auto& names = request.expression_attribute_names;
  STATOR_RETURN_IF_ERROR(
      CheckNotMixed({{"AttributesToGet", request.attributes_to_get.has_value()}},
                    {{"ProjectionExpression", request.projection_expression.has_value()}}));
  if (request.projection_expression) {
    return CheckProjection(request.projection_expression, names, cache);
  }
  if (names) return error::NamesWithoutExpression();
  return LowerAttributesToGet(request.attributes_to_get);
}

absl::StatusOr<std::optional<expression::BoundProjection>> CheckProjection(
    const std::optional<Expression>& projection, const std::optional<AttributeNames>& names,
    expression::Cache& cache) {
  if (!projection) return std::nullopt;
  static const std::optional<Item> no_values;
  RequestExpressions in(names, no_values, cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_ASSIGN_OR_RETURN(
      auto bound, in.Bind<expression::BoundProjection>(expression::Kind::kProjection, projection));
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return bound;
}

absl::Status CheckView(const GetItemRequest& request) {
  if (request.projection_expression) return error::NotForViews("ProjectionExpression");
  if (request.attributes_to_get) return error::NotForViews("AttributesToGet");
  if (request.return_consumed_capacity &&
      *request.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
    return error::NotForViews("ReturnConsumedCapacity");
  }
  return absl::OkStatus();
}

}  // namespace stator::plan
