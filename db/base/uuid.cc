#include "db/base/uuid.h"

#include <sys/random.h>

#include <array>
#include <cstdint>
#include <cstdio>

#include "db/base/check.h"

namespace stator {

std::string NewUuid() {
  std::array<uint8_t, 16> b;
  STATOR_CHECK(getrandom(b.data(), b.size(), 0) == static_cast<ssize_t>(b.size()));
  b[6] = (b[6] & 0x0F) | 0x40;  // Version 4: random.
  b[8] = (b[8] & 0x3F) | 0x80;  // Variant of RFC 4122.
  char text[37];
  std::snprintf(text, sizeof text,
                "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
                b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
                b[15]);
  return std::string(text, 36);
}

}  // namespace stator
