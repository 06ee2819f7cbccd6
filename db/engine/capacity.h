// Capacity arithmetic: how many units a read or a write of so many bytes costs (Amazon DynamoDB
// Developer Guide, "DynamoDB throughput capacity": a read unit is 4 KB read consistently, half of
// one otherwise; a write unit is 1 KB).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stator/request/common.h"

namespace stator::engine {

// `bytes` is the size of the item, or the sum over the items of a page; nothing found costs as much
// as the smallest item.
double ReadUnits(size_t bytes, bool consistent);

// The larger of an item's sizes before and after the write; nothing written costs one unit.
double WriteUnits(size_t bytes_before, size_t bytes_after);

// The member as the request asked for it; nullopt if it did not.
std::optional<ConsumedCapacity> ConsumedOf(std::optional<ReturnConsumedCapacity> asked,
                                           const std::string& table_name, double units);

}  // namespace stator::engine
