#include "db/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace stator {

void CheckFailed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: internal error, expected: %s\n", file, line, expression);
  std::abort();
}

}  // namespace stator
