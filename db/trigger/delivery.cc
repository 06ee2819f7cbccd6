#include "db/trigger/delivery.h"

#include <algorithm>

#include "db/base/check.h"

namespace stator::trigger {
namespace {

constexpr std::chrono::milliseconds kBackoffFirst{100};
constexpr std::chrono::seconds kBackoffMax{60};

// The first part is done, or given up.
void EndFirstPart(Progress& progress) {
  progress.after = progress.parts.front().last;
  progress.parts.erase(progress.parts.begin());
  progress.invocations = 0;
}

void Halve(Progress& progress, absl::Span<const Sequence> batch) {
  const Part whole = progress.parts.front();
  const Sequence middle = batch[batch.size() / 2 - 1];
  progress.parts.insert(progress.parts.begin(), Part{.last = middle, .retries = whole.retries});
}

}  // namespace

Settlement Settle(const Progress& progress, absl::Span<const Sequence> batch,
                  std::optional<Sequence> failed_from, const RetryRules& rules) {
  STATOR_CHECK(!batch.empty() && !progress.parts.empty());
  Settlement settled{.progress = progress, .given_up_from = std::nullopt};
  Progress& next = settled.progress;
  next.is_in_flight = false;
  if (!failed_from) {
    EndFirstPart(next);
    return settled;
  }
  const auto failed = std::find(batch.begin(), batch.end(), *failed_from);
  const bool came_further = failed != batch.end() && failed != batch.begin();
  if (came_further) next.after = *(failed - 1);
  if (rules.bisects && (came_further || batch.size() > 1)) {
    // What is delivered next is another batch, which has not been tried.
    next.invocations = 0;
    if (!came_further) Halve(next, batch);
    return settled;
  }
  Part& part = next.parts.front();
  if (rules.retries >= 0 && part.retries >= rules.retries) {
    settled.given_up_from = came_further ? *failed_from : batch.front();
    EndFirstPart(next);
  } else {
    ++part.retries;
  }
  return settled;
}

Progress Passed(const Progress& progress, Sequence last) {
  Progress next = progress;
  next.after = std::max(next.after, last);
  while (!next.parts.empty() && next.parts.front().last <= next.after) {
    next.parts.erase(next.parts.begin());
    next.invocations = 0;
  }
  return next;
}

std::chrono::microseconds Backoff(int32_t failures) {
  std::chrono::microseconds wait = kBackoffFirst;
  for (int32_t i = 1; i < failures && wait < kBackoffMax; ++i) wait *= 2;
  return std::min<std::chrono::microseconds>(wait, kBackoffMax);
}

}  // namespace stator::trigger
