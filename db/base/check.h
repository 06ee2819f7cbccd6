// Assertions for our own mistakes. They stay on in release builds, print what was expected, and end
// the program: no input may ever reach one.
#pragma once

namespace stator {
[[noreturn]] void CheckFailed(const char* expression, const char* file, int line);
}

#define STATOR_CHECK(condition)                              \
  do {                                                       \
    if (!(condition)) [[unlikely]]                           \
      ::stator::CheckFailed(#condition, __FILE__, __LINE__); \
  } while (false)
