#include "db/storage/lmdb/record.h"

#define XXH_INLINE_ALL  // Keys are short: a call would cost as much as the hash.
#include <xxhash.h>

#include "db/base/bytes.h"
#include "db/storage/lmdb/value_hash.h"

namespace stator::storage::lmdb {

uint64_t Checksum(RecordKind kind, uint8_t space, std::string_view key, std::string_view value) {
  const uint64_t seed =
      ValueHash(value.data(), value.size()) ^ (static_cast<uint64_t>(kind) * 256 + space);
  return XXH3_64bits_withSeed(key.data(), key.size(), seed);
}

void WriteFrame(RecordKind kind, uint64_t checksum, char* to) {
  StoreLittle<uint64_t>(checksum, to);
  to[8] = static_cast<char>(kind);
}

bool Record::Parse(std::string_view framed) {
  if (framed.size() < kFrameBytes) return false;
  const uint8_t number = static_cast<uint8_t>(framed[8]);
  if (number > static_cast<uint8_t>(RecordKind::kLink)) return false;
  checksum = LoadLittle<uint64_t>(framed.data());
  kind = static_cast<RecordKind>(number);
  body = framed.substr(kFrameBytes);
  return kind == RecordKind::kInline ||
         (kind == RecordKind::kChunked ? body.size() == 4 : body.empty());
}

uint32_t Record::chunked_bytes() const { return LoadLittle<uint32_t>(body.data()); }

}  // namespace stator::storage::lmdb
