// Capacity arithmetic: how many units a read or a write of so many bytes costs (Amazon DynamoDB
// Developer Guide, "DynamoDB throughput capacity": a read unit is 4 KB read consistently, half of
// one otherwise; a write unit is 1 KB).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "db/model/schema.h"
#include "stator/request/common.h"

namespace stator::engine {

// 4 KB begun; at least one.
size_t ReadBlocks(size_t bytes);

// `bytes` is the size of the item, or the sum over the items of a page; nothing found costs as much
// as the smallest item.
double ReadUnits(size_t bytes, bool consistent);

// The larger of an item's sizes before and after the write; nothing written costs one unit.
double WriteUnits(size_t bytes_before, size_t bytes_after);

// Units of one index. Borrows the index from its table.
struct IndexUnits {
  const IndexSchema* index;
  double units;
};
// Of those that were written to, or of the one that was read.
using UnitsOfIndexes = absl::InlinedVector<IndexUnits, 1>;

// The member as the request asked for it; nullopt if it did not. `units` is that of the table.
std::optional<ConsumedCapacity> ConsumedOf(std::optional<ReturnConsumedCapacity> asked,
                                           const std::string& table_name, double units,
                                           const UnitsOfIndexes& indexes = {});

}  // namespace stator::engine
