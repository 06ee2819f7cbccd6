// A Query or a Scan as the engine runs it: a range of store keys and what to do with each item.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "db/expression/condition.h"
#include "db/expression/projection.h"
#include "db/model/key.h"
#include "db/model/schema.h"
#include "stator/item.h"

namespace stator::plan {

// Borrows from the request (values), from the bound expressions and from the table (schema).
struct RangeRead {
  const TableSchema* schema;
  StoreKey begin;  // Inclusive.
  StoreKey end;    // Exclusive; of no bytes: to the end of the space.
  bool forward = true;
  int32_t limit = std::numeric_limits<int32_t>::max();  // Items to look at.
  bool count_only = false;
  // Of a Query: what every item found must hold as its partition key. Of a Scan: nullopt.
  std::optional<ValueView> partition = std::nullopt;
  const expression::BoundCondition* filter = nullptr;       // nullptr: every item passes.
  const expression::BoundProjection* projection = nullptr;  // nullptr: all attributes.
};

}  // namespace stator::plan
