// What a secondary index holds of one item: the projected item, and the values that its key is made
// of. Pure: what follows from a change of the item is engine/secondary_index.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "db/model/key.h"
#include "stator/item.h"

namespace stator {

class IndexEntry {
 public:
  // nullopt when `item` has no entry: an attribute of the index's key is missing, or is no value
  // for a key of this schema (of another type, empty, too long), such as an item may hold that was
  // there before its index. `item_size` is the item's size as DynamoDB counts. Borrows the item.
  static std::optional<IndexEntry> Of(const IndexSchema& index, const KeySchema& table_key,
                                      ItemView item, size_t item_size);

  // The item as the index holds it: both keys and the projected attributes.
  ItemView item() const { return projected_ ? ItemView(std::string_view(*projected_)) : whole_; }
  size_t size() const { return size_; }  // As DynamoDB counts.
  // Its place in the store.
  StoreKey Key(const DigestSecret& secret) const;

 private:
  IndexEntry() = default;

  TableId index_ = 0;
  absl::InlinedVector<ValueView, 2> partition_;
  absl::InlinedVector<ValueView, 2> sort_;
  ValueView table_partition_;
  std::optional<ValueView> table_sort_;
  ItemView whole_;
  std::optional<std::string> projected_;  // Unless all is projected.
  size_t size_ = 0;
};

}  // namespace stator
