#include "db/storage/lmdb/value_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace stator::storage::lmdb {

uint64_t PortableValueHash(const char* bytes, size_t size) { return XXH3_64bits(bytes, size); }

#if defined(__x86_64__)
uint64_t ValueHash(const char* bytes, size_t size) {
  static const bool has_avx2 = __builtin_cpu_supports("avx2");
  return has_avx2 ? Avx2ValueHash(bytes, size) : PortableValueHash(bytes, size);
}
#else
uint64_t ValueHash(const char* bytes, size_t size) { return PortableValueHash(bytes, size); }
#endif

}  // namespace stator::storage::lmdb
