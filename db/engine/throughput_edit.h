// A change of provisioned throughput, of a table or of a global index, which remember alike when it
// last grew and shrank.
#pragma once

#include <utility>

#include "stator/clock.h"
#include "stator/request/throughput.h"

namespace stator::engine {

inline bool SameUtcDay(Time a, Time b) {
  return std::chrono::floor<std::chrono::days>(a) == std::chrono::floor<std::chrono::days>(b);
}

inline bool SameThroughput(const ProvisionedThroughput& a, const ProvisionedThroughput& b) {
  return a.read_capacity_units == b.read_capacity_units &&
         a.write_capacity_units == b.write_capacity_units;
}

template <typename Definition>
void ChangeThroughput(Definition& definition, const ProvisionedThroughput& to, Time now) {
  const ProvisionedThroughput from = std::exchange(definition.throughput, to);
  const bool increases = *to.read_capacity_units > *from.read_capacity_units ||
                         *to.write_capacity_units > *from.write_capacity_units;
  const bool decreases = *to.read_capacity_units < *from.read_capacity_units ||
                         *to.write_capacity_units < *from.write_capacity_units;
  if (increases) definition.last_increase = now;
  if (!decreases) return;
  const bool again = definition.last_decrease && SameUtcDay(*definition.last_decrease, now);
  definition.decreases_today = again ? definition.decreases_today + 1 : 1;
  definition.last_decrease = now;
}

}  // namespace stator::engine
