// The expressions of one request, parsed and bound in DynamoDB's order: the request gate.
//
//   RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
//                         cache);
//   STATOR_RETURN_IF_ERROR(in.CheckKeys());
//   STATOR_ASSIGN_OR_RETURN(auto condition, in.Bind<expression::BoundCondition>(
//                                               Kind::kCondition, request.condition_expression));
//   STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
#pragma once

#include <optional>
#include <utility>

#include "absl/status/statusor.h"
#include "db/base/status_macros.h"
#include "db/expression/binding.h"
#include "db/expression/cache.h"
#include "db/expression/placeholders.h"
#include "stator/request/common.h"

namespace stator::plan {

// Borrows the members, which must outlive it and all that it binds. Not thread-safe.
class RequestExpressions {
 public:
  RequestExpressions(const std::optional<AttributeNames>& names, const std::optional<Item>& values,
                     expression::Cache& cache)
      : placeholders_(names, values), cache_(cache) {}

  // The keys of names and values are placeholders, and neither member is empty.
  absl::Status CheckKeys() const { return placeholders_.CheckKeys(); }

  // A BoundCondition, BoundUpdate or BoundProjection, as the kind needs; nullopt for an absent
  // expression.
  template <typename Bound>
  absl::StatusOr<std::optional<Bound>> Bind(expression::Kind kind,
                                            const std::optional<Expression>& text) {
    if (!text) return std::nullopt;
    STATOR_ASSIGN_OR_RETURN(expression::Binding binding, BindText(kind, *text));
    return std::optional<Bound>(std::in_place, std::move(binding));
  }
  // The binding itself.
  absl::StatusOr<expression::Binding> BindText(expression::Kind kind, const Expression& text);

  // Every name and value was used by some expression.
  absl::Status CheckAllUsed() const { return placeholders_.CheckAllUsed(); }

 private:
  expression::Placeholders placeholders_;
  expression::Cache& cache_;
};

}  // namespace stator::plan
