#include "bench/ratios.h"

#include <algorithm>
#include <cstdio>

namespace stator::bench {
namespace {

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

void RatioReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
    // Items, where a benchmark counts them, so that batches compare with single operations.
    const auto items = run.counters.find("items_per_second");
    seconds_[run.run_name.function_name].push_back(
        items != run.counters.end() ? 1.0 / items->second.value
                                    : run.real_accumulated_time / run.iterations);
  }
  ConsoleReporter::ReportRuns(runs);
}

void RatioReporter::Finalize() {
  std::printf("\n%-62s %10s %10s %7s %6s\n", "ratio of rates, medians", "ours us", "theirs us",
              "ratio", "goal");
  for (const Ratio& ratio : ratios_) {
    const auto ours = seconds_.find(ratio.ours);
    const auto theirs = seconds_.find(ratio.yardstick);
    if (ours == seconds_.end() || theirs == seconds_.end()) continue;
    const double a = Median(ours->second), b = Median(theirs->second);
    std::printf("%-62s %10.2f %10.2f %7.2f ", ratio.what, a * 1e6, b * 1e6, b / a);
    ratio.goal > 0 ? std::printf("%6.2f\n", ratio.goal) : std::printf("%6s\n", "-");
  }
}

}  // namespace stator::bench
