// Folding, after "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ" (Gopal and others,
// Intel, 2009): a CRC is a remainder of polynomials, so 16 bytes may be replaced by what they leave
// behind at a distance, which is two multiplications by constants, the remainders of powers of x.
// Four blocks are folded side by side over 64 bytes, then into one; zlib takes that block and what
// is left.
#include "http/crc32.h"

#include <zlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace stator::http {
namespace {

uint32_t Zlib(uint32_t crc, const char* bytes, size_t size) {
  return static_cast<uint32_t>(crc32_z(crc, reinterpret_cast<const Bytef*>(bytes), size));
}

#if defined(__x86_64__)

constexpr size_t kBlock = sizeof(__m128i);
constexpr size_t kStride = 4 * kBlock;

// The remainders for a distance of 64 bytes and of 16, bits reflected.
__attribute__((target("pclmul"))) inline __m128i FarConstants() {
  return _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
}
__attribute__((target("pclmul"))) inline __m128i NearConstants() {
  return _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
}

__attribute__((target("pclmul"))) inline __m128i Load(const char* bytes) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

__attribute__((target("pclmul"))) inline __m128i Fold(__m128i block, __m128i constants,
                                                      __m128i onto) {
  const __m128i low = _mm_clmulepi64_si128(block, constants, 0x00);
  const __m128i high = _mm_clmulepi64_si128(block, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), onto);
}

// REQUIRES: at least kStride bytes.
__attribute__((target("pclmul"))) uint32_t Folded(const char* bytes, size_t size) {
  __m128i blocks[4];
  for (int i = 0; i < 4; ++i) blocks[i] = Load(bytes + i * kBlock);
  // The CRC begins with all ones, which is as if the first four bytes were inverted.
  blocks[0] = _mm_xor_si128(blocks[0], _mm_cvtsi32_si128(-1));
  bytes += kStride;
  size -= kStride;
  for (const __m128i far = FarConstants(); size >= kStride; bytes += kStride, size -= kStride) {
    for (int i = 0; i < 4; ++i) blocks[i] = Fold(blocks[i], far, Load(bytes + i * kBlock));
  }
  const __m128i near = NearConstants();
  __m128i block = blocks[0];
  for (int i = 1; i < 4; ++i) block = Fold(block, near, blocks[i]);
  for (; size >= kBlock; bytes += kBlock, size -= kBlock) block = Fold(block, near, Load(bytes));
  char rest[kBlock];
  _mm_storeu_si128(reinterpret_cast<__m128i*>(rest), block);
  // zlib inverts what it is given, so all ones stand for a beginning with nothing.
  return Zlib(Zlib(0xffffffff, rest, kBlock), bytes, size);
}

#endif

}  // namespace

uint32_t Crc32(std::string_view bytes) {
#if defined(__x86_64__)
  static const bool folds = __builtin_cpu_supports("pclmul") != 0;
  if (folds && bytes.size() >= kStride) return Folded(bytes.data(), bytes.size());
#endif
  return Zlib(0, bytes.data(), bytes.size());
}

}  // namespace stator::http
