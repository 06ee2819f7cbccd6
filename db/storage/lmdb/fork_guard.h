// Tells a process that it is the child of a fork: a database belongs to the process that opened it,
// whose threads, locks and reader slots the child does not have.
//
// The check is one load: a handler of pthread_atfork counts the forks on the child's side.
#pragma once

#include <atomic>
#include <cstdint>

namespace stator::storage::lmdb {

class ForkGuard {
 public:
  ForkGuard();
  // True when this object was made before a fork of which this process is the child.
  bool Forked() const { return made_ != forks_.load(std::memory_order_relaxed); }

 private:
  static std::atomic<uint32_t> forks_;
  uint32_t made_;
};

}  // namespace stator::storage::lmdb
