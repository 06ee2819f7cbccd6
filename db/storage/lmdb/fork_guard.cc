#include "db/storage/lmdb/fork_guard.h"

#include <pthread.h>

namespace stator::storage::lmdb {

std::atomic<uint32_t> ForkGuard::forks_{0};

ForkGuard::ForkGuard() {
  static const int installed =
      pthread_atfork(nullptr, nullptr, [] { forks_.fetch_add(1, std::memory_order_relaxed); });
  static_cast<void>(installed);
  made_ = forks_.load(std::memory_order_relaxed);
}

}  // namespace stator::storage::lmdb
