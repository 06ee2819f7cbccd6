#include "db/plan/statement_get.h"

#include <string>
#include <utility>

#include "db/base/status_macros.h"
#include "db/partiql/condition_lowering.h"
#include "db/partiql/key_search.h"
#include "db/plan/error.h"

namespace stator::plan {

absl::StatusOr<std::unique_ptr<StatementGet>> StatementGet::Check(
    std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
    const TableSchema& schema) {
  std::unique_ptr<StatementGet> self(new StatementGet(std::move(statement), parameters));
  STATOR_RETURN_IF_ERROR(self->Prepare(schema.key));
  return self;
}

absl::Status StatementGet::Prepare(const KeySchema& key) {
  STATOR_RETURN_IF_ERROR(constants_.CheckCount());
  auto found = partiql::FindWriteKey(*statement_, constants_, key);
  if (!found.ok()) return error::TransactionReadWithoutKey();
  key_ = std::move(found->key);
  if (!statement_->columns().empty()) columns_.emplace(*statement_);
  if (found->rest.empty()) return absl::OkStatus();
  partiql::ConditionLowering lower(*statement_, constants_, expression::Kind::kFilter);
  STATOR_ASSIGN_OR_RETURN(const auto root, lower.LowerAll(found->rest));
  STATOR_ASSIGN_OR_RETURN(expression::Binding filter, std::move(lower).Finish(root));
  filter_.emplace(std::move(filter));
  return absl::OkStatus();
}

std::optional<Item> StatementGet::RowOf(ItemView item) const {
  if (filter_ && !filter_->Matches(item)) return std::nullopt;
  if (!columns_) return Item(item);
  std::string row;
  columns_->Apply(item, row);
  return Item::FromEncoded(std::move(row));
}

}  // namespace stator::plan
