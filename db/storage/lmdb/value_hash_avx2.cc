// Compiled for AVX2 alone. Nothing of the standard library may be used here: a function of it that
// is not inlined would be compiled for AVX2 too, and might be the one that the linker keeps.
#include "db/storage/lmdb/value_hash.h"

#if defined(__AVX2__)

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace stator::storage::lmdb {

uint64_t Avx2ValueHash(const char* bytes, size_t size) { return XXH3_64bits(bytes, size); }

}  // namespace stator::storage::lmdb

#endif
