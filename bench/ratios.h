// The table at the end: rates of one benchmark over those of another in the same run, beside the
// goal that we hold. Absolute rates depend on the machine and its neighbours; ratios travel.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"

namespace stator::bench {

struct Ratio {
  const char* what;
  const char* ours;       // Name of a benchmark.
  const char* yardstick;  // Name of another.
  double goal;            // At least this; 0: none is set.
};

// Prints as the console does, and after the last benchmark the ratios of medians.
class RatioReporter final : public benchmark::ConsoleReporter {
 public:
  explicit RatioReporter(std::vector<Ratio> ratios) : ratios_(std::move(ratios)) {}
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

 private:
  std::vector<Ratio> ratios_;
  std::map<std::string, std::vector<double>> seconds_;  // Per iteration, of each repetition.
};

}  // namespace stator::bench
