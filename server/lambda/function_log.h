// What a function has said, and what was said about it: whole lines, of which the oldest go when
// there are too many. Kept in memory, so it ends with the server.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace stator::server {

// Thread-safe.
class FunctionLog {
 public:
  explicit FunctionLog(size_t bytes_max) : bytes_max_(bytes_max) {}

  // `line` is without its end.
  void Append(std::string_view line);
  // All lines, oldest first, each with its end.
  std::string Text() const;

 private:
  const size_t bytes_max_;
  mutable absl::Mutex mutex_;
  std::deque<std::string> lines_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The end of one invocation's log.
class LogTail {
 public:
  static constexpr size_t kBytesMax = 4096;  // What Invoke answers of a log.

  void Append(std::string_view line);
  std::string Take();

 private:
  std::string text_;
};

}  // namespace stator::server
