#include "server/lambda/function_record.h"

namespace stator::server {

FunctionStats FunctionRecord::stats() const {
  absl::MutexLock lock(&mutex_);
  return stats_;
}

void FunctionRecord::CountChild() {
  absl::MutexLock lock(&mutex_);
  ++stats_.cold_starts;
  ++stats_.children;
}

void FunctionRecord::CountChildEnd() {
  absl::MutexLock lock(&mutex_);
  --stats_.children;
}

void FunctionRecord::CountThrottle() {
  absl::MutexLock lock(&mutex_);
  ++stats_.throttles;
}

void FunctionRecord::CountBegin() {
  absl::MutexLock lock(&mutex_);
  ++stats_.invocations;
  ++stats_.running;
}

void FunctionRecord::CountEnd(bool failed, std::chrono::microseconds duration) {
  absl::MutexLock lock(&mutex_);
  --stats_.running;
  stats_.errors += failed ? 1 : 0;
  stats_.duration += duration;
}

}  // namespace stator::server
