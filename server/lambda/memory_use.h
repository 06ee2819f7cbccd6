// How much memory a process has resident.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace stator::server {

struct MemoryUse {
  int64_t bytes = 0;      // Now.
  int64_t bytes_max = 0;  // The most there ever was.
};

// As the system says; zeros for a process that is gone.
MemoryUse MemoryUseOf(pid_t process);

}  // namespace stator::server
