// Keys as the store orders them. Every shape:
//
//   item          table id (4, big-endian) · digest of the partition key (16) · sort key
//   partition     table id (4) · digest (16)                      a prefix: all items of a
//   partition table         table id (4)                                    a prefix: all items of
//   a table
//
// The sort key is the bytes of its one attribute: UTF-8 text, binary, or a number's encoding.
// Theorem: among items of one partition, comparing keys with memcmp is comparing sort values as
// DynamoDB orders them.
//
// The digest is SipHash-2-4-128 over type and length-prefixed value of each partition attribute,
// keyed by the database's secret. It hides the length of partition keys from the store and spreads
// partitions evenly; since the item itself holds its full key, a reader verifies it, and a
// collision is an error, never another's item.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"
#include "db/model/schema.h"
#include "stator/item.h"

namespace stator {

// The key of the digest. Random on disk, fixed in memory unless asked otherwise.
struct DigestSecret {
  std::array<uint8_t, 16> bytes{};
};

// 128 bits, compared as bytes.
class Digest {
 public:
  static constexpr size_t kBytes = 16;
  static Digest Of(const DigestSecret& secret, absl::Span<const ValueView> partition_values);
  explicit Digest(std::array<uint8_t, kBytes> bytes) : bytes_(bytes) {}
  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), kBytes}; }

  // The smallest digest of segment `segment` when the space of digests is cut into `total` equal
  // ranges; nullopt for segment == total, the end of the space. A Scan's segments are these.
  static std::optional<Digest> SegmentStart(uint32_t segment, uint32_t total);
  // The segment that this digest lies in: consistent with SegmentStart.
  uint32_t SegmentOf(uint32_t total) const;

  friend auto operator<=>(const Digest&, const Digest&) = default;

 private:
  std::array<uint8_t, kBytes> bytes_;
};

// Bytes of one of the shapes above. A class of its own, so that nobody compares a store key with
// an attribute by accident. Short keys are held inline.
class StoreKey {
 public:
  static StoreKey Item(TableId table, const Digest& digest, std::optional<ValueView> sort);
  static StoreKey Partition(TableId table, const Digest& digest);
  static StoreKey Table(TableId table);
  // For bounds: a prefix with raw sort bytes behind it.
  static StoreKey WithSortBytes(TableId table, const Digest& digest, std::string_view sort_bytes);

  // The bytes of an item's key, as bytes() gave them. nullopt: they are none.
  static std::optional<StoreKey> ParseItem(std::string_view item_key);

  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }
  // The first key after this one alone.
  void Advance() { bytes_.push_back('\0'); }
  // The first key after every key that starts with this one; false when there is none (all FF).
  bool AdvanceBeyondPrefix();

  // Of a well-formed item key.
  static TableId TableOf(std::string_view item_key);
  static std::string_view DigestOf(std::string_view item_key);
  static std::string_view SortOf(std::string_view item_key);
  // "table 7, digest 1f.., sort 'abc'": any raw key of the items space, for a human.
  static std::string Describe(std::string_view item_key);

  friend bool operator==(const StoreKey& a, const StoreKey& b) { return a.bytes() == b.bytes(); }

 private:
  absl::InlinedVector<char, 64> bytes_;
};

}  // namespace stator
