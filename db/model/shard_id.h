// The ShardId of the Streams API: "shardId-", the shard's number in 20 digits, "-", the id of its
// log in 8 hexadecimal digits. Ids of one log compare as texts in the order in which its shards
// were opened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "db/model/log_key.h"

namespace stator {

std::string ShardIdText(LogId log, uint32_t shard);
// The number of the shard. nullopt: no text of that function's for this log.
std::optional<uint32_t> ParseShardId(LogId log, std::string_view text);

}  // namespace stator
