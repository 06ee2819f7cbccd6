#include "server/statistics.h"

#include "db/wire/own_errors.h"

namespace stator::server {

OperationStatistics::Counts& OperationStatistics::Make() {
  auto* made = new Counts;
  Counts* others = nullptr;
  if (counts_.compare_exchange_strong(others, made, std::memory_order_acq_rel)) return *made;
  delete made;
  return *others;
}

void OperationStatistics::RecordError(ErrorCode code, std::chrono::nanoseconds took) {
  static_assert(static_cast<size_t>(ErrorCode::kUnavailable) < kErrorCodesMax);
  Counts& counts = Made();
  counts.errors[static_cast<size_t>(code)].fetch_add(1, std::memory_order_relaxed);
  counts.latency.Record(Value(took));
}

HistogramCounts OperationStatistics::Latency() const {
  const Counts* counts = counts_.load(std::memory_order_acquire);
  return counts == nullptr ? HistogramCounts() : counts->latency.Read();
}

std::vector<std::pair<std::string_view, uint64_t>> OperationStatistics::Errors() const {
  std::vector<std::pair<std::string_view, uint64_t>> errors;
  const Counts* counts = counts_.load(std::memory_order_acquire);
  if (counts == nullptr) return errors;
  for (size_t code = 0; code < kErrorCodesMax; ++code) {
    const uint64_t count = counts->errors[code].load(std::memory_order_relaxed);
    if (count > 0) errors.emplace_back(ErrorLabel(static_cast<ErrorCode>(code)), count);
  }
  return errors;
}

std::string_view ErrorLabel(ErrorCode code) {
  for (const auto& [own, label] : wire::kOwnErrors) {
    if (own == code) return label;
  }
  return ErrorName(code);
}

}  // namespace stator::server
