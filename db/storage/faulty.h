// A store for tests that does what a store is allowed to do but seldom does, from a seed: decides
// twice, replans, loses answers, fails, and hands out views that die at once.
//
// Over any other store. Every view a visitor is given lies in a block of its own that is freed when
// the visitor returns, so the address sanitizer sees a view kept too long.
#pragma once

#include <cstdint>
#include <memory>

#include "db/storage/store.h"

namespace stator::storage {

// Chances are in thousandths of the Updates.
struct FaultPlan {
  uint64_t seed = 1;
  int repeat = 0;            // Decide is run twice; the first run's batch is thrown away.
  int replan = 0;            // Answered kReplan without being run.
  int unknown_done = 0;      // Committed, but answered kUnknown.
  int unknown_not_done = 0;  // Not committed, and answered kUnknown.
  int fail = 0;              // Answered kFailed with kInternal, nothing written.
  int delay_us_max = 0;      // Before each commit, up to this long.
  bool fragile_views = true;
};

std::unique_ptr<Store> MakeFaulty(std::unique_ptr<Store> under, const FaultPlan& plan);

}  // namespace stator::storage
