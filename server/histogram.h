// How often which values came: counts in buckets that are narrow for small values and wide for
// large ones, so that any value is known to a thirty-second of itself.
//
//   Histogram latency;
//   latency.Record(12'345);                       // from any thread
//   latency.Read().Percentile(0.99);              // the end of a bucket, at most the maximum
//
// Log-linear: each power of two is divided into 32 buckets of equal width. Values below 64 have a
// bucket each.
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stator::server {

// What a histogram held at one moment.
class HistogramCounts {
 public:
  uint64_t count() const { return count_; }
  uint64_t sum() const { return sum_; }  // Of the values as they were recorded.
  uint64_t max() const { return max_; }  // 0 if there are none.
  double Mean() const;                   // 0 if there are none.

  // The smallest value, as far as it is known, that a part `fraction` of all does not exceed: for
  // one that was recorded as v at least v and at most v + v/32. 0 if there are none. REQUIRES: 0 <
  // fraction <= 1.
  uint64_t Percentile(double fraction) const;

  // How many values are less than 2^exponent: exact. REQUIRES: 6 <= exponent <= kBitsMax.
  uint64_t Below(int exponent) const;

 private:
  friend class Histogram;
  std::vector<uint64_t> buckets_;
  uint64_t count_ = 0;
  uint64_t sum_ = 0;
  uint64_t max_ = 0;
};

class Histogram {
 public:
  // Larger values are counted as the largest: in nanoseconds 18 minutes.
  static constexpr int kBitsMax = 40;

  // Two relaxed additions, and a store when the value is the largest so far.
  void Record(uint64_t value) {
    buckets_[BucketOf(value)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
    if (value > max_.load(std::memory_order_relaxed)) [[unlikely]]
      RaiseMax(value);
  }

  // Values that are being recorded meanwhile may be counted already or not yet.
  HistogramCounts Read() const;

  static constexpr int kLinearBits = 5;  // Buckets of a power of two: 32.
  static constexpr size_t BucketOf(uint64_t value) {
    constexpr uint64_t kLargest = (uint64_t{1} << kBitsMax) - 1;
    if (value > kLargest) value = kLargest;
    const int shift = std::bit_width(value | ((2 << kLinearBits) - 1)) - (kLinearBits + 1);
    return (static_cast<size_t>(shift) << kLinearBits) + static_cast<size_t>(value >> shift);
  }
  // The largest value of a bucket.
  static constexpr uint64_t LastOf(size_t bucket) {
    constexpr size_t kLinear = size_t{1} << kLinearBits;
    if (bucket < 2 * kLinear) return bucket;
    const size_t shift = (bucket >> kLinearBits) - 1;
    return ((bucket - (shift << kLinearBits) + 1) << shift) - 1;
  }
  static constexpr size_t kBuckets = size_t{kBitsMax - kLinearBits + 1} << kLinearBits;

 private:
  void RaiseMax(uint64_t value);

  std::array<std::atomic<uint64_t>, kBuckets> buckets_{};
  std::atomic<uint64_t> sum_{0};
  std::atomic<uint64_t> max_{0};
};

}  // namespace stator::server
