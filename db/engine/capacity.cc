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

double TransactReadUnits(size_t bytes) { return 2 * ReadUnits(bytes, true); }

double TransactWriteUnits(size_t bytes_before, size_t bytes_after) {
  return 2 * WriteUnits(bytes_before, bytes_after);
}

void ConsumedByTable::Add(std::string_view table_name, double units,
                          const UnitsOfIndexes& indexes) {
  Table& table = tables_[std::string(table_name)];
  table.units += units;
  for (const IndexUnits& added : indexes) {
    const auto same = std::find_if(
        table.indexes.begin(), table.indexes.end(),
        [&](const IndexUnits& known) { return known.index->name == added.index->name; });
    if (same == table.indexes.end()) {
      table.indexes.push_back(added);
    } else {
      same->units += added.units;
    }
  }
}

std::optional<std::vector<ConsumedCapacity>> ConsumedByTable::Result(
    std::optional<ReturnConsumedCapacity> asked) const {
  if (!asked || *asked == ReturnConsumedCapacity::kNone) return std::nullopt;
  std::vector<ConsumedCapacity> result;
  for (const auto& [name, table] : tables_) {
    ConsumedCapacity& consumed =
        result.emplace_back(*ConsumedOf(asked, name, table.units, table.indexes));
    const auto mark = [&](auto& capacity) {
      if (of_ == Of::kTransactReads) capacity.read_capacity_units = capacity.capacity_units;
      if (of_ == Of::kTransactWrites) capacity.write_capacity_units = capacity.capacity_units;
    };
    mark(consumed);
    if (consumed.table) mark(*consumed.table);
    for (auto* indexes : {&consumed.local_secondary_indexes, &consumed.global_secondary_indexes}) {
      if (!*indexes) continue;
      for (auto& [index, capacity] : **indexes) mark(capacity);
    }
  }
  return result;
}

}  // namespace stator::engine
