// What a Query or a Scan reads: a table, or one of its secondary indexes.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "db/model/schema.h"

namespace stator::plan {

// Borrows from the table. Cheap to copy.
struct Source {
  const TableSchema* table;
  const IndexSchema* index = nullptr;  // nullptr: the table itself.

  TableId id() const { return index != nullptr ? index->id : table->id; }
  const KeySchema& key() const { return index != nullptr ? index->key : table->key; }
  // True if what is read has the attribute, where the item has it.
  bool Holds(std::string_view attribute) const {
    return index == nullptr || index->Holds(attribute, table->key);
  }
};

// The table, or its index of that name. Refused: an index that there is not, or that is still being
// filled; a consistent read of a global one.
absl::StatusOr<Source> SourceOf(const TableSchema& table,
                                const std::optional<std::string>& index_name, bool consistent);

}  // namespace stator::plan
