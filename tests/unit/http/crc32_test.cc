#include "http/crc32.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <string>

namespace stator::http {
namespace {

TEST(Crc32, IsThatOfZlib) {
  std::string bytes;
  uint32_t seed = 1;
  for (int size = 0; size < 1000; ++size) {
    // At every alignment too.
    for (size_t skip = 0; skip < std::min<size_t>(bytes.size(), 17); ++skip) {
      const std::string_view part = std::string_view(bytes).substr(skip);
      ASSERT_EQ(Crc32(part), crc32_z(0, reinterpret_cast<const Bytef*>(part.data()), part.size()))
          << size << " bytes from " << skip;
    }
    seed = seed * 1664525 + 1013904223;
    bytes += static_cast<char>(seed >> 24);
  }
  EXPECT_EQ(Crc32(""), 0u);
}

}  // namespace
}  // namespace stator::http
