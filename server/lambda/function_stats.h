// What has happened to a function since the server was started. A value.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace stator::server {

struct FunctionStats {
  std::string name;
  uint64_t invocations = 0;  // Begun; those throttled are none.
  uint64_t errors = 0;       // Of them: raised by the function, or what ended it.
  uint64_t throttles = 0;
  uint64_t cold_starts = 0;               // Children started.
  std::chrono::microseconds duration{0};  // Of all invocations that have ended.
  int children = 0;                       // Now; of a function behind a URL 0.
  int running = 0;                        // Invocations now under way.
};

}  // namespace stator::server
