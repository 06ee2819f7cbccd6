#include "db/plan/batch.h"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "db/base/limits.h"
#include "db/base/status_macros.h"
#include "db/plan/error.h"
#include "db/plan/legacy_mix.h"
#include "db/plan/legacy_projection.h"
#include "db/plan/read.h"

namespace stator::plan {
namespace {

// Equal keys are equal bytes, whatever the order of their attributes and the spelling of numbers.
absl::Status CheckDistinct(const std::vector<Item>& keys) {
  std::unordered_set<std::string_view> seen;
  for (const Item& key : keys) {
    if (!seen.insert(key.encoded()).second) return error::DuplicateKeys();
  }
  return absl::OkStatus();
}

absl::StatusOr<CheckedWrite> CheckWrite(const WriteRequest& request) {
  if (request.put_request.has_value() == request.delete_request.has_value()) {
    return error::NotOneRequest();
  }
  if (request.delete_request) {
    return CheckedWrite{.kind = MutationKind::kDelete, .item = *request.delete_request->key};
  }
  CheckedWrite write{.kind = MutationKind::kPut, .item = *request.put_request->item};
  write.item_size = write.item.SizeAsItem();
  if (write.item_size > limits::kItemBytesMax) return error::ItemTooLarge();
  return write;
}

// "A single call" may not mix both kinds of parameters: that means all tables of it.
absl::Status CheckTablesNotMixed(const BatchGetItemRequest& request) {
  bool legacy = false;
  bool expressions = false;
  for (const auto& [name, gets] : *request.request_items) {
    legacy = legacy || gets.attributes_to_get.has_value();
    expressions = expressions || gets.projection_expression.has_value();
  }
  return CheckNotMixed({{"AttributesToGet", legacy}}, {{"ProjectionExpression", expressions}});
}

absl::StatusOr<std::optional<expression::BoundProjection>> CheckTableProjection(
    const KeysAndAttributes& gets, expression::Cache& cache) {
  const auto& names = gets.expression_attribute_names;
  if (gets.projection_expression) return CheckProjection(gets.projection_expression, names, cache);
  if (names) return error::NamesWithoutExpression();
  return LowerAttributesToGet(gets.attributes_to_get);
}

}  // namespace

absl::StatusOr<std::vector<CheckedTableGets>> CheckBatch(const BatchGetItemRequest& request,
                                                         expression::Cache& cache) {
  STATOR_RETURN_IF_ERROR(CheckTablesNotMixed(request));
  std::vector<CheckedTableGets> tables;
  size_t count = 0;
  for (const auto& [name, gets] : *request.request_items) {
    count += gets.keys->size();
    if (count > limits::kBatchGetKeysMax) return error::TooManyItems("BatchGetItem");
    STATOR_ASSIGN_OR_RETURN(auto projection, CheckTableProjection(gets, cache));
    STATOR_RETURN_IF_ERROR(CheckDistinct(*gets.keys));
    tables.push_back({&name, *gets.keys, &gets, std::move(projection)});
  }
  return tables;
}

absl::StatusOr<std::vector<CheckedTableWrites>> CheckBatch(const BatchWriteItemRequest& request) {
  std::vector<CheckedTableWrites> tables;
  size_t count = 0;
  for (const auto& [name, requests] : *request.request_items) {
    count += requests.size();
    if (count > limits::kBatchWritesMax) return error::TooManyItems("BatchWriteItem");
    CheckedTableWrites& table = tables.emplace_back(CheckedTableWrites{&name, {}});
    for (const WriteRequest& write : requests) {
      STATOR_ASSIGN_OR_RETURN(auto checked, CheckWrite(write));
      table.writes.push_back(std::move(checked));
    }
  }
  return tables;
}

absl::StatusOr<Mutation> PlanBatchWrite(const CheckedWrite& write, const TableSchema& schema,
                                        const DigestSecret& secret) {
  // A key of the wrong type is told of as in a key, even where it stands in an item.
  for (const auto* part : {&schema.key.partition, &schema.key.sort}) {
    for (const KeyAttribute& attribute : *part) {
      const auto value = write.item.Find(attribute.name);
      if (value && value->type() != attribute.type) return error::KeyDoesNotMatchSchema();
    }
  }
  return PlanWrite(write, schema, secret);
}

}  // namespace stator::plan
