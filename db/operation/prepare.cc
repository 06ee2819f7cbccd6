#include "db/operation/prepare.h"

#include <utility>

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/expression/parser.h"

namespace stator::operation {
namespace {

expression::Kind KindOf(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kCondition:
      return expression::Kind::kCondition;
    case ExpressionKind::kFilter:
      return expression::Kind::kFilter;
    case ExpressionKind::kUpdate:
      return expression::Kind::kUpdate;
    case ExpressionKind::kProjection:
      return expression::Kind::kProjection;
    case ExpressionKind::kKeyCondition:
      break;
  }
  return expression::Kind::kKeyCondition;
}

}  // namespace

absl::StatusOr<Expression> Prepare(ExpressionKind kind, std::string_view text) {
  STATOR_ASSIGN_OR_RETURN(auto tree, expression::Parse(KindOf(kind), text));
  return Expression(std::string(text), std::move(tree));
}

absl::StatusOr<std::string> PartitionKeyOf(const Context& context, std::string_view table) {
  const engine::TablePtr found = context.FindTable(table);
  if (found == nullptr) return engine::error::RequestedResourceNotFound();
  return found->schema().key.partition[0].name;
}

}  // namespace stator::operation
