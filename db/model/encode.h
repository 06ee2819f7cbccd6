// How encoded values are put together; the reading half is stator/internal/encoding.h, the grammar
// docs/format.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "stator/internal/encoding.h"
#include "stator/value.h"

namespace stator::internal {

void AppendLongVarint(size_t value, std::string& out);

inline void AppendVarint(size_t value, std::string& out) {
  if (value < 0x80) [[likely]] {
    out.push_back(static_cast<char>(value));
  } else {
    AppendLongVarint(value, out);
  }
}

inline void AppendPrefixed(std::string_view bytes, std::string& out) {
  AppendVarint(bytes.size(), out);
  out.append(bytes);
}

// An S, N or B.
inline void AppendScalar(Type type, std::string_view payload, std::string& out) {
  out.push_back(static_cast<char>(type));
  AppendPrefixed(payload, out);
}

inline void WriteFixed32(uint32_t value, char* at) {
  at[0] = static_cast<char>(value);
  at[1] = static_cast<char>(value >> 8);
  at[2] = static_cast<char>(value >> 16);
  at[3] = static_cast<char>(value >> 24);
}

// The header of a container whose body of `bytes` bytes follows.
void AppendContainerHeader(Type type, size_t bytes, size_t count, std::string& out);
// Fills in the counters of a container that starts at `start` in `out` and reaches to its end.
void PatchContainerHeader(size_t start, size_t count, std::string& out);

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
