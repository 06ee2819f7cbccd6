// The change log of a table, as its writers see it: a record for every change, in the commit of the
// change. A table has one while a consumer needs it.
//
// Records of one item lie in one shard, in the order of its changes; those of one commit have one
// stamp, and ordinals in the order in which they were decided.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "db/engine/change_feed.h"
#include "db/model/change.h"
#include "db/model/log_key.h"
#include "db/storage/store.h"
#include "stator/clock.h"

namespace stator::engine {

// Immutable and thread-safe.
class ChangeLog {
 public:
  // `open_shards`: the number of the open shard of each segment.
  ChangeLog(LogId id, std::vector<uint32_t> open_shards, std::shared_ptr<LogFeed> feed)
      : id_(id), open_shards_(std::move(open_shards)), feed_(std::move(feed)) {}

  LogId id() const { return id_; }
  const std::shared_ptr<LogFeed>& feed() const { return feed_; }

  // Adds the record of a change to the batch that makes it; of one that changes nothing, none.
  void Append(const Change& change, Time now, storage::WriteBatch& batch) const;

 private:
  const LogId id_;
  const std::vector<uint32_t> open_shards_;
  const std::shared_ptr<LogFeed> feed_;
};

}  // namespace stator::engine
