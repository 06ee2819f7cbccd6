// Knows which stores the current thread is inside of, so that a write which would wait for itself
// is refused instead.
//
//   if (ThreadGuard::Inside(this)) return error::WriteInsideTransaction();
//   ThreadGuard guard(this);   // for as long as a function given to View or Update runs
//
// Guards are nested like the calls that hold them, and belong to the thread that made them.
#pragma once

namespace stator::storage {

class ThreadGuard {
 public:
  // `store` is only compared, never looked into.
  explicit ThreadGuard(const void* store) : store_(store), outer_(innermost_) { innermost_ = this; }
  ~ThreadGuard() { innermost_ = outer_; }
  ThreadGuard(const ThreadGuard&) = delete;
  ThreadGuard& operator=(const ThreadGuard&) = delete;

  // True while a guard of this thread holds `store`.
  static bool Inside(const void* store);

 private:
  static thread_local constinit const ThreadGuard* innermost_;
  const void* const store_;
  const ThreadGuard* const outer_;
};

}  // namespace stator::storage
