// Item collections: in a table with local secondary indexes, the items of one partition key with
// their entries in those indexes. The size of each is kept exactly, in a row that every write to
// the collection moves on in its own commit, since a write that would make it too large is refused.
// Where all is gone there is no row. Tables without local indexes have none of this.
//
//   key    table id (4) · digest of the partition key (16)       the first 20 bytes of an item's
//   key value  bytes of the collection (8, little-endian)
//
// The rows stand in the space of the indexes, under the id of the table, which no index has.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "db/engine/secondary_index.h"
#include "db/model/change.h"
#include "db/storage/store.h"
#include "stator/request/common.h"
#include "stator/request/item_collection.h"

namespace stator::engine {

// Moves on the row of the changed item's collection, and tells how large the collection is then.
// Reads what earlier changes of the same batch made of it. Errors, with which nothing is put into
// the batch: ItemCollectionSizeLimitExceededException, if the change adds bytes and they are too
// many then; those of the store.
absl::Status UpdateItemCollection(const Change& change, const IndexChanges& indexes,
                                  int64_t bytes_max, storage::Snapshot& snapshot,
                                  storage::WriteBatch& batch, std::optional<int64_t>& bytes);

// The member as the request asked for it; nullopt if it did not, or if there is no collection.
// `item` has the partition key.
std::optional<ItemCollectionMetrics> MetricsOf(std::optional<ReturnItemCollectionMetrics> asked,
                                               const KeySchema& key, ItemView item,
                                               std::optional<int64_t> bytes);

// The same for requests of many writes: each collection once, as its last write left it.
class MetricsByTable {
 public:
  using Result = std::map<std::string, std::vector<ItemCollectionMetrics>, std::less<>>;

  explicit MetricsByTable(std::optional<ReturnItemCollectionMetrics> asked) : asked_(asked) {}

  // Writes are added in the order in which they were decided.
  void Add(std::string_view table_name, const KeySchema& key, ItemView item,
           std::optional<int64_t> bytes);
  // nullopt if the request did not ask, or wrote to no collection.
  std::optional<Result> Take() &&;

 private:
  std::optional<ReturnItemCollectionMetrics> asked_;
  Result tables_;
};

}  // namespace stator::engine
