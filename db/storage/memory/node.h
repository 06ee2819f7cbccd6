// A node of the tree, and what can be done to one node alone.
//
// A leaf is a sorted array of records. An inner node is an array of children; the key of entry i is
// the least key that may lie below child i, and entry 0 has none (its child takes all that is less
// than key 1), so keys begin at `first()`.
//
// Search hardly leaves the node. All keys of a node begin with `prefix`, and `heads` holds the
// eight bytes after it, big-endian and padded with zeros: comparing heads is comparing keys, unless
// the heads are equal. The prefix matters, because neighbours in a space share their first twenty
// bytes and more (table, digest of the partition key).
//
// Not thread-safe. A node is edited only by the writer that made it, before it is published.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "db/storage/memory/record.h"

namespace stator::storage::memory {

inline constexpr int kFanOut = 32;
// Far above what can be: a level is added only when a root with kFanOut children splits.
inline constexpr int kHeightMax = 24;

struct Node {
  static constexpr int kPrefixMax = 37;

  uint64_t version;  // Of the store, that made it: what is older is never edited.
  uint8_t height;    // 0 for a leaf.
  uint8_t count;
  uint8_t prefix_bytes;
  char prefix[kPrefixMax];
  uint64_t heads[kFanOut];
  Record* records[kFanOut];

  struct Place {
    int index;   // Of the first key that is not less than the one searched for; or `count`.
    bool exact;  // Whether it is equal to it.
  };
  Place Find(std::string_view key) const;
  // The child in whose range `key` lies. Inner nodes only.
  int ChildFor(std::string_view key) const;

  // Makes room at `index` (not below first(), unless the node is empty) and puts the entry there.
  // The node must not be full; `child` is null in a leaf, and `record` in entry 0 of an inner node.
  void Insert(int index, Record* record, Node* child);
  // Takes the entry out. Neither its record nor its child is freed.
  void Remove(int index);
  // Moves the entries from `index` on to `to`, which is empty and of the same height. In an inner
  // node the key of entry 0 of `to` is returned and taken from it: it now belongs one level up.
  Record* MoveTail(int index, Node& to);
  void CopyFrom(const Node& from);  // All but the version.

  bool leaf() const { return height == 0; }
  bool full() const { return count == kFanOut; }
  int first() const { return leaf() ? 0 : 1; }
  inline Node*& child(int index);
  inline Node* child(int index) const;
  inline size_t bytes() const;

 private:
  uint64_t HeadOf(std::string_view key) const;
  Place FindAmongEqualHeads(std::string_view key, uint64_t head, int from) const;
  void AdmitPrefixOf(std::string_view key);
  void ShortenPrefix(int bytes);
  void LengthenPrefix();
};

struct Inner : Node {
  Node* children[kFanOut];
};

inline Node*& Node::child(int index) { return static_cast<Inner*>(this)->children[index]; }
inline Node* Node::child(int index) const {
  return static_cast<const Inner*>(this)->children[index];
}
inline size_t Node::bytes() const { return leaf() ? sizeof(Node) : sizeof(Inner); }

// The bytes that two keys have in common from the start, at most `limit`.
int CommonPrefix(std::string_view a, std::string_view b, size_t limit);

}  // namespace stator::storage::memory
