#include "db/plan/statement_read.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "db/base/status_macros.h"
#include "db/partiql/condition_lowering.h"
#include "db/plan/error.h"
#include "db/plan/select.h"

namespace stator::plan {
namespace {

// Of the columns, each once.
std::vector<std::string_view> ColumnAttributes(const partiql::Statement& statement) {
  std::vector<std::string_view> attributes;
  for (const partiql::NodeId column : statement.columns()) {
    const partiql::PathStep first = statement.path(statement.node(column))[0];
    const std::string_view name = statement.string(first.value);
    if (std::find(attributes.begin(), attributes.end(), name) == attributes.end()) {
      attributes.push_back(name);
    }
  }
  return attributes;
}

}  // namespace

absl::StatusOr<std::unique_ptr<StatementRead>> StatementRead::Check(
    std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
    const TableSchema& schema, bool consistent_read) {
  std::unique_ptr<StatementRead> self(new StatementRead(std::move(statement), parameters, schema));
  STATOR_RETURN_IF_ERROR(self->Prepare(consistent_read));
  return self;
}

absl::Status StatementRead::Prepare(bool consistent_read) {
  range_.is_statement = true;
  STATOR_RETURN_IF_ERROR(constants_.CheckCount());
  STATOR_RETURN_IF_ERROR(CheckWhere());
  const KeySchema* key = &schema_.key;
  const IndexSchema* index = nullptr;
  bool fetches = false;
  if (statement_->index()) {
    index = schema_.FindIndex(*statement_->index());
    if (index == nullptr) return error::IndexOfStatementNotFound();
    if (consistent_read && !index->is_local) return error::ConsistentStatementOfGlobalIndex();
    key = &index->key;
    // A nested path may lead into what the index does not hold; a local one fetches it.
    fetches = index->is_local;
  }
  STATOR_ASSIGN_OR_RETURN(keys_, partiql::FindReadKeys(*statement_, constants_, *key));
  bool forward;
  STATOR_RETURN_IF_ERROR(partiql::ApplyOrder(*statement_, *key, keys_, &forward));
  // Many items may have one key in an index.
  if (statement_->index()) keys_.is_point = false;
  STATOR_RETURN_IF_ERROR(BindFilter());
  if (index != nullptr) {
    STATOR_RETURN_IF_ERROR(CheckProjected({&schema_, index}, ColumnAttributes(*statement_)));
  }
  if (!statement_->columns().empty()) {
    partiql::Columns columns(*statement_);
    if (columns.IsProjection()) {
      range_.projection.emplace(columns.paths());
    } else {
      columns_.emplace(std::move(columns));
    }
  }
  query_ = {.table_name = statement_->table(),
            .index_name = statement_->index(),
            .consistent_read = consistent_read,
            .scan_index_forward = forward};
  scan_ = {.table_name = statement_->table(),
           .index_name = statement_->index(),
           .consistent_read = consistent_read};
  if (columns_ && fetches) query_.select = scan_.select = Select::kAllAttributes;
  return absl::OkStatus();
}

// All of WHERE is checked, even what the ranges answer, and before what the table has is asked for.
absl::Status StatementRead::CheckWhere() {
  if (!statement_->where()) return absl::OkStatus();
  partiql::ConditionLowering all(*statement_, constants_, expression::Kind::kFilter);
  STATOR_ASSIGN_OR_RETURN(const auto where, all.Lower(*statement_->where()));
  return std::move(all).Finish(where).status();
}

absl::Status StatementRead::BindFilter() {
  if (keys_.rest.empty()) return absl::OkStatus();
  partiql::ConditionLowering rest(*statement_, constants_, expression::Kind::kFilter);
  STATOR_ASSIGN_OR_RETURN(const auto root, rest.LowerAll(keys_.rest));
  STATOR_ASSIGN_OR_RETURN(expression::Binding filter, std::move(rest).Finish(root));
  range_.filter.emplace(std::move(filter));
  return absl::OkStatus();
}

absl::StatusOr<RangeRead> StatementRead::PlanRange(size_t range, const std::optional<Item>& start,
                                                   int32_t limit, const DigestSecret& secret) {
  if (keys_.is_scan) {
    scan_.exclusive_start_key = start;
    scan_.limit = limit;
    return plan::PlanRange(range_, scan_, schema_, secret);
  }
  query_.exclusive_start_key = start;
  query_.limit = limit;
  range_.key_terms = keys_.ranges[range];
  return plan::PlanRange(range_, query_, schema_, secret);
}

}  // namespace stator::plan
