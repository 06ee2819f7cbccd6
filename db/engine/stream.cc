#include "db/engine/stream.h"

#include <algorithm>

namespace stator::engine {

const ShardDefinition* StreamDefinition::FindShard(uint32_t number) const {
  const auto found = std::find_if(shards.begin(), shards.end(),
                                  [number](const auto& shard) { return shard.number == number; });
  return found == shards.end() ? nullptr : &*found;
}

}  // namespace stator::engine
