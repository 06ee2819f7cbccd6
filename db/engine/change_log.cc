#include "db/engine/change_log.h"

#include <array>
#include <cstring>

#include "db/base/check.h"
#include "db/engine/table_stats.h"
#include "db/model/change_record.h"
#include "db/model/key.h"

namespace stator::engine {
namespace {

uint32_t SegmentOfItem(const StoreKey& key, uint32_t segments) {
  if (segments == 1) return 0;
  std::array<uint8_t, Digest::kBytes> digest;
  std::memcpy(digest.data(), StoreKey::DigestOf(key.bytes()).data(), digest.size());
  return Digest(digest).SegmentOf(segments);
}

}  // namespace

// The ordinal is the number of entries that the batch has already: greater than that of any record
// before, and the same whenever the same is decided again.
void ChangeLog::Append(const Change& change, Time now, storage::WriteBatch& batch) const {
  if (change.IsNoOp()) return;
  const size_t ordinal = batch.entries().size();
  STATOR_CHECK(ordinal < UINT16_MAX);
  const auto segments = static_cast<uint32_t>(open_shards_.size());
  const uint32_t shard = open_shards_[SegmentOfItem(*change.key, segments)];
  const LogKey key(id_, shard, {0, static_cast<uint16_t>(ordinal)});
  const size_t bytes = ChangeRecord::BytesFor(change);
  char* record = batch.arena().Allocate(bytes);
  ChangeRecord::Write(change, feed_->Touch(now), record);
  batch.PutStampedKey(storage::Space::kLog, batch.arena().Copy(key.bytes()), LogKey::kStampOffset,
                      {record, bytes});
  AddToStats(id_, 1, static_cast<int64_t>(bytes), batch);
}

}  // namespace stator::engine
