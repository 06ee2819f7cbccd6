// The item record, the value that the store keeps under an item's key:
//
//   format (1) · stamp of the last writer (8, big-endian, filled in by the store) ·
//   size as DynamoDB counts it (4, little-endian) ·
//   where in the item the value of its partition key begins (4, little-endian) ·
//   item (the encoding of an M)
//
// The size stands in front so that paging and capacity need not walk the item, and the place of the
// partition key so that a reader verifies it without a walk: the store key has but its digest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stator/item.h"

namespace stator {

class ItemRecord {
 public:
  static constexpr uint8_t kFormat = 1;
  static constexpr size_t kStampOffset = 1;  // Where the store writes the stamp.
  static constexpr size_t kHeaderBytes = 1 + 8 + 4 + 4;

  // Bytes of the record of an item.
  static size_t BytesFor(ItemView item) { return kHeaderBytes + item.encoded().size(); }

  // Writes the record of an item to `to`, where BytesFor bytes have room, with a stamp of zero for
  // the store to fill in. REQUIRES: the item has `partition_attribute`.
  static void Write(ItemView item, size_t item_size, std::string_view partition_attribute,
                    char* to);

  // nullopt when the bytes are not a record (unknown format, too short). The item inside is not
  // walked: its bytes are vouched for by the store's checksum.
  static std::optional<ItemRecord> Read(std::string_view bytes);

  uint64_t stamp() const { return stamp_; }
  uint32_t item_size() const { return item_size_; }
  ItemView item() const { return item_; }  // Borrowed from the bytes read.

  // True if the item's partition key is the attribute `name` with this value. Looks at that place
  // only; any bytes are safe.
  bool HasPartition(std::string_view name, ValueView value) const;

 private:
  uint64_t stamp_ = 0;
  uint32_t item_size_ = 0;
  uint32_t partition_offset_ = 0;
  ItemView item_;
};

}  // namespace stator
