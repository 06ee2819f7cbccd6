// A Query or a Scan as the engine runs it: a range of store keys and what to do with each item. It
// does not say where it came from: expressions, legacy parameters and statements all become one.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "absl/types/span.h"
#include "db/base/limits.h"
#include "db/expression/condition.h"
#include "db/expression/projection.h"
#include "db/model/key.h"
#include "db/plan/source.h"
#include "stator/item.h"

namespace stator::plan {

// Borrows from the request (values), from the bound expressions and from the table (schema).
struct RangeRead {
  Source source;
  StoreKey begin;  // Inclusive.
  StoreKey end;    // Exclusive; of no bytes: to the end of the space.
  bool forward = true;
  int32_t limit = std::numeric_limits<int32_t>::max();  // Items to look at.
  bool count_only = false;
  // Of a local index: filter and projection see the whole item, fetched from the table.
  bool fetches = false;
  // Of a Query: what every item found must hold as its partition key, in the order of the key
  // schema. Of a Scan: nothing.
  std::array<ValueView, limits::kIndexKeyAttributesMax> partition_values{};
  size_t partition_count = 0;
  const expression::BoundCondition* filter = nullptr;       // nullptr: every item passes.
  const expression::BoundProjection* projection = nullptr;  // nullptr: all attributes.

  absl::Span<const ValueView> partition() const {
    return {partition_values.data(), partition_count};
  }
};

}  // namespace stator::plan
