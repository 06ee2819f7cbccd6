// XXH3, 64 bits, of a value, with the widest registers that the processor has: half of the time of
// a checksum is that of the value.
#pragma once

#include <cstddef>
#include <cstdint>

namespace stator::storage::lmdb {

// The same number on every machine.
uint64_t ValueHash(const char* bytes, size_t size);

// Its forms. The second may only be called where the processor has AVX2.
uint64_t PortableValueHash(const char* bytes, size_t size);
uint64_t Avx2ValueHash(const char* bytes, size_t size);

}  // namespace stator::storage::lmdb
