// The id that every response carries in x-amzn-RequestId: 52 characters of base32hex, as the
// service's own ids are, of which no two are alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace stator::server {

// Not thread-safe: one for each thread. Seeded with 256 bits from the system. For telling requests
// apart, not for secrets.
class RequestIdSource {
 public:
  static constexpr size_t kBytes = 52;

  RequestIdSource();

  // Appends the next id.
  void Append(std::string& out);

 private:
  uint64_t Next();

  std::array<uint64_t, 4> state_;
};

}  // namespace stator::server
