// Follows a stream of both images, and tells where its changes lead to.
//
//   StreamFollower follower(arn);
//   std::string wrong = follower.Follow(db);      // "" if nothing is
//   ... follower.items() must be what the table holds ...
#pragma once

#include <map>
#include <string>

#include "stator/database.h"

namespace stator::testing {

// A value.
class StreamFollower {
 public:
  // The stream has both images, and was enabled with its table.
  explicit StreamFollower(std::string arn) : arn_(std::move(arn)) {}

  // Takes all records that have come since the last call. "", or what is wrong with them: the
  // changes of each item must follow from each other, change something, and have ever greater
  // numbers, as those of each shard have.
  std::string Follow(Database& db);

  // By the encodings of their keys.
  const std::map<std::string, Item>& items() const { return items_; }

 private:
  std::string FollowShard(Database& db, const std::string& shard);
  std::string Take(const Record& record);

  std::string arn_;
  std::map<std::string, Item> items_;
  std::map<std::string, std::string> last_of_items_;   // Sequence numbers, by key.
  std::map<std::string, std::string> last_of_shards_;  // By ShardId.
};

}  // namespace stator::testing
