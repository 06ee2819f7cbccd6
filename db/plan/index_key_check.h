// Writes that a secondary index refuses: an item whose attribute is to be the key of an entry must
// have it of the index's type, not empty and not too long, or not at all.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "db/expression/update.h"
#include "db/model/schema.h"
#include "stator/item.h"

namespace stator::plan {

// The schema gate of an item to be put.
absl::Status CheckIndexKeys(const TableSchema& schema, ItemView item);

// The schema gate of an update: what its text alone tells. An attribute that is set to a value of
// another type, or in part.
absl::Status CheckIndexKeysOfUpdate(const TableSchema& schema,
                                    const std::vector<expression::BoundUpdate::Target>& targets);

// The data gate of an update: what it has made of an attribute. One that it left as it was passes,
// though it be unfit: the item is older than the index, and has no entry.
absl::Status CheckIndexKeysAfterUpdate(const TableSchema& schema, std::optional<ItemView> before,
                                       ItemView after);

// The guide holds an item together with its entries in local indexes to the size of an item.
// `item_size`: that of the item, which is known to fit by itself.
bool FitsWithLocalEntries(const TableSchema& schema, ItemView item, size_t item_size);

}  // namespace stator::plan
