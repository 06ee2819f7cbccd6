// What the end of a call makes of a lane's progress: done, tried again, cut in two, or given up.
// Pure functions: the rules of retries in one place.
//
//   A call fails as a whole (an error, a timeout, an answer that names no record of the batch), or
//   from one record on (ReportBatchItemFailures). Then
//     with BisectBatchOnFunctionError, a batch that failed from a later record on goes on from
//     there, and one that failed as a whole is cut into halves; neither counts as a retry;
//     else what is behind the records that were done is tried again, as a retry;
//     after MaximumRetryAttempts retries it is given up.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "absl/types/span.h"
#include "db/model/sequence.h"
#include "db/trigger/progress.h"

namespace stator::trigger {

struct RetryRules {
  bool bisects = false;
  int32_t retries = -1;  // -1: without end.
};

struct Settlement {
  Progress progress;
  // Records of the batch, from this one on, are given up.
  std::optional<Sequence> given_up_from;
};

// After a call with `batch`, the records of the first part of `progress` (a batch that is delivered
// for the first time has been made its only part). `failed_from`: nullopt, when all is done.
// REQUIRES: the batch is not empty; `progress` counts the call.
Settlement Settle(const Progress& progress, absl::Span<const Sequence> batch,
                  std::optional<Sequence> failed_from, const RetryRules& rules);

// What is left when the records of a lane up to `last` are passed without a call.
Progress Passed(const Progress& progress, Sequence last);

// How long to wait before the call that follows `failures` in a row: 100 ms, doubled each time, 60
// seconds at most. (Lambda's own is not documented.)
std::chrono::microseconds Backoff(int32_t failures);

}  // namespace stator::trigger
