#include "db/expression/cache.h"

#include <algorithm>
#include <utility>

#include "db/base/status_macros.h"
#include "db/expression/parser.h"

namespace stator::expression {
namespace {

absl::string_view Key(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Cache::Cache(size_t capacity)
    : shard_capacity_(std::max<size_t>(1, capacity / kShards)), shards_(new Shard[kShards]) {}

// Length and two characters tell the texts of a program apart well enough; the index hashes all.
Cache::Shard& Cache::ShardOf(std::string_view text) {
  size_t mix = text.size();
  if (!text.empty()) {
    mix = mix * 31 + static_cast<unsigned char>(text.back());
    mix = mix * 31 + static_cast<unsigned char>(text[text.size() / 2]);
  }
  return shards_[mix % kShards];
}

absl::StatusOr<std::shared_ptr<const Tree>> Cache::Get(Kind kind, std::string_view text) {
  Shard& shard = ShardOf(text);
  {
    absl::ReaderMutexLock lock(&shard.mutex);
    const auto& index = shard.index[static_cast<size_t>(kind)];
    if (const auto at = index.find(Key(text)); at != index.end()) {
      Slot& slot = *at->second;
      // Reading first keeps the line shared between threads that hit the same text.
      if (!slot.used.load(std::memory_order_relaxed)) {
        slot.used.store(true, std::memory_order_relaxed);
      }
      return slot.tree;
    }
  }
  STATOR_ASSIGN_OR_RETURN(std::shared_ptr<const Tree> tree, Parse(kind, text));
  Insert(shard, kind, text, tree);
  return tree;
}

void Cache::Insert(Shard& shard, Kind kind, std::string_view text,
                   const std::shared_ptr<const Tree>& tree) {
  absl::MutexLock lock(&shard.mutex);
  auto& index = shard.index[static_cast<size_t>(kind)];
  if (index.contains(Key(text))) return;  // Another thread was first.
  Slot& slot = FreeSlot(shard);
  slot.kind = kind;
  slot.text = text;
  slot.tree = tree;
  slot.used.store(false, std::memory_order_relaxed);
  index.emplace(Key(slot.text), &slot);
}

Cache::Slot& Cache::FreeSlot(Shard& shard) {
  if (shard.slots.size() < shard_capacity_) {
    shard.slots.push_back(std::make_unique<Slot>());
    return *shard.slots.back();
  }
  while (true) {
    Slot& slot = *shard.slots[shard.hand];
    shard.hand = (shard.hand + 1) % shard.slots.size();
    if (slot.used.exchange(false, std::memory_order_relaxed)) continue;
    shard.index[static_cast<size_t>(slot.kind)].erase(Key(slot.text));
    return slot;
  }
}

size_t Cache::size() const {
  size_t trees = 0;
  for (size_t i = 0; i < kShards; ++i) {
    absl::ReaderMutexLock lock(&shards_[i].mutex);
    trees += shards_[i].slots.size();
  }
  return trees;
}

}  // namespace stator::expression
