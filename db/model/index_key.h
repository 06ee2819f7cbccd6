// Keys of the entries of secondary indexes, as the store orders them:
//
//   index entry    index id (4, big-endian) · digest of the partition attributes (16) ·
//                  sort attributes · digest of the table key (16)
//   sort attribute its bytes, each 00 as 00 FF, and behind them 00 01
//
// Theorem: among the entries of one partition, comparing keys with memcmp is comparing the lists of
// sort values, first attribute first, each as DynamoDB orders it; entries with equal lists stand in
// the order of their tables' digests. (The end of an attribute, 00 01, is less than whatever may
// stand in its place: 00 FF or a byte from 01 on.)
//
// So the entries whose leading sort attributes have given values, and those whose next attribute
// begins with given bytes, are all that start with one prefix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "db/model/key.h"

namespace stator {

using SortValues = absl::Span<const ValueView>;  // In the order of the index's key schema.

// Of the entry of one item. `table_key`: see DigestOfTableKey.
StoreKey IndexEntryKey(TableId index, const Digest& partition, SortValues sort,
                       const Digest& table_key);

// What all entries start with whose leading sort attributes are `leading`.
StoreKey IndexPrefix(TableId index, const Digest& partition, SortValues leading);
// ... and whose next sort attribute begins with the bytes `beginning`.
StoreKey IndexPrefix(TableId index, const Digest& partition, SortValues leading,
                     std::string_view beginning);

// Tells entries with the same index key apart: the digest of partition and sort key of the item.
Digest DigestOfTableKey(const DigestSecret& secret, ValueView partition,
                        std::optional<ValueView> sort);

// The key of the item behind an entry of a local index: it has the partition attribute of its
// table, and so the digest. REQUIRES: `entry_key` is the key of an entry.
StoreKey ItemKeyBehind(std::string_view entry_key, TableId table, std::optional<ValueView> sort);

// The parts of a key. Views are of the key that was parsed.
struct IndexKeyParts {
  TableId index = 0;
  std::string_view digest{};
  absl::InlinedVector<std::string, 2> sort{};  // Bytes of each attribute, no longer escaped.
  std::string_view table_key{};
};
// nullopt for what is no key of an entry.
std::optional<IndexKeyParts> ParseIndexKey(std::string_view key);
// "index 7, digest 1f.., sort 'abc' '\001', table key 2e..": any raw key of the indexes space, for
// a human.
std::string DescribeIndexKey(std::string_view key);

}  // namespace stator
