#include "db/plan/transaction.h"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/read.h"
#include "db/plan/request_expressions.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::BoundUpdate;
using expression::Kind;

const std::optional<Expression> kNoUpdate;

// What the four kinds have in common. Names and values that stand there without an expression are
// ignored, unlike those of single writes.
template <typename Action>
absl::StatusOr<CheckedAction> Check(MutationKind kind, const Item& item, const Action& action,
                                    const std::optional<Expression>& update,
                                    expression::Cache& cache) {
  CheckedAction checked{*action.table_name, {.kind = kind, .item = item}};
  CheckedWrite& write = checked.write;
  write.return_item_on_failure = action.return_values_on_condition_check_failure ==
                                 ReturnValuesOnConditionCheckFailure::kAllOld;
  if (kind == MutationKind::kPut) {
    write.item_size = write.item.SizeAsItem();
    if (write.item_size > limits::kItemBytesMax) return error::ItemTooLarge();
  }
  if (!update && !action.condition_expression) return checked;
  RequestExpressions in(action.expression_attribute_names, action.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_ASSIGN_OR_RETURN(write.update, in.Bind<BoundUpdate>(Kind::kUpdate, update));
  STATOR_ASSIGN_OR_RETURN(write.condition,
                          in.Bind<BoundCondition>(Kind::kCondition, action.condition_expression));
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return checked;
}

absl::StatusOr<CheckedAction> Check(const TransactWriteItem& item, expression::Cache& cache) {
  const int actions = item.condition_check.has_value() + item.put.has_value() +
                      item.delete_.has_value() + item.update.has_value();
  if (actions != 1) return error::NotOneAction();
  if (item.condition_check) {
    const ConditionCheck& check = *item.condition_check;
    return Check(MutationKind::kCheck, *check.key, check, kNoUpdate, cache);
  }
  if (item.put) return Check(MutationKind::kPut, *item.put->item, *item.put, kNoUpdate, cache);
  if (item.delete_) {
    return Check(MutationKind::kDelete, *item.delete_->key, *item.delete_, kNoUpdate, cache);
  }
  const TransactUpdate& update = *item.update;
  return Check(MutationKind::kUpdate, *update.key, update, update.update_expression, cache);
}

// The first attribute of a key that is there, of its type, and empty. nullptr: none is.
const KeyAttribute* FindEmpty(const KeySchema& key, ItemView item) {
  for (const auto* part : {&key.partition, &key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      const auto value = item.Find(attribute.name);
      if (value && value->type() == attribute.type && value->ScalarBytes().empty()) {
        return &attribute;
      }
    }
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<std::vector<CheckedAction>> CheckTransaction(
    const TransactWriteItemsRequest& request, expression::Cache& cache) {
  std::vector<CheckedAction> actions;
  actions.reserve(request.transact_items->size());
  for (const TransactWriteItem& item : *request.transact_items) {
    STATOR_ASSIGN_OR_RETURN(auto action, Check(item, cache));
    actions.push_back(std::move(action));
  }
  return actions;
}

absl::StatusOr<std::vector<CheckedGet>> CheckTransaction(const TransactGetItemsRequest& request,
                                                         expression::Cache& cache) {
  std::vector<CheckedGet> gets;
  gets.reserve(request.transact_items->size());
  for (const TransactGetItem& item : *request.transact_items) {
    const TransactGet& get = *item.get;
    STATOR_ASSIGN_OR_RETURN(
        auto projection,
        CheckProjection(get.projection_expression, get.expression_attribute_names, cache));
    gets.push_back({*get.table_name, *get.key, std::move(projection)});
  }
  return gets;
}

absl::Status CheckKeysHaveContent(ItemView item, const TableSchema& schema) {
  if (const KeyAttribute* empty = FindEmpty(schema.key, item)) {
    return error::EmptyKeyValue(empty->name, empty->type);
  }
  for (const IndexSchema& index : schema.indexes) {
    if (const KeyAttribute* empty = FindEmpty(index.key, item)) {
      return error::EmptyIndexKey(empty->name, empty->type, index.name);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDistinct(const std::vector<const Address*>& addresses) {
  std::unordered_set<std::string_view> seen;
  for (const Address* address : addresses) {
    if (address != nullptr && !seen.insert(address->store_key.bytes()).second) {
      return error::SeveralActionsOnOneItem();
    }
  }
  return absl::OkStatus();
}

}  // namespace stator::plan
