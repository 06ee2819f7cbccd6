// How encoded values are put together; the reading half is stator/internal/encoding.h, the grammar
// docs/format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "stator/internal/encoding.h"
#include "stator/value.h"

namespace stator::internal {

// The longest varint: lengths are of 32 bits at most.
inline constexpr size_t kVarintBytesMax = 5;

// The Write functions put bytes at `at`, where there is room for them, and return where they end.
char* WriteLongVarint(size_t value, char* at);

inline char* WriteVarint(size_t value, char* at) {
  if (value >= 0x80) [[unlikely]]
    return WriteLongVarint(value, at);
  *at = static_cast<char>(value);
  return at + 1;
}

// At most kVarintBytesMax more than the bytes themselves.
inline char* WritePrefixed(std::string_view bytes, char* at) {
  at = WriteVarint(bytes.size(), at);
  // An empty view may point nowhere, which memcpy must not be given.
  if (!bytes.empty()) std::memcpy(at, bytes.data(), bytes.size());
  return at + bytes.size();
}

inline void AppendPrefixed(std::string_view bytes, std::string& out) {
  if (bytes.size() < 0x80) [[likely]] {
    out.push_back(static_cast<char>(bytes.size()));
  } else {
    char prefix[kVarintBytesMax];
    out.append(prefix, WriteLongVarint(bytes.size(), prefix) - prefix);
  }
  out.append(bytes);
}

// An S, N or B.
inline void AppendScalar(Type type, std::string_view payload, std::string& out) {
  out.push_back(static_cast<char>(type));
  AppendPrefixed(payload, out);
}

// The header of a container whose body of `bytes` bytes follows.
void WriteContainerHeader(Type type, size_t bytes, size_t count, char* at);
void AppendContainerHeader(Type type, size_t bytes, size_t count, std::string& out);

size_t VarintBytes(size_t value);

// One attribute on its way into a map.
struct EncodedEntry {
  std::string_view name;
  std::string_view value;
};

// Appends the M of these entries. Sorts them by name in place; of entries with the same name the
// last one counts.
void AppendMap(EncodedEntry* entries, size_t count, std::string& out);

// Appends the set of these payloads, sorting them in place and dropping duplicates.
void AppendSet(Type set_type, std::string_view* elements, size_t count, std::string& out);

}  // namespace stator::internal
