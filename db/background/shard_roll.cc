#include "db/background/shard_roll.h"

#include "stator/error.h"

namespace stator::background {

// All open shards of a stream were opened at once; they are its last.
Time ShardRoll::DueOf(const engine::StreamDefinition& stream) const {
  const Time opened = stream.shards.back().opened;
  return opened < Time::max() - age_ ? opened + age_ : Time::max();
}

engine::StreamPtr ShardRoll::Oldest() const {
  engine::StreamPtr oldest;
  for (const engine::StreamPtr& stream : catalog_.streams().All()) {
    if (!stream->IsEnabled()) continue;
    if (oldest == nullptr || DueOf(*stream) < DueOf(*oldest)) oldest = stream;
  }
  return oldest;
}

std::optional<Time> ShardRoll::NextDue() {
  const engine::StreamPtr oldest = Oldest();
  return oldest == nullptr ? std::nullopt : std::optional(DueOf(*oldest));
}

absl::Status ShardRoll::RunOnce(Time now) {
  const engine::StreamPtr oldest = Oldest();
  if (oldest == nullptr || now < DueOf(*oldest)) return absl::OkStatus();
  const absl::Status rolled = catalog_.RollShards(oldest->table, now);
  // The table may have been dropped meanwhile, or its stream disabled.
  return IsError(rolled, ErrorCode::kResourceNotFound) ? absl::OkStatus() : rolled;
}

}  // namespace stator::background
