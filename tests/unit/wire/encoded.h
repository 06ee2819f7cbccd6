// What the encoder makes of a message.
#pragma once

#include <string>

#include "db/wire/encode.h"

namespace stator::wire {

template <typename Message>
std::string Encoded(const Message& message) {
  std::string out;
  Encode(message, out);
  return out;
}

}  // namespace stator::wire
