// What is remembered of a function while the server runs: its log, and how its invocations went.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "server/lambda/function_log.h"
#include "server/lambda/function_stats.h"

namespace stator::server {

// Thread-safe.
class FunctionRecord {
 public:
  FunctionRecord(std::string name, size_t log_bytes_max) : log_(log_bytes_max) {
    stats_.name = std::move(name);
  }

  FunctionLog& log() { return log_; }
  const FunctionLog& log() const { return log_; }
  FunctionStats stats() const;

  void CountChild();
  void CountChildEnd();
  void CountThrottle();
  void CountBegin();
  void CountEnd(bool failed, std::chrono::microseconds duration);

 private:
  FunctionLog log_;
  mutable absl::Mutex mutex_;
  FunctionStats stats_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace stator::server
