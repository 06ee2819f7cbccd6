// A key and its value, in one block of the heap outside the tree. A record never changes once the
// version that made it is published: a new value is a new record.
//
// Separators of inner nodes are records without a value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace stator::storage::memory {

struct Record {
  uint64_t version;  // Of the store, that made it.
  uint32_t key_bytes;
  uint32_t value_bytes;
  // The key and the value follow.

  char* data() { return reinterpret_cast<char*>(this + 1); }
  const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  std::string_view key() const { return {data(), key_bytes}; }
  std::string_view value() const { return {data() + key_bytes, value_bytes}; }
  size_t bytes() const { return sizeof(Record) + key_bytes + value_bytes; }
};

}  // namespace stator::storage::memory
