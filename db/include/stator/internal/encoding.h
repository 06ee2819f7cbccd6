// How a value is cut up: what iteration over encoded bytes needs, inline because every read of an
// item runs through it. Not for users; docs/format.md has the grammar.
//
//   value     = tag | tag varint payload | tag bytes(4) count(4) body
//   varint    = seven bits a byte, low ones first, the last byte below 0x80
//
// Everything here trusts its bytes: CheckEncoded is for bytes of unknown origin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace stator::internal {

// Tag, length of the body, number of elements.
inline constexpr size_t kContainerHeaderBytes = 1 + 4 + 4;
// The least tags of a scalar with a payload and of a container.
inline constexpr uint8_t kPayloadTag = 0x30;
inline constexpr uint8_t kContainerTag = 0x60;

inline uint32_t ReadFixed32(const char* at) {
  const auto* b = reinterpret_cast<const uint8_t*>(at);
  return uint32_t{b[0]} | uint32_t{b[1]} << 8 | uint32_t{b[2]} << 16 | uint32_t{b[3]} << 24;
}

// The rest of a varint of more than one byte, and where it ends.
const char* ReadLongVarint(const char* at, size_t* value);

inline const char* ReadVarint(const char* at, size_t* value) {
  const auto first = static_cast<uint8_t>(*at);
  if (first < 0x80) [[likely]] {
    *value = first;
    return at + 1;
  }
  return ReadLongVarint(at, value);
}

// Length-prefixed bytes: a name, an element of a set.
inline const char* ReadPrefixed(const char* at, std::string_view* bytes) {
  size_t size;
  at = ReadVarint(at, &size);
  *bytes = {at, size};
  return at + size;
}

// Where the value that starts at `at` ends.
inline const char* SkipValue(const char* at) {
  const auto tag = static_cast<uint8_t>(*at);
  if (tag < kPayloadTag) return at + 1;
  if (tag >= kContainerTag) return at + kContainerHeaderBytes + ReadFixed32(at + 1);
  size_t size;
  at = ReadVarint(at + 1, &size);
  return at + size;
}

inline std::string_view ValueAt(const char* at) {
  return {at, static_cast<size_t>(SkipValue(at) - at)};
}

}  // namespace stator::internal
