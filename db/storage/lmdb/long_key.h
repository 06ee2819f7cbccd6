// How a key of any length becomes keys that LMDB takes (at most 511 bytes).
//
//   cut(S, k)   |k| <= 500    the key k in the database of space S
//               |k| >  500    a link at  k[0,500) · FF  in the database of S, and
//                             cut(segments, tag(k[0,500)) · k[500,..))
//
//   tag(p) = space (1) · the first four bytes of the key, an id (4) · SipHash-2-4-128(secret, p)
//
// p is what stands in the database above, so in the second link it begins with the first tag, and
// each digest covers all that came before. No number is allocated: a get computes where the leaf
// lies and goes straight to it.
//
// Theorem. Keys of one space, cut, compare like the keys themselves: for a != b let a', b' be their
// forms in the database of the space. If a' != b' then a' < b' exactly if a < b; if a' = b' then
// both are links, a and b share 500 bytes, and their order is that of the rests, which stand in
// that order behind one tag. `docs/format-store.md` has the proof.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"

namespace stator::storage::lmdb {

inline constexpr size_t kKeyBytesMax = 500;             // Longer keys are cut here.
inline constexpr size_t kLinkBytes = kKeyBytesMax + 1;  // Only links have this length.
inline constexpr char kLinkEnd = static_cast<char>(0xFF);
inline constexpr size_t kTagBytes = 1 + 4 + 16;

using Secret = std::array<uint8_t, 16>;
using Tag = std::array<char, kTagBytes>;

// The tag of what follows `before`, the 500 bytes in front of a cut. Of these the first five of a
// key in the segments are its space and id already.
Tag TagInSpace(const Secret& secret, uint8_t space, std::string_view before);
Tag TagInSegments(const Secret& secret, std::string_view before);

// The key of chunk `number` of the value of `key`: tag of the whole key · number (2, big-endian).
using ChunkKey = std::array<char, kTagBytes + 2>;
ChunkKey FirstChunkKey(const Secret& secret, uint8_t space, std::string_view key);
void SetChunkNumber(ChunkKey& key, size_t number);

// A long key, cut. REQUIRES of the constructor: key.size() > kKeyBytesMax.
class KeyPath {
 public:
  KeyPath(const Secret& secret, uint8_t space, std::string_view key);

  // Number 0 stands in the database of the space, the others in the segments.
  size_t links() const { return links_.size(); }
  std::string_view link(size_t number) const { return {links_[number].data(), kLinkBytes}; }
  // What the keys in the segments below that link begin with.
  std::string_view tag(size_t number) const { return {tags_[number].data(), kTagBytes}; }
  // In the segments.
  std::string_view leaf() const { return leaf_; }

 private:
  absl::InlinedVector<std::array<char, kLinkBytes>, 3> links_;
  absl::InlinedVector<Tag, 3> tags_;
  std::string leaf_;
};

}  // namespace stator::storage::lmdb
