// What a connection may take: how long, and how much.
#pragma once

#include <chrono>
#include <cstddef>

#include "db/base/limits.h"

namespace stator::server {

// A connection is closed when it exceeds one of these, by the steady clock. The check runs every
// quarter of the shortest, at least once a second, and closes what it finds overdue twice, so that
// a server which was itself held up does not blame its clients.
struct Timeouts {
  std::chrono::milliseconds header{10'000};       // From accept or first byte to the empty line.
  std::chrono::milliseconds body_grace{10'000};   // Then the body must keep the rate below.
  std::chrono::milliseconds write_stall{30'000};  // Without the client taking a byte.
  std::chrono::milliseconds idle{60'000};         // Between requests.
  // After an error or "Connection: close": how long we wait for the client to stop sending, for a
  // socket closed with bytes unread takes the answer back from the client.
  std::chrono::milliseconds linger{5'000};
  // Of a body after its grace, and of a response when write_stall has passed since it first
  // stalled.
  size_t bytes_per_second_min = 1024;
};

struct ParserLimits {
  // Request line and headers. Common servers allow 8 to 64 KB; a request of the API with session
  // credentials has about 3.
  size_t head_bytes_max = 16 * 1024;
  size_t body_bytes_max = limits::kRequestBytesMax;
};

struct ConnectionSettings {
  Timeouts timeouts;
  ParserLimits limits;
};

}  // namespace stator::server
