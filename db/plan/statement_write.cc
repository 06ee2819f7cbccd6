// What the conditions of PartiQL's writes are: INSERT finds no item of its key, UPDATE and EXISTS
// find one for which WHERE holds, DELETE finds none or one for which it holds.
#include "db/plan/statement_write.h"

#include <string>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/partiql/condition_lowering.h"
#include "db/partiql/error.h"
#include "db/partiql/key_search.h"
#include "db/partiql/update_lowering.h"
#include "db/plan/error.h"
#include "db/request/value_error.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::Kind;
using partiql::StatementType;

ReturnValues ReturnValuesOf(partiql::Returning returning) {
  switch (returning) {
    case partiql::Returning::kNothing:
      return ReturnValues::kNone;
    case partiql::Returning::kAllOld:
      return ReturnValues::kAllOld;
    case partiql::Returning::kModifiedOld:
      return ReturnValues::kUpdatedOld;
    case partiql::Returning::kAllNew:
      return ReturnValues::kAllNew;
    case partiql::Returning::kModifiedNew:
      break;
  }
  return ReturnValues::kUpdatedNew;
}

}  // namespace

absl::StatusOr<std::unique_ptr<StatementWrite>> StatementWrite::Check(
    std::shared_ptr<const partiql::Statement> statement, absl::Span<const Value> parameters,
    const TableSchema& schema, bool return_item_on_failure) {
  std::unique_ptr<StatementWrite> self(new StatementWrite(std::move(statement), parameters));
  STATOR_RETURN_IF_ERROR(self->constants_.CheckCount());
  if (self->statement_->index()) return error::WriteToIndex();
  const bool inserts = self->statement_->type() == StatementType::kInsert;
  STATOR_RETURN_IF_ERROR(inserts ? self->CheckInsert(schema.key) : self->CheckKeyed(schema.key));
  self->write_.item = self->item_;
  self->write_.return_values = ReturnValuesOf(self->statement_->returning());
  self->write_.return_item_on_failure = return_item_on_failure;
  return self;
}

absl::Status StatementWrite::CheckInsert(const KeySchema& key) {
  const partiql::NodeId inserted = statement_->inserted();
  if (!constants_.IsConstant(inserted)) {
    return partiql::error::UnsupportedValue(statement_->node(inserted).at);
  }
  STATOR_ASSIGN_OR_RETURN(const ValueView value, constants_.Of(inserted));
  if (value.type() != Type::kMap) return partiql::error::InsertedIsNoMap();
  item_ = Item(value.AsMap());
  write_.kind = MutationKind::kPut;
  write_.is_insert = true;
  for (const auto [name, attribute] : item_.view()) {
    if (name.empty()) return stator::error::InvalidValue(stator::error::EmptyName(), {});
  }
  write_.item_size = item_.view().SizeAsItem();
  if (write_.item_size > limits::kItemBytesMax) return error::ItemTooLarge();
  partiql::ConditionLowering lower(*statement_, constants_, Kind::kCondition);
  const auto missing = lower.Missing(key.partition[0].name);
  STATOR_ASSIGN_OR_RETURN(expression::Binding condition, std::move(lower).Finish(missing));
  write_.condition.emplace(std::move(condition));
  return absl::OkStatus();
}

absl::Status StatementWrite::CheckKeyed(const KeySchema& key) {
  STATOR_ASSIGN_OR_RETURN(partiql::WriteKey found,
                          partiql::FindWriteKey(*statement_, constants_, key));
  item_ = std::move(found.key);
  const bool deletes = statement_->type() == StatementType::kDelete;
  write_.kind = deletes ? MutationKind::kDelete : MutationKind::kCheck;
  if (statement_->type() == StatementType::kUpdate) {
    write_.kind = MutationKind::kUpdate;
    STATOR_ASSIGN_OR_RETURN(expression::Binding update,
                            partiql::LowerUpdate(*statement_, constants_));
    write_.update.emplace(std::move(update));
  }
  if (deletes && found.rest.empty()) return absl::OkStatus();
  partiql::ConditionLowering lower(*statement_, constants_, Kind::kCondition);
  const std::string& attribute = key.partition[0].name;
  auto root = deletes ? lower.Missing(attribute) : lower.Exists(attribute);
  if (!found.rest.empty()) {
    STATOR_ASSIGN_OR_RETURN(const auto rest, lower.LowerAll(found.rest));
    root = deletes ? lower.build().Or({root, rest}) : lower.build().And({root, rest});
  }
  STATOR_ASSIGN_OR_RETURN(expression::Binding condition, std::move(lower).Finish(root));
  write_.condition.emplace(std::move(condition));
  return absl::OkStatus();
}

}  // namespace stator::plan
