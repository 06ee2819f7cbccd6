#include "db/plan/write.h"

#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/index_key_check.h"
#include "db/plan/key_path_check.h"
#include "db/plan/legacy_condition.h"
#include "db/plan/legacy_update.h"
#include "db/plan/parameter_check.h"
#include "db/plan/request_expressions.h"
#include "db/request/check_values.h"
#include "db/request/value_error.h"

namespace stator::plan {
namespace {

using expression::BoundCondition;
using expression::BoundUpdate;
using expression::Kind;

// The condition of a request is an expression or a legacy parameter, never both.
template <typename Request>
absl::Status LowerCondition(const Request& request, CheckedWrite& write) {
  if (!request.expected && !request.conditional_operator) return absl::OkStatus();
  STATOR_ASSIGN_OR_RETURN(write.condition,
                          LowerExpected(request.expected, request.conditional_operator));
  return absl::OkStatus();
}

// What the three requests have in common, once it is known what the item is.
template <typename Request>
CheckedWrite Begin(MutationKind kind, ItemView item, const Request& request) {
  return {.kind = kind,
          .item = item,
          .return_values = request.return_values.value_or(ReturnValues::kNone),
          .return_item_on_failure = request.return_values_on_condition_check_failure ==
                                    ReturnValuesOnConditionCheckFailure::kAllOld};
}

// A fault of an expression has a prefix, unless all that is wrong is that there is none.
absl::Status FaultOf(const std::optional<Expression>& expression, absl::Status fault) {
  const bool is_empty = expression && expression->text().empty();
  return is_empty ? fault : error::Enveloped(std::move(fault));
}

bool IsOldOrNone(ReturnValues values) {
  return values == ReturnValues::kNone || values == ReturnValues::kAllOld;
}

absl::Status CheckUpdateOfKeys(const BoundUpdate& update, const TableSchema& schema) {
  const std::vector<BoundUpdate::Target> targets = update.Targets();
  for (const BoundUpdate::Target& target : targets) {
    if (schema.key.Find(target.attribute) != nullptr) {
      return error::CannotUpdateKey(target.attribute);
    }
  }
  STATOR_RETURN_IF_ERROR(CheckIndexKeysOfUpdate(schema, targets));
  return CheckNoPathIntoKey(update.binding(), schema);
}

}  // namespace

absl::StatusOr<CheckedWrite> CheckWrite(const PutItemRequest& request, expression::Cache& cache) {
  CheckedWrite write = Begin(MutationKind::kPut, *request.item, request);
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  if (!IsOldOrNone(write.return_values)) return error::ReturnValuesOfPut();
  STATOR_RETURN_IF_ERROR(LowerCondition(request, write));
  write.item_size = write.item.SizeAsItem();
  if (write.item_size > limits::kItemBytesMax) return error::ItemTooLarge();
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(
      CheckExpressionValues(request.expression_attribute_values, kEnveloping<PutItemRequest>));
  auto condition = in.Bind<BoundCondition>(Kind::kCondition, request.condition_expression);
  if (!condition.ok()) return FaultOf(request.condition_expression, condition.status());
  if (request.condition_expression) write.condition = *std::move(condition);
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return write;
}

absl::StatusOr<CheckedWrite> CheckWrite(const UpdateItemRequest& request,
                                        expression::Cache& cache) {
  CheckedWrite write = Begin(MutationKind::kUpdate, *request.key, request);
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  STATOR_ASSIGN_OR_RETURN(write.update, LowerAttributeUpdates(request.attribute_updates));
  STATOR_RETURN_IF_ERROR(LowerCondition(request, write));
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(
      CheckExpressionValues(request.expression_attribute_values, kEnveloping<UpdateItemRequest>));
  auto update = in.Bind<BoundUpdate>(Kind::kUpdate, request.update_expression);
  if (!update.ok()) return FaultOf(request.update_expression, update.status());
  auto condition = in.Bind<BoundCondition>(Kind::kCondition, request.condition_expression);
  if (!condition.ok()) return FaultOf(request.condition_expression, condition.status());
  if (request.update_expression) write.update = *std::move(update);
  if (request.condition_expression) write.condition = *std::move(condition);
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return write;
}

absl::StatusOr<CheckedWrite> CheckWrite(const DeleteItemRequest& request,
                                        expression::Cache& cache) {
  CheckedWrite write = Begin(MutationKind::kDelete, *request.key, request);
  STATOR_RETURN_IF_ERROR(CheckCombination(request));
  STATOR_RETURN_IF_ERROR(LowerCondition(request, write));
  RequestExpressions in(request.expression_attribute_names, request.expression_attribute_values,
                        cache);
  STATOR_RETURN_IF_ERROR(in.CheckKeys());
  STATOR_RETURN_IF_ERROR(
      CheckExpressionValues(request.expression_attribute_values, kEnveloping<DeleteItemRequest>));
  if (request.condition_expression) {
    STATOR_ASSIGN_OR_RETURN(
        write.condition, in.Bind<BoundCondition>(Kind::kCondition, request.condition_expression));
  }
  if (!IsOldOrNone(write.return_values)) return error::ReturnValuesOfDelete(write.return_values);
  STATOR_RETURN_IF_ERROR(in.CheckAllUsed());
  return write;
}

absl::StatusOr<Mutation> PlanWrite(const CheckedWrite& write, const TableSchema& schema,
                                   const DigestSecret& secret) {
  STATOR_ASSIGN_OR_RETURN(Address address, write.kind == MutationKind::kPut
                                               ? AddressOfItem(schema, secret, write.item)
                                               : AddressOfKey(schema, secret, write.item));
  if (write.kind == MutationKind::kPut) {
    STATOR_RETURN_IF_ERROR(CheckIndexKeys(schema, write.item));
    if (!FitsWithLocalEntries(schema, write.item, write.item_size)) return error::ItemTooLarge();
  }
  if (write.update) STATOR_RETURN_IF_ERROR(CheckUpdateOfKeys(*write.update, schema));
  return Mutation{.kind = write.kind,
                  .address = std::move(address),
                  .item = write.item,
                  .item_size = write.item_size,
                  .condition = write.condition ? &*write.condition : nullptr,
                  .update = write.update ? &*write.update : nullptr,
                  .return_values = write.return_values,
                  .return_item_on_failure = write.return_item_on_failure,
                  .is_insert = write.is_insert};
}

}  // namespace stator::plan
