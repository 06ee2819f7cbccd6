// PutItem, UpdateItem and DeleteItem: from request to Mutation. First the request gate, which needs
// no table and is passed once; then the schema gate, which is passed again when a write must be
// planned anew.
#pragma once

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "db/expression/cache.h"
#include "db/expression/condition.h"
#include "db/expression/update.h"
#include "db/plan/mutation.h"
#include "stator/request/item.h"

namespace stator::plan {

// A write that passed the request gate. Borrows from the request, which outlives it. Moving it
// invalidates mutations made from it.
struct CheckedWrite {
  MutationKind kind;
  ItemView item;         // Of a put: the item. Else: the key.
  size_t item_size = 0;  // Of a put.
  std::optional<expression::BoundCondition> condition = std::nullopt;
  std::optional<expression::BoundUpdate> update = std::nullopt;
  ReturnValues return_values = ReturnValues::kNone;
  bool return_item_on_failure = false;
  bool is_insert = false;  // A put whose condition says that there is no item of its key.
};

// REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<CheckedWrite> CheckWrite(const PutItemRequest& request, expression::Cache& cache);
absl::StatusOr<CheckedWrite> CheckWrite(const UpdateItemRequest& request, expression::Cache& cache);
absl::StatusOr<CheckedWrite> CheckWrite(const DeleteItemRequest& request, expression::Cache& cache);

// The schema gate. The Mutation borrows from `write` and `schema`.
absl::StatusOr<Mutation> PlanWrite(const CheckedWrite& write, const TableSchema& schema,
                                   const DigestSecret& secret);

}  // namespace stator::plan
