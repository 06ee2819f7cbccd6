#include "db/model/shard_id.h"

#include <string>

#include "gtest/gtest.h"

namespace stator {
namespace {

TEST(ShardIds, HaveOneText) {
  EXPECT_EQ(ShardIdText(12, 3), "shardId-00000000000000000003-0000000c");
  EXPECT_EQ(ShardIdText(UINT32_MAX, UINT32_MAX), "shardId-00000000004294967295-ffffffff");
  for (const uint32_t shard : {0u, 1u, 9u, 10u, UINT32_MAX}) {
    EXPECT_EQ(ParseShardId(12, ShardIdText(12, shard)), shard);
  }
  EXPECT_LT(ShardIdText(12, 9), ShardIdText(12, 10));
}

TEST(ShardIds, NothingElseIsOne) {
  for (const std::string text :
       {"", "shardId-", "shardId-00000000000000000003-0000000d",
        "shardId-00000000000000000003-0000000C", "shardId-00000000000000000003-0000000c0",
        "shardId-0000000000000000003-0000000c", "shardId-00000000004294967296-0000000c",
        "shardId-0000000000000000000x-0000000c", "ShardId-00000000000000000003-0000000c"}) {
    EXPECT_EQ(ParseShardId(12, text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace stator
