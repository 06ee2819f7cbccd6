// The frame of every record of the file:
//
//   checksum (8, little-endian) · kind (1) · body
//
//   kind 0  inline    body: the value
//   kind 1  chunked   body: length of the value (4, little-endian); the value lies in chunks
//   kind 2  link      body: nothing; the rest of a long key follows elsewhere (long_key.h)
//
//   checksum = XXH3_64(key, seed = XXH3_64(value) xor (kind · 256 + space))
//
// The key is the whole key as the caller knows it, the value the whole value, so the checksum of a
// chunked record vouches for its chunks, too. `docs/format-store.md` has the test vectors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stator::storage::lmdb {

// On disk: never change or reuse one.
enum class RecordKind : uint8_t { kInline = 0, kChunked = 1, kLink = 2 };

inline constexpr size_t kFrameBytes = 9;
inline constexpr size_t kChunkedBytes = kFrameBytes + 4;

// Longer values are cut in chunks. One of this length, framed, fills the single page that LMDB
// gives to a value too large for a shared one; a larger one would need adjacent pages, which on a
// fragmented file cost milliseconds to find.
inline constexpr size_t kInlineBytesMax = 4000;
inline constexpr size_t kValueBytesMax = size_t{8} << 20;

// The number that stands for the space in checksums and keys; the header and the stamp, which lie
// in no space, have one of their own.
inline constexpr uint8_t kMainSpace = 0xFF;

uint64_t Checksum(RecordKind kind, uint8_t space, std::string_view key, std::string_view value);

// Writes the frame of a record over the first nine bytes of `to`.
void WriteFrame(RecordKind kind, uint64_t checksum, char* to);

// True for the most common record, whose value is all behind its frame.
inline bool IsInline(std::string_view framed) {
  return framed.size() >= kFrameBytes && framed[8] == static_cast<char>(RecordKind::kInline);
}

// A record taken apart. False from Parse: too short, or of no known kind.
struct Record {
  uint64_t checksum = 0;
  RecordKind kind = RecordKind::kInline;
  std::string_view body;

  bool Parse(std::string_view framed);
  // Of a chunked one. REQUIRES: Parse returned true.
  uint32_t chunked_bytes() const;
};

}  // namespace stator::storage::lmdb
