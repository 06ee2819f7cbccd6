// Erases client request tokens that have expired, some in each step.
#pragma once

#include <atomic>

#include "db/background/task.h"
#include "db/storage/store.h"

namespace stator::background {

class TokenPurge final : public Task {
 public:
  // `store` outlives it.
  explicit TokenPurge(storage::Store& store) : store_(store) {}

  std::optional<Time> NextDue() override;
  absl::Status RunOnce(Time now) override;

  // A token was written. True if the worker is to be woken, since it did not know of any. May be
  // called from any thread at any time.
  bool NoteToken() { return !knows_of_tokens_.exchange(true); }

 private:
  storage::Store& store_;
  std::atomic<bool> knows_of_tokens_ = false;
};

}  // namespace stator::background
