#include "server/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <thread>
#include <vector>

namespace stator::server {
namespace {

constexpr uint64_t kLargest = (uint64_t{1} << Histogram::kBitsMax) - 1;

// Every bucket ends where the next begins, and none is wider than a thirty-second of its values.
TEST(Histogram, BucketsFollowEachOtherAndAreNarrow) {
  uint64_t first = 0;
  for (size_t bucket = 0; bucket < Histogram::kBuckets; ++bucket) {
    const uint64_t last = Histogram::LastOf(bucket);
    ASSERT_GE(last, first);
    ASSERT_EQ(Histogram::BucketOf(first), bucket);
    ASSERT_EQ(Histogram::BucketOf(last), bucket);
    ASSERT_LE(last - first, first / 32) << bucket;
    first = last + 1;
  }
  EXPECT_EQ(first, kLargest + 1);
  EXPECT_EQ(Histogram::BucketOf(kLargest + 1), Histogram::kBuckets - 1);
  EXPECT_EQ(Histogram::BucketOf(UINT64_MAX), Histogram::kBuckets - 1);
}

TEST(Histogram, OfNothingIsZero) {
  const HistogramCounts counts = Histogram().Read();
  EXPECT_EQ(counts.count(), 0u);
  EXPECT_EQ(counts.sum(), 0u);
  EXPECT_EQ(counts.max(), 0u);
  EXPECT_EQ(counts.Mean(), 0);
  EXPECT_EQ(counts.Percentile(0.5), 0u);
  EXPECT_EQ(counts.Below(Histogram::kBitsMax), 0u);
  EXPECT_EQ(HistogramCounts().Percentile(0.5), 0u);
}

TEST(Histogram, KnowsSmallValuesExactly) {
  Histogram histogram;
  for (uint64_t value = 1; value <= 60; ++value) histogram.Record(value);
  const HistogramCounts counts = histogram.Read();
  EXPECT_EQ(counts.count(), 60u);
  EXPECT_EQ(counts.sum(), 1830u);
  EXPECT_EQ(counts.max(), 60u);
  EXPECT_EQ(counts.Mean(), 30.5);
  EXPECT_EQ(counts.Percentile(0.5), 30u);
  EXPECT_EQ(counts.Percentile(0.9), 54u);
  EXPECT_EQ(counts.Percentile(0.001), 1u);
  EXPECT_EQ(counts.Percentile(1), 60u);
}

TEST(Histogram, NoPercentileExceedsTheLargestValue) {
  Histogram histogram;
  histogram.Record(1'000'000);
  for (const double fraction : {0.001, 0.5, 0.999, 1.0}) {
    EXPECT_EQ(histogram.Read().Percentile(fraction), 1'000'000u);
  }
}

// Against the sorted values themselves.
TEST(Histogram, PercentilesAreOffByAThirtySecondAtMost) {
  std::mt19937_64 random(1);
  std::lognormal_distribution<double> latency(11, 2);
  Histogram histogram;
  std::vector<uint64_t> values;
  for (int i = 0; i < 100'000; ++i) {
    values.push_back(std::min(static_cast<uint64_t>(latency(random)), kLargest));
    histogram.Record(values.back());
  }
  std::sort(values.begin(), values.end());
  const HistogramCounts counts = histogram.Read();
  for (const double fraction : {0.0001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0}) {
    const auto rank = static_cast<size_t>(std::ceil(fraction * 100'000));
    const uint64_t exact = values[rank - 1];
    EXPECT_GE(counts.Percentile(fraction), exact) << fraction;
    EXPECT_LE(counts.Percentile(fraction), exact + exact / 32) << fraction;
  }
  for (int exponent = 6; exponent <= Histogram::kBitsMax; ++exponent) {
    const auto end = std::lower_bound(values.begin(), values.end(), uint64_t{1} << exponent);
    EXPECT_EQ(counts.Below(exponent), static_cast<uint64_t>(end - values.begin())) << exponent;
  }
}

TEST(Histogram, CountsValuesBeyondItsRangeAsTheLargest) {
  Histogram histogram;
  histogram.Record(kLargest + 5);
  EXPECT_EQ(histogram.Read().count(), 1u);
  EXPECT_EQ(histogram.Read().max(), kLargest + 5);
  EXPECT_EQ(histogram.Read().Percentile(0.5), kLargest);
  EXPECT_EQ(histogram.Read().Below(Histogram::kBitsMax), 1u);
}

TEST(Histogram, LosesNothingThatThreadsRecordAtOnce) {
  Histogram histogram;
  std::vector<std::thread> threads;
  for (uint64_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&histogram, thread] {
      for (uint64_t i = 1; i <= 10'000; ++i) histogram.Record(4 * i + thread);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(histogram.Read().count(), 40'000u);
  EXPECT_EQ(histogram.Read().max(), 40'003u);
  EXPECT_EQ(histogram.Read().sum(), 4 * 4 * 50'005'000u + 60'000u);
}

}  // namespace
}  // namespace stator::server
