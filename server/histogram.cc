#include "server/histogram.h"

#include <algorithm>
#include <cmath>

namespace stator::server {

void Histogram::RaiseMax(uint64_t value) {
  uint64_t max = max_.load(std::memory_order_relaxed);
  while (value > max && !max_.compare_exchange_weak(max, value, std::memory_order_relaxed)) {
  }
}

HistogramCounts Histogram::Read() const {
  HistogramCounts counts;
  counts.buckets_.reserve(kBuckets);
  for (const std::atomic<uint64_t>& bucket : buckets_) {
    counts.buckets_.push_back(bucket.load(std::memory_order_relaxed));
    counts.count_ += counts.buckets_.back();
  }
  counts.sum_ = sum_.load(std::memory_order_relaxed);
  counts.max_ = max_.load(std::memory_order_relaxed);
  return counts;
}

double HistogramCounts::Mean() const {
  return count_ == 0 ? 0 : static_cast<double>(sum_) / static_cast<double>(count_);
}

uint64_t HistogramCounts::Percentile(double fraction) const {
  const auto rank = static_cast<uint64_t>(std::ceil(fraction * static_cast<double>(count_)));
  uint64_t seen = 0;
  for (size_t bucket = 0; bucket < buckets_.size() && count_ > 0; ++bucket) {
    seen += buckets_[bucket];
    if (seen >= std::max<uint64_t>(rank, 1)) return std::min(Histogram::LastOf(bucket), max_);
  }
  return max_;
}

uint64_t HistogramCounts::Below(int exponent) const {
  // The buckets of smaller values are those before the one that begins with 2^exponent.
  const size_t end = exponent >= Histogram::kBitsMax ? buckets_.size()
                                                     : Histogram::BucketOf(uint64_t{1} << exponent);
  uint64_t below = 0;
  for (size_t bucket = 0; bucket < end; ++bucket) below += buckets_[bucket];
  return below;
}

}  // namespace stator::server
