// Who owns the blocks of the store: what each version made, what later ones replaced, and when that
// may be freed.
//
// A version is one commit: the roots of all spaces. The writer begins one from the newest, edits
// its own nodes in place and copies older ones, and what it replaced is retired: it is seen by the
// versions from the one that made it up to the one before it was retired. It is freed
//  - once no reader is pinned to one of those, and
//  - once no mark is set on one of them: each mark holds what was retired after it and made before
//    it, and hands that on to the mark before it when it is released.
// Rewinding to a mark gives its held blocks back to the living tree at no cost, and queues the tree
// that it leaves: whatever in that was made after the mark is freed little by little.
//
// The queue is first in, first out, and nothing overtakes: a tree in it can be walked, because what
// it shares with later versions can only be retired, and so freed, behind it.
//
// A fork starts in constant time from the roots of another store's version: every block of that
// version or an older one is not its own, to be copied but never retired or freed. Who forks keeps
// those blocks for the fork's whole life, by a Pin on that version.
//
// Not thread-safe: only the writer comes here. Reading `bytes()` is safe for all.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "db/storage/keyspace.h"
#include "db/storage/memory/node.h"
#include "db/storage/memory/record.h"

namespace stator::storage::memory {

// One moment of the store. Null is an empty space.
struct Roots {
  uint64_t version;
  std::array<Node*, kSpaces> trees;
  std::array<uint64_t, kSpaces> rows;  // Keys of each.
};

// Whether marks reach a space. They leave out one, which a rewind must not touch.
inline constexpr bool Rewinds(Space space) { return space != Space::kMeta; }

// Any block that has a version, in one word.
class Block {
 public:
  Block() = default;  // None.
  explicit Block(Record* record) : word_(reinterpret_cast<uintptr_t>(record) | kRecord) {}
  explicit Block(Node* node) : word_(reinterpret_cast<uintptr_t>(node) | kNode) {}
  explicit Block(Roots* roots) : word_(reinterpret_cast<uintptr_t>(roots) | kRoots) {}

  bool none() const { return word_ == 0; }
  uint64_t version() const;
  size_t bytes() const;
  void Free();

 private:
  enum Kind : uintptr_t { kRecord = 0, kNode = 1, kRoots = 2, kKinds = 3 };
  template <typename T>
  T* As() const {
    return reinterpret_cast<T*>(word_ & ~uintptr_t{kKinds});
  }
  uintptr_t word_ = 0;
};

class Versions {
 public:
  Versions() : Versions(Roots{}) {}
  // A fork of a store whose version `origin` is; of no store, if it is the version 0.
  explicit Versions(const Roots& origin);
  // No reader may be left.
  ~Versions();
  Versions(const Versions&) = delete;
  Versions& operator=(const Versions&) = delete;

  const Roots* newest() const { return newest_; }

  // Begins the version after the newest one; its roots are to be edited by Tree. Then either
  // Finish, which makes it the newest (publish it, then call Reclaim), or Abandon, which leaves
  // nothing of it. All between may throw std::bad_alloc, Finish too (then still Abandon).
  Roots* Begin();
  const Roots* Finish();
  void Abandon();

  // Blocks of the version begun. A record is given its key and value, and may be changed until it
  // is published. A node is empty.
  Record* NewRecord(std::string_view key, std::string_view value);
  Node* NewNode(uint8_t height);
  // The node itself if the version begun made it, else a copy; the original is then retired.
  Node* Editable(Node* node, Space space);
  void Retire(Block block, Space space);

  // Frees some of what no reader sees any more, `oldest` being the oldest version that one is
  // pinned to, or the newest version. Bounded work, so that no single commit pays for many.
  void Reclaim(uint64_t oldest);
  // True when enough has gathered for Reclaim to be worth a look at the pins.
  bool WorthReclaiming() const;

  // Marks, by the number given: the newest version is kept until the mark is released. Both may
  // throw std::bad_alloc, and have then done nothing.
  void Mark(uint64_t id);
  bool HasMark(uint64_t id) { return FindMark(id) != marks_.end(); }
  bool Release(uint64_t id);            // False if there is no such mark.
  std::vector<uint64_t> Marks() const;  // Oldest first.
  // Makes a newest version with the trees of the mark, but for the spaces that do not rewind, and
  // forgets the later marks. To be published as after Finish. Null if there is no such mark. May
  // throw std::bad_alloc, and has then done nothing.
  const Roots* Rewind(uint64_t id);

  size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  struct MarkedVersion {
    uint64_t id;
    Roots roots;
    std::vector<Block> held;  // Made up to roots.version, retired later.
  };
  // What a rewind or a release left behind: of all this, blocks made after `base` are garbage.
  struct LeftTree {
    uint64_t base;
    std::vector<Node*> nodes;  // Still to be visited.
    std::vector<std::vector<Block>> held;
  };
  struct Retired {
    uint64_t since;  // The version that no longer sees it.
    Block block;     // None: the first of left_trees_ stands here in the queue.
  };

  template <typename T>
  T* Made(size_t bytes);
  std::vector<MarkedVersion>::iterator FindMark(uint64_t id);
  void Enqueue(Block block, uint64_t since);
  void EnqueueLeft(LeftTree left, uint64_t since);
  static LeftTree Leave(const Roots& roots, uint64_t base);
  // Frees blocks of the tree while the budget lasts, and counts it down. True when none is left.
  bool FreeSome(LeftTree& tree, int64_t& budget);
  void FreeNode(LeftTree& tree, int64_t& budget);
  void FreeAll(Node* node);
  void Free(Block block);

  bool Owns(uint64_t version) const { return version > origin_; }

  const uint64_t origin_;  // Blocks of this version or an older one are another store's.
  Roots* newest_ = nullptr;
  Roots* begun_ = nullptr;
  std::vector<Block> made_;  // By the version begun, to be freed if it is abandoned.
  struct Lengths {
    size_t queue, queued_bytes, held;
  };
  Lengths before_{};           // When it was begun.
  std::deque<Retired> queue_;  // Oldest first.
  std::deque<LeftTree> left_trees_;
  std::vector<MarkedVersion> marks_;  // Oldest first.
  size_t worth_blocks_ = 0;           // Queue lengths from which to reclaim again.
  size_t worth_bytes_ = 0;
  size_t queued_bytes_ = 0;
  std::atomic<size_t> bytes_{0};
};

}  // namespace stator::storage::memory
