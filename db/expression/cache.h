// Trees by their text, so that a text is parsed once and not once a request.
//
//   Cache cache;
//   std::shared_ptr<const Tree> tree = *cache.Get(Kind::kFilter, request.filter_expression);
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "db/expression/kind.h"
#include "db/expression/tree.h"

namespace stator::expression {

// Holds at most `capacity` trees, and forgets one that was not asked for lately when it is full.
// Thread-safe; hits of different texts rarely meet, since the cache is cut into shards.
class Cache {
 public:
  // 2,048 texts of the usual size take about 2 MB.
  static constexpr size_t kDefaultCapacity = 2048;

  explicit Cache(size_t capacity = kDefaultCapacity);
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  // The tree of `text`, parsed now if need be. Errors are those of Parse, and are not remembered.
  absl::StatusOr<std::shared_ptr<const Tree>> Get(Kind kind, std::string_view text);

  // Trees held now.
  size_t size() const;

 private:
  // Owns a text and its tree. `used` is the second chance of the clock: set by a hit, cleared when
  // the hand passes.
  struct Slot {
    Kind kind;
    std::string text;
    std::shared_ptr<const Tree> tree;
    std::atomic<bool> used{false};
  };
  struct alignas(64) Shard {
    mutable absl::Mutex mutex;
    // By kind; the keys point into the slots.
    absl::flat_hash_map<absl::string_view, Slot*> index[kKindCount] ABSL_GUARDED_BY(mutex);
    std::vector<std::unique_ptr<Slot>> slots ABSL_GUARDED_BY(mutex);
    size_t hand ABSL_GUARDED_BY(mutex) = 0;
  };
  static constexpr size_t kShards = 16;

  Shard& ShardOf(std::string_view text);
  void Insert(Shard& shard, Kind kind, std::string_view text,
              const std::shared_ptr<const Tree>& tree);
  // A slot to fill: a new one, or that of a text not asked for since the hand last passed.
  Slot& FreeSlot(Shard& shard) ABSL_EXCLUSIVE_LOCKS_REQUIRED(shard.mutex);

  const size_t shard_capacity_;
  std::unique_ptr<Shard[]> shards_;
};

}  // namespace stator::expression
