// The description that every operation on tables answers with.
#pragma once

#include <string>
#include <vector>

#include "db/engine/table.h"
#include "db/engine/table_state.h"
#include "db/engine/table_stats.h"
#include "stator/request/table.h"

namespace stator::engine {

// Of a table and its indexes; those in the order of the definition's.
struct DescribedStats {
  TableStats table;
  std::vector<TableStats> indexes{};
};
absl::StatusOr<DescribedStats> ReadDescribedStats(storage::Store& store,
                                                  const TableDefinition& table);

// `states` and `stats` are of this definition. `arn_prefix`: what stands before the table's name.
TableDescription DescriptionOf(const TableDefinition& table, const States& states,
                               const DescribedStats& stats, const std::string& arn_prefix);

}  // namespace stator::engine
