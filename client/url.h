// Where an endpoint is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace stator::client {

struct Endpoint {
  std::string host;       // As the resolver wants it: an IPv6 address without brackets.
  uint16_t port = 80;     //
  std::string authority;  // As it stands in the Host header.
};

// Reads http://host[:port][/]. Errors: ValidationException that says what is not taken.
absl::StatusOr<Endpoint> ParseUrl(std::string_view url);

}  // namespace stator::client
