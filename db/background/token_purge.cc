#include "db/background/token_purge.h"

#include "db/engine/idempotency.h"
#include "db/engine/outcome.h"

namespace stator::background {

std::optional<Time> TokenPurge::NextDue() {
  // First, so that a token that the View below does not see wakes the worker.
  knows_of_tokens_ = false;
  std::optional<Time> due;
  const absl::Status read = store_.View([&](storage::Snapshot& snapshot) {
    auto expiry = engine::FirstTokenExpiry(snapshot);
    if (expiry.ok()) due = *expiry;
    return expiry.status();
  });
  if (!read.ok()) return std::nullopt;
  if (due) knows_of_tokens_ = true;
  return due;
}

absl::Status TokenPurge::RunOnce(Time now) {
  absl::Status read;
  const storage::Outcome outcome =
      store_.Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
        read = engine::EraseExpiredTokens(now, snapshot, batch);
        return read.ok() ? storage::Decision::kCommit : storage::Decision::kRefuse;
      });
  return engine::StatusOf(outcome, read);
}

}  // namespace stator::background
