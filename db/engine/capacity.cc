#include "db/engine/capacity.h"

#include <algorithm>

#include "db/base/limits.h"

namespace stator::engine {
namespace {

size_t BlocksOf(size_t bytes, size_t unit) {
  return std::max<size_t>(1, (bytes + unit - 1) / unit);
}

}  // namespace

size_t ReadBlocks(size_t bytes) { return BlocksOf(bytes, limits::kReadUnitBytes); }

double ReadUnits(size_t bytes, bool consistent) {
  const auto units = static_cast<double>(ReadBlocks(bytes));
  return consistent ? units : units / 2;
}

double WriteUnits(size_t bytes_before, size_t bytes_after) {
  return static_cast<double>(
      BlocksOf(std::max(bytes_before, bytes_after), limits::kWriteUnitBytes));
}

std::optional<ConsumedCapacity> ConsumedOf(std::optional<ReturnConsumedCapacity> asked,
                                           const std::string& table_name, double units,
                                           const UnitsOfIndexes& indexes) {
  if (!asked || *asked == ReturnConsumedCapacity::kNone) return std::nullopt;
  double total = units;
  for (const IndexUnits& index : indexes) total += index.units;
  ConsumedCapacity consumed{.table_name = table_name, .capacity_units = total};
  if (*asked != ReturnConsumedCapacity::kIndexes) return consumed;
  consumed.table = Capacity{.capacity_units = units};
  for (const auto& [index, index_units] : indexes) {
    auto& by_name =
        index->is_local ? consumed.local_secondary_indexes : consumed.global_secondary_indexes;
    if (!by_name) by_name.emplace();
    (*by_name)[index->name].capacity_units = index_units;
  }
  return consumed;
}

}  // namespace stator::engine
