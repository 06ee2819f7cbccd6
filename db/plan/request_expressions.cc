#include "db/plan/request_expressions.h"

#include <memory>
#include <utility>

#include "db/base/status_macros.h"

namespace stator::plan {

absl::StatusOr<std::optional<expression::Binding>> RequestExpressions::Bind(
    expression::Kind kind, const std::optional<Expression>& text) {
  if (!text) return std::nullopt;
  std::shared_ptr<const expression::Tree> tree = text->tree();
  // A prepared expression of another kind is no more than its text.
  if (tree == nullptr || tree->kind() != kind) {
    STATOR_ASSIGN_OR_RETURN(tree, cache_.Get(kind, text->text()));
  }
  STATOR_ASSIGN_OR_RETURN(expression::Binding binding,
                          expression::Bind(std::move(tree), placeholders_));
  return std::optional(std::move(binding));
}

}  // namespace stator::plan
