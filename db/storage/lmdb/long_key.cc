#include "db/storage/lmdb/long_key.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "db/base/bytes.h"
#include "db/base/check.h"

namespace stator::storage::lmdb {
namespace {

static_assert(crypto_shorthash_siphashx24_KEYBYTES == 16);
static_assert(crypto_shorthash_siphashx24_BYTES == 16);

void Digest(const Secret& secret, std::string_view bytes, char* to) {
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(to),
                              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                              secret.data());
}

std::array<char, kLinkBytes> LinkAt(std::string_view before) {
  std::array<char, kLinkBytes> link;
  std::memcpy(link.data(), before.data(), kKeyBytesMax);
  link[kKeyBytesMax] = kLinkEnd;
  return link;
}

}  // namespace

Tag TagInSpace(const Secret& secret, uint8_t space, std::string_view before) {
  Tag tag{};
  tag[0] = static_cast<char>(space);
  std::memcpy(tag.data() + 1, before.data(), std::min<size_t>(4, before.size()));
  Digest(secret, before, tag.data() + 5);
  return tag;
}

Tag TagInSegments(const Secret& secret, std::string_view before) {
  STATOR_CHECK(before.size() > kTagBytes);
  Tag tag{};
  std::memcpy(tag.data(), before.data(), 5);
  Digest(secret, before, tag.data() + 5);
  return tag;
}

ChunkKey FirstChunkKey(const Secret& secret, uint8_t space, std::string_view key) {
  ChunkKey chunk{};
  const Tag tag = TagInSpace(secret, space, key);
  std::memcpy(chunk.data(), tag.data(), tag.size());
  return chunk;
}

void SetChunkNumber(ChunkKey& key, size_t number) {
  StoreBig<uint16_t>(number, key.data() + kTagBytes);
}

KeyPath::KeyPath(const Secret& secret, uint8_t space, std::string_view key) {
  STATOR_CHECK(key.size() > kKeyBytesMax);
  leaf_ = key;
  while (leaf_.size() > kKeyBytesMax) {
    const std::string_view before = std::string_view(leaf_).substr(0, kKeyBytesMax);
    links_.push_back(LinkAt(before));
    tags_.push_back(links_.size() == 1 ? TagInSpace(secret, space, before)
                                       : TagInSegments(secret, before));
    leaf_.replace(0, kKeyBytesMax, tags_.back().data(), kTagBytes);
  }
}

}  // namespace stator::storage::lmdb
