// The expressions of one request, parsed and bound in DynamoDB's order: the request gate.
//
//   RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
//                         cache);
//   STATOR_RETURN_IF_ERROR(in.CheckKeys());
//   STATOR_ASSIGN_OR_RETURN(auto condition, in.Bind(Kind::kCondition, request.condition_expression));
//   STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/binding.h"
#include "db/expression/cache.h"
#include "db/expression/placeholders.h"
#include "stator/request/common.h"

namespace stator::plan {

// Borrows the members, which must outlive it and all that it binds. Not thread-safe.
class RequestExpressions {
 public:
  RequestExpressions(const std::optional<AttributeNames>& names, const std::optional<Item>& values,
                     expression::TreeCache& cache)
      : placeholders_(names, values), cache_(cache) {}

  // The keys of names and values are placeholders, and neither member is empty.
  absl::Status CheckKeys() const { return placeholders_.CheckKeys(); }

  // nullopt for an absent expression.
  absl::StatusOr<std::optional<expression::Binding>> Bind(expression::Kind kind,
                                                          const std::optional<Expression>& text);

  // Every name and value was used by some expression.
  absl::Status CheckAllUsed() const { return placeholders_.CheckAllUsed(); }

 private:
  expression::Placeholders placeholders_;
  expression::TreeCache& cache_;
};

}  // namespace stator::plan
