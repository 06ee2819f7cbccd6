#include "db/model/encode.h"

#include <algorithm>
#include <limits>

#include "db/base/bytes.h"
#include "db/base/check.h"

namespace stator::internal {

const char* ReadLongVarint(const char* at, size_t* value) {
  size_t result = 0;
  int shift = 0;
  uint8_t byte;
  do {
    byte = static_cast<uint8_t>(*at++);
    result |= size_t{byte & 0x7Fu} << shift;
    shift += 7;
  } while (byte >= 0x80 && shift < 35);
  *value = result;
  return at;
}

char* WriteLongVarint(size_t value, char* at) {
  STATOR_CHECK(value <= std::numeric_limits<uint32_t>::max());
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>(value | 0x80);
  *at++ = static_cast<char>(value);
  return at;
}

size_t VarintBytes(size_t value) {
  size_t bytes = 1;
  while (value >= 0x80) {
    ++bytes;
    value >>= 7;
  }
  return bytes;
}

void WriteContainerHeader(Type type, size_t bytes, size_t count, char* at) {
  STATOR_CHECK(bytes <= std::numeric_limits<uint32_t>::max());
  at[0] = static_cast<char>(type);
  StoreLittle<uint32_t>(bytes, at + 1);
  StoreLittle<uint32_t>(count, at + 5);
}

void AppendContainerHeader(Type type, size_t bytes, size_t count, std::string& out) {
  char header[kContainerHeaderBytes];
  WriteContainerHeader(type, bytes, count, header);
  out.append(header, sizeof header);
}

namespace {

// Sorts by name, keeping the order of equal names; returns how many are left when of each name only
// the last is kept.
size_t SortByName(EncodedEntry* entries, size_t count) {
  const auto less = [](const EncodedEntry& a, const EncodedEntry& b) { return a.name < b.name; };
  EncodedEntry* const end = entries + count;
  // Literals mostly come sorted, and stable_sort allocates.
  if (!std::is_sorted(entries, end, less)) std::stable_sort(entries, end, less);
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    if (kept > 0 && entries[kept - 1].name == entries[i].name) --kept;
    entries[kept++] = entries[i];
  }
  return kept;
}

}  // namespace

void AppendMap(EncodedEntry* entries, size_t count, std::string& out) {
  count = SortByName(entries, count);
  size_t bytes = 0;
  for (size_t i = 0; i < count; ++i) {
    bytes += VarintBytes(entries[i].name.size()) + entries[i].name.size() + entries[i].value.size();
  }
  const size_t begin = out.size();
  out.resize(begin + kContainerHeaderBytes + bytes);
  WriteContainerHeader(Type::kMap, bytes, count, &out[begin]);
  char* at = &out[begin + kContainerHeaderBytes];
  for (size_t i = 0; i < count; ++i) {
    const auto& [name, value] = entries[i];
    at = std::copy(value.begin(), value.end(), WritePrefixed(name, at));
  }
}

void AppendSet(Type set_type, std::string_view* elements, size_t count, std::string& out) {
  std::sort(elements, elements + count);
  count = std::unique(elements, elements + count) - elements;
  size_t bytes = 0;
  for (size_t i = 0; i < count; ++i) bytes += VarintBytes(elements[i].size()) + elements[i].size();
  out.reserve(out.size() + kContainerHeaderBytes + bytes);
  AppendContainerHeader(set_type, bytes, count, out);
  for (size_t i = 0; i < count; ++i) AppendPrefixed(elements[i], out);
}

}  // namespace stator::internal
