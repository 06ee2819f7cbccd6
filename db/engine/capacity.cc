#include "db/engine/capacity.h"

#include <algorithm>

#include "db/base/limits.h"

namespace stator::engine {
namespace {

double UnitsOf(size_t bytes, size_t unit) {
  return static_cast<double>(std::max<size_t>(1, (bytes + unit - 1) / unit));
}

}  // namespace

double ReadUnits(size_t bytes, bool consistent) {
  const double units = UnitsOf(bytes, limits::kReadUnitBytes);
  return consistent ? units : units / 2;
}

double WriteUnits(size_t bytes_before, size_t bytes_after) {
  return UnitsOf(std::max(bytes_before, bytes_after), limits::kWriteUnitBytes);
}

std::optional<ConsumedCapacity> ConsumedOf(std::optional<ReturnConsumedCapacity> asked,
                                           const std::string& table_name, double units) {
  if (!asked || *asked == ReturnConsumedCapacity::kNone) return std::nullopt;
  ConsumedCapacity consumed{.table_name = table_name, .capacity_units = units};
  if (*asked == ReturnConsumedCapacity::kIndexes)
    consumed.table = Capacity{.capacity_units = units};
  return consumed;
}

}  // namespace stator::engine
