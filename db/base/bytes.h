// Integers in the bytes of keys and values. Where bytes are compared, numbers stand big-endian, so
// that memcmp is their order; elsewhere little-endian.
//
// `T` is an unsigned integer. What is loaded or stored need not be aligned, and has sizeof(T)
// bytes.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace stator {

template <std::unsigned_integral T>
constexpr T ByteSwapped(T number) {
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(number);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(number);
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(number);
  return number;
}

template <std::unsigned_integral T>
T LoadLittle(const char* from) {
  T number;
  std::memcpy(&number, from, sizeof number);
  return std::endian::native == std::endian::little ? number : ByteSwapped(number);
}

template <std::unsigned_integral T>
void StoreLittle(std::type_identity_t<T> number, char* to) {
  if constexpr (std::endian::native != std::endian::little) number = ByteSwapped(number);
  std::memcpy(to, &number, sizeof number);
}

template <std::unsigned_integral T>
T LoadBig(const char* from) {
  return ByteSwapped(LoadLittle<T>(from));
}

template <std::unsigned_integral T>
void StoreBig(std::type_identity_t<T> number, char* to) {
  StoreLittle<T>(ByteSwapped(number), to);
}

template <std::unsigned_integral T>
void AppendBig(std::type_identity_t<T> number, std::string& out) {
  char bytes[sizeof number];
  StoreBig<T>(number, bytes);
  out.append(bytes, sizeof bytes);
}

// Takes a number from the front of `in`. REQUIRES: it is there.
template <std::unsigned_integral T>
T TakeBig(std::string_view& in) {
  const T number = LoadBig<T>(in.data());
  in.remove_prefix(sizeof number);
  return number;
}

}  // namespace stator
