// Integers in the bytes of the file. Keys hold them big-endian, so that memcmp is their order;
// values little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace stator::storage::lmdb {

template <typename T>
void StoreLittle(T number, char* to) {
  for (size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<char>(number >> (8 * i));
}

template <typename T>
T LoadLittle(const char* from) {
  T number = 0;
  for (size_t i = sizeof(T); i-- > 0;) {
    number = static_cast<T>(number << 8 | static_cast<uint8_t>(from[i]));
  }
  return number;
}

template <typename T>
void StoreBig(T number, char* to) {
  for (size_t i = 0; i < sizeof(T); ++i) {
    to[i] = static_cast<char>(number >> (8 * (sizeof(T) - 1 - i)));
  }
}

}  // namespace stator::storage::lmdb
