// A secret that tests can repeat.
#pragma once

#include <cstddef>
#include <cstdint>

#include "db/model/key.h"

namespace stator {

// 0, 1, 2, ...
inline DigestSecret CountingSecret() {
  DigestSecret secret;
  for (size_t i = 0; i < secret.bytes.size(); ++i) secret.bytes[i] = static_cast<uint8_t>(i);
  return secret;
}

}  // namespace stator
