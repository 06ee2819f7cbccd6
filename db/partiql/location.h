// Where in the text of a statement something stands, as messages print it.
#pragma once

#include <cstdint>
#include <string>

namespace stator::partiql {

struct Location {
  uint32_t line = 1;    // From 1.
  uint32_t column = 1;  // From 1, in characters.
  uint32_t length = 0;  // In characters.

  // "1:8:5".
  std::string ToString() const {
    return std::to_string(line) + ":" + std::to_string(column) + ":" + std::to_string(length);
  }
};

}  // namespace stator::partiql
