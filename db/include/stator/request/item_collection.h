// What writes tell of item collections. In a table with local secondary indexes the items of one
// partition key are a collection, together with their entries in those indexes; its size is
// bounded.
#pragma once

#include <optional>
#include <vector>

#include "stator/item.h"

namespace stator {

struct ItemCollectionMetrics {
  std::optional<Item> item_collection_key{};  // The partition key alone.
  // The GB (of 2^30 bytes) that the collection has at least, and at most: two numbers.
  std::optional<std::vector<double>> size_estimate_range_gb{};
};

}  // namespace stator
