// The URL of an HTTP function: http://<numeric address or localhost>[:port][/path].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace stator::server {

struct Endpoint {
  std::string host;     // As it stands in the URL, for the header Host: "localhost:9000".
  std::string address;  // Numeric.
  uint16_t port = 80;
  std::string path;  // Before that of the Invoke form: empty, or "/..." without a slash at its end.
};

// Names are not resolved, and there is no TLS: what functions are developed with is on this machine
// or beside it. kInvalidArgument says what is wrong.
absl::StatusOr<Endpoint> ParseEndpoint(std::string_view url);

}  // namespace stator::server
