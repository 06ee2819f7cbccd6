#include "db/storage/thread_guard.h"

namespace stator::storage {

thread_local constinit const ThreadGuard* ThreadGuard::innermost_ = nullptr;

bool ThreadGuard::Inside(const void* store) {
  for (const ThreadGuard* guard = innermost_; guard != nullptr; guard = guard->outer_) {
    if (guard->store_ == store) return true;
  }
  return false;
}

}  // namespace stator::storage
