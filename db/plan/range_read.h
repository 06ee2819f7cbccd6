// A Query or a Scan as the engine runs it: a range of store keys and what to do with each item.
#pragma once

#include <cstdint>
#include <optional>

#include "db/expression/condition.h"
#include "db/expression/projection.h"
#include "db/model/key.h"
#include "db/model/schema.h"
#include "stator/item.h"

namespace stator::plan {

// Borrows from the request (values) and from the table (schema); both outlive it.
struct RangeRead {
  const TableSchema* schema;
  StoreKey begin;                  // Inclusive.
  StoreKey end;                    // Exclusive; of no bytes: to the end of the space.
  bool forward = true;
  int32_t limit = INT32_MAX;       // Items to look at.
  bool count_only = false;
  // Of a Query: what every item found must hold as its partition key. Of a Scan: nullopt.
  std::optional<ValueView> partition;
  const expression::BoundCondition* filter = nullptr;       // Borrowed; nullptr: every item passes.
  const expression::BoundProjection* projection = nullptr;  // Borrowed; nullptr: all attributes.
};

}  // namespace stator::plan
