#include "db/plan/source.h"

#include "db/plan/error.h"

namespace stator::plan {

absl::StatusOr<Source> SourceOf(const TableSchema& table,
                                const std::optional<std::string>& index_name, bool consistent) {
  if (!index_name) return Source{&table};
  const IndexSchema* const index = table.FindIndex(*index_name);
  if (index == nullptr) return error::IndexNotFound(*index_name);
  if (index->is_backfilling) return error::IndexBackfilling(*index_name);
  if (consistent && !index->is_local) return error::ConsistentReadOfGlobalIndex();
  return Source{&table, index};
}

}  // namespace stator::plan
