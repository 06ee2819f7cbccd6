#include "tests/support/stream_follower.h"

#include <optional>
#include <utility>

namespace stator::testing {

std::string StreamFollower::Follow(Database& db) {
  std::optional<std::string> after;
  do {
    const auto page = db.DescribeStream({.stream_arn = arn_, .exclusive_start_shard_id = after});
    if (!page.ok()) return "DescribeStream: " + page.status().ToString();
    for (const Shard& shard : *page->stream_description->shards) {
      if (std::string wrong = FollowShard(db, *shard.shard_id); !wrong.empty()) return wrong;
    }
    after = page->stream_description->last_evaluated_shard_id;
  } while (after);
  return "";
}

std::string StreamFollower::FollowShard(Database& db, const std::string& shard) {
  std::string& last = last_of_shards_[shard];
  GetShardIteratorRequest from{.stream_arn = arn_,
                               .shard_id = shard,
                               .shard_iterator_type = ShardIteratorType::kTrimHorizon};
  if (!last.empty()) {
    from.shard_iterator_type = ShardIteratorType::kAfterSequenceNumber;
    from.sequence_number = last;
  }
  const auto first = db.GetShardIterator(from);
  if (!first.ok()) return "GetShardIterator: " + first.status().ToString();
  std::optional<std::string> iterator = first->shard_iterator;
  while (iterator) {
    const auto page = db.GetRecords({.shard_iterator = iterator});
    if (!page.ok()) return "GetRecords: " + page.status().ToString();
    for (const Record& record : page->records) {
      const std::string& number = *record.dynamodb->sequence_number;
      std::string wrong = number <= last ? "the records of a shard are not in order" : Take(record);
      if (!wrong.empty()) return wrong + ", at " + number;
      last = number;
    }
    if (page->records.empty()) break;
    iterator = page->next_shard_iterator;
  }
  return "";
}

std::string StreamFollower::Take(const Record& record) {
  const StreamRecord& change = *record.dynamodb;
  const std::string key = change.keys->encoded();
  std::string& last = last_of_items_[key];
  if (*change.sequence_number <= last) return "the changes of an item are not in order";
  last = *change.sequence_number;
  const auto there = items_.find(key);
  const auto before = there == items_.end() ? std::nullopt : std::optional<Item>(there->second);
  if (change.old_image != before) return "the old image is not what the change before led to";
  if (change.new_image == before) return "a record of no change";
  const OperationType kind = !before             ? OperationType::kInsert
                             : !change.new_image ? OperationType::kRemove
                                                 : OperationType::kModify;
  if (record.event_name != kind) return "eventName is another";
  if (change.new_image) {
    items_.insert_or_assign(key, *change.new_image);
  } else {
    items_.erase(there);
  }
  return "";
}

}  // namespace stator::testing
