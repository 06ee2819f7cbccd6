// Capacity arithmetic: how many units a read or a write of so many bytes costs (Amazon DynamoDB
// Developer Guide, "DynamoDB throughput capacity": a read unit is 4 KB read consistently, half of
// one otherwise; a write unit is 1 KB).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// What an action of a transaction costs: everything is done twice, once to prepare it.
double TransactReadUnits(size_t bytes);
double TransactWriteUnits(size_t bytes_before, size_t bytes_after);

// Adds up what a request on several tables consumes: of batches and of transactions.
class ConsumedByTable {
 public:
  // Transactions also say whether the units are of reads or of writes.
  enum class Of : uint8_t { kBatch, kTransactReads, kTransactWrites };
  explicit ConsumedByTable(Of of) : of_(of) {}

  // `indexes` counts once, whatever the table costs.
  void Add(std::string_view table_name, double units, const UnitsOfIndexes& indexes = {});
  // One element for each table, by name; nullopt if the request did not ask.
  std::optional<std::vector<ConsumedCapacity>> Result(
      std::optional<ReturnConsumedCapacity> asked) const;

 private:
  struct Table {
    double units = 0;
    UnitsOfIndexes indexes;
  };

  Of of_;
  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace stator::engine
