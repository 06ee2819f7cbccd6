// What operations there were, how they ended, and how long they took, since the server started.
//
//   OperationStatistics& puts = statistics.Add("PutItem");
//   puts.Record(std::chrono::microseconds(12));                             // from any thread
//   puts.RecordError(ErrorCode::kValidation, std::chrono::microseconds(3));
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

#include "server/histogram.h"
#include "stator/error_code.h"

namespace stator::server {

// Of one operation. Thread-safe, without locks; recording costs a few relaxed additions. An
// operation that nobody calls takes no memory for its counts.
class OperationStatistics {
 public:
  explicit OperationStatistics(std::string_view name) : name_(name) {}
  ~OperationStatistics() { delete counts_.load(std::memory_order_acquire); }
  OperationStatistics(const OperationStatistics&) = delete;
  OperationStatistics& operator=(const OperationStatistics&) = delete;

  void Record(std::chrono::nanoseconds took) { Made().latency.Record(Value(took)); }
  // Errors are operations too: this counts one with its latency.
  void RecordError(ErrorCode code, std::chrono::nanoseconds took);

  std::string_view name() const { return name_; }
  // In nanoseconds; its count is that of all calls, with those that ended in errors.
  HistogramCounts Latency() const;
  // How many ended in which exception: those that came, by ErrorLabel.
  std::vector<std::pair<std::string_view, uint64_t>> Errors() const;

 private:
  // More than there are codes.
  static constexpr size_t kErrorCodesMax = 64;
  struct Counts {
    Histogram latency;
    std::array<std::atomic<uint64_t>, kErrorCodesMax> errors{};
  };

  static uint64_t Value(std::chrono::nanoseconds took) {
    return took.count() < 0 ? 0 : static_cast<uint64_t>(took.count());
  }
  Counts& Made() {
    Counts* counts = counts_.load(std::memory_order_acquire);
    return counts != nullptr ? *counts : Make();
  }
  Counts& Make();

  const std::string_view name_;
  std::atomic<Counts*> counts_{nullptr};
};

class Statistics {
 public:
  // `name` outlives the statistics. Not thread-safe, unlike the rest: before anybody reads.
  OperationStatistics& Add(std::string_view name) { return operations_.emplace_back(name); }

  // In the order in which they were added.
  const std::deque<OperationStatistics>& operations() const { return operations_; }

 private:
  std::deque<OperationStatistics> operations_;  // Stay where they are.
};

// The name of an exception, such as "ValidationException"; our own errors, which all are
// InternalServerErrors to clients, by names of their own, such as "StorageFull".
std::string_view ErrorLabel(ErrorCode code);

}  // namespace stator::server
