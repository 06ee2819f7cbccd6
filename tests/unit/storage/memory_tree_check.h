// The rules that a tree keeps, checked over all of it, and a store of one space to edit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/storage/memory/cursor.h"
#include "db/storage/memory/tree.h"
#include "db/storage/memory/versions.h"
#include "gtest/gtest.h"

namespace stator::storage::memory {

// One space of a Versions, without pins and threads.
class OneSpace {
 public:
  explicit OneSpace(Space space = Space::kItems) : space_(space) {}

  void Put(std::string_view key, std::string_view value = "v") {
    Roots* roots = versions.Begin();
    Tree(versions, *roots, space_).Put(versions.NewRecord(key, value));
    versions.Finish();
  }
  void Erase(std::string_view key) {
    Roots* roots = versions.Begin();
    Tree(versions, *roots, space_).Erase(key);
    versions.Finish();
  }
  const Node* root() const { return Root(*versions.newest()); }
  const Node* Root(const Roots& roots) const { return roots.trees[static_cast<int>(space_)]; }
  // With no reader there is.
  void ReclaimAll() {
    for (int i = 0; i < 10000; ++i) versions.Reclaim(versions.newest()->version);
  }
  // "a=1 b=2"
  static std::string Contents(const Node* root) {
    std::string text;
    for (Cursor cursor = Cursor::AtOrAfter(root, {}); cursor.valid(); cursor.Next()) {
      if (!text.empty()) text += ' ';
      text.append(cursor.record().key()).append("=").append(cursor.record().value());
    }
    return text;
  }

  Versions versions;

 private:
  const Space space_;
};

struct TreeShape {
  int leaves = 0;
  int keys = 0;
  int inner_nodes = 0;
};

// Keys lie in order and within the bounds that the separators above them set, all leaves are at one
// depth, no node is empty, and nothing is younger than what is above it.
inline void CheckNode(const Node& node, std::string_view low, std::string_view high,
                      uint64_t version, TreeShape& shape) {
  ASSERT_GE(node.count, 1);
  ASSERT_LE(node.count, kFanOut);
  ASSERT_LE(node.version, version);
  for (int i = node.first(); i < node.count; ++i) {
    const std::string_view key = node.records[i]->key();
    ASSERT_GE(key, low);
    if (!high.empty()) {
      ASSERT_LT(key, high);
    }
    if (i > node.first()) {
      ASSERT_LT(node.records[i - 1]->key(), key);
    }
    ASSERT_LE(node.records[i]->version, node.version);
    const Node::Place place = node.Find(key);
    ASSERT_TRUE(place.exact);
    ASSERT_EQ(place.index, i);
  }
  if (node.leaf()) {
    ++shape.leaves;
    shape.keys += node.count;
    return;
  }
  ++shape.inner_nodes;
  ASSERT_EQ(node.records[0], nullptr);
  for (int i = 0; i < node.count; ++i) {
    ASSERT_EQ(node.child(i)->height, node.height - 1);
    CheckNode(*node.child(i), i == 0 ? low : node.records[i]->key(),
              i + 1 == node.count ? high : node.records[i + 1]->key(), node.version, shape);
  }
}

inline TreeShape CheckTree(const Node* root) {
  TreeShape shape;
  if (root == nullptr) return shape;
  EXPECT_TRUE(root->leaf() || root->count > 1) << "A root with one child is one too many.";
  CheckNode(*root, {}, {}, ~uint64_t{0}, shape);
  return shape;
}

}  // namespace stator::storage::memory
