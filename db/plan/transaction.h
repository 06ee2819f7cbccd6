// TransactGetItems and TransactWriteItems: their request gates, and the part of the schema gate
// that refuses a whole transaction.
//
// What a fault is depends on where it is found. A request that is malformed by itself (expressions,
// values, sizes, a key without content, two actions on one item) is a ValidationException. What
// only the table can tell of one action (a key that does not match its schema, an update of the
// key) cancels the transaction, with a reason for that action.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "db/expression/cache.h"
#include "db/expression/projection.h"
#include "db/plan/write.h"
#include "stator/request/transaction.h"

namespace stator::plan {

// A write of a transaction that passed the request gate, wherever it came from. Borrows from the
// request, which outlives it.
struct CheckedAction {
  std::string_view table_name;
  CheckedWrite write;
};

// A read, likewise.
struct CheckedGet {
  std::string_view table_name;
  ItemView key;
  std::optional<expression::BoundProjection> projection = std::nullopt;
};

// REQUIRES: the request passed CheckMembers and CheckValues.
absl::StatusOr<std::vector<CheckedAction>> CheckTransaction(
    const TransactWriteItemsRequest& request, expression::Cache& cache);
absl::StatusOr<std::vector<CheckedGet>> CheckTransaction(const TransactGetItemsRequest& request,
                                                         expression::Cache& cache);

// Of the attributes in `item` that are of the key of the table or of an index, none is empty.
absl::Status CheckKeysHaveContent(ItemView item, const TableSchema& schema);

// No two of them are of one item. nullptr stands for an action without an address.
absl::Status CheckDistinct(const std::vector<const Address*>& addresses);

}  // namespace stator::plan
