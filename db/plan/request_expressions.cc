#include "db/plan/request_expressions.h"

#include <memory>
#include <utility>

#include "db/base/status_macros.h"

namespace stator::plan {

absl::StatusOr<expression::Binding> RequestExpressions::BindText(expression::Kind kind,
                                                                 const Expression& text) {
  std::shared_ptr<const expression::Tree> tree = text.tree();
  // A prepared expression of another kind is no more than its text.
  if (tree == nullptr || tree->kind() != kind) {
    STATOR_ASSIGN_OR_RETURN(tree, cache_.Get(kind, text.text()));
  }
  return expression::Bind(std::move(tree), placeholders_);
}

}  // namespace stator::plan
