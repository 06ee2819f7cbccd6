// A mapping at work: what its lanes share.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "db/trigger/filter.h"
#include "db/trigger/mapping.h"
#include "stator/trigger.h"

namespace stator::trigger {

// Immutable and shared: an update makes another.
struct MappingConfig {
  MappingDefinition definition;
  Filters filters;
};
using MappingConfigPtr = std::shared_ptr<const MappingConfig>;

// Errors: those of its filters, which were good when it was stored.
absl::StatusOr<MappingConfigPtr> MakeConfig(MappingDefinition definition);

// What happened since it was loaded.
struct MappingCounters {
  std::atomic<uint64_t> invocations{0};
  std::atomic<uint64_t> errors{0};
  std::atomic<uint64_t> throttles{0};
  std::atomic<uint64_t> records{0};
  std::atomic<uint64_t> filtered{0};
  std::atomic<uint64_t> dropped{0};
  std::atomic<uint64_t> dead_lettered{0};
  std::atomic<int64_t> duration_us{0};
  std::atomic<int64_t> iterator_age_us{0};
  std::atomic<int64_t> skipped_us{0};  // Of waits that a drain did not wait for.
};
using MappingCountersPtr = std::shared_ptr<MappingCounters>;

// LastProcessingResult, as the service says it.
inline constexpr std::string_view kNothingProcessed = "No records processed";
inline constexpr std::string_view kProcessedWell = "OK";
inline constexpr std::string_view kCallFailed = "PROBLEM: Function call failed";

// Thread-safe.
class RunningMapping {
 public:
  // `generation`: of the store that it was read from (Store::generation). `counters` go on from
  // what was before, where it takes the place of another.
  RunningMapping(MappingConfigPtr config, uint64_t generation, MappingCountersPtr counters)
      : generation_(generation), counters_(std::move(counters)), config_(std::move(config)) {}

  MappingConfigPtr config() const {
    absl::MutexLock lock(&mutex_);
    return config_;
  }
  void Exchange(MappingConfigPtr config) {
    absl::MutexLock lock(&mutex_);
    config_ = std::move(config);
  }

  uint64_t generation() const { return generation_; }
  // It was deleted, undone or set back: what its lanes are about to do is void.
  bool is_gone() const { return gone_.load(std::memory_order_acquire); }
  void End() { gone_.store(true, std::memory_order_release); }

  std::string result() const {
    absl::MutexLock lock(&mutex_);
    return result_;
  }
  void SetResult(std::string_view result) {
    absl::MutexLock lock(&mutex_);
    result_ = result;
  }

  MappingCounters& counters() { return *counters_; }
  const MappingCountersPtr& shared_counters() const { return counters_; }
  MappingStats Stats() const;

 private:
  const uint64_t generation_;
  std::atomic<bool> gone_{false};
  const MappingCountersPtr counters_;
  mutable absl::Mutex mutex_;
  MappingConfigPtr config_ ABSL_GUARDED_BY(mutex_);
  std::string result_ ABSL_GUARDED_BY(mutex_){kNothingProcessed};
};

}  // namespace stator::trigger
