// The shape of the tree under edits. What it holds is tested by the contract.
#include <map>
#include <random>
#include <string>
#include <utility>

#include "db/storage/memory/tree.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/memory_tree_check.h"

namespace stator::storage::memory {
namespace {

// Eight digits, so that keys sort like their numbers.
std::string Key(int number) {
  std::string digits = std::to_string(number);
  return "key" + std::string(8 - digits.size(), '0') + digits;
}

TEST(MemoryTree, KeysInAscendingOrderFillTheirLeaves) {
  OneSpace space;
  for (int i = 0; i < 5000; ++i) space.Put(Key(i));
  const TreeShape shape = CheckTree(space.root());
  EXPECT_EQ(shape.keys, 5000);
  EXPECT_EQ(shape.leaves, (5000 + kFanOut - 1) / kFanOut);
}

TEST(MemoryTree, KeysInAnyOrderFillHalfOfTheirLeaves) {
  for (const int step : {-1, 7, 3571}) {
    OneSpace space;
    for (int i = 0; i < 5000; ++i) space.Put(Key((i * step + 500000) % 5000));
    const TreeShape shape = CheckTree(space.root());
    EXPECT_EQ(shape.keys, 5000);
    EXPECT_LE(shape.leaves, 5000 * 2 / kFanOut + 5) << "step " << step;
  }
}

TEST(MemoryTree, ErasingJoinsNeighboursUntilNothingIsLeft) {
  for (const int step : {1, -1, 7, 3571}) {
    OneSpace space;
    for (int i = 0; i < 5000; ++i) space.Put(Key(i));
    for (int i = 0; i < 5000; ++i) {
      space.Erase(Key((i * step + 500000) % 5000));
      if (i % 250 != 0) continue;
      const TreeShape shape = CheckTree(space.root());
      ASSERT_EQ(shape.keys, 4999 - i);
      ASSERT_LE(shape.leaves, 3 + (4999 - i) * 5 / kFanOut) << "step " << step;
    }
    EXPECT_EQ(space.root(), nullptr);
    space.ReclaimAll();
    EXPECT_EQ(space.versions.bytes(), sizeof(Roots));
  }
}

TEST(MemoryTree, ErasingWhatIsNotThereCopiesNothing) {
  OneSpace space;
  for (int i = 0; i < 100; ++i) space.Put(Key(i));
  const Node* before = space.root();
  space.Erase("key");
  space.Erase(Key(100));
  EXPECT_EQ(space.root(), before);
}

TEST(MemoryTree, AnEditCopiesOnlyThePathToItsLeaf) {
  OneSpace space;
  for (int i = 0; i < 20000; ++i) space.Put(Key(i));
  space.ReclaimAll();
  const size_t before = space.versions.bytes();
  const Node* old_root = space.root();
  const Node* old_last = old_root->child(old_root->count - 1);
  space.Put(Key(0), "w");
  EXPECT_EQ(space.root()->child(space.root()->count - 1), old_last);
  EXPECT_NE(space.root()->child(0), old_root->child(0));
  EXPECT_LE(space.versions.bytes() - before, 8 * sizeof(Inner));
  EXPECT_EQ(Find(old_root, Key(0))->value(), "v");
  EXPECT_EQ(Find(space.root(), Key(0))->value(), "w");
}

TEST(MemoryTree, ManyEditsOfOneVersionCopyEachNodeOnce) {
  OneSpace space;
  for (int i = 0; i < 1000; ++i) space.Put(Key(i));
  space.ReclaimAll();
  const size_t before = space.versions.bytes();
  Roots* roots = space.versions.Begin();
  Tree tree(space.versions, *roots, Space::kItems);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 1000; i += 100) tree.Put(space.versions.NewRecord(Key(i), "w"));
  }
  space.versions.Finish();
  const size_t records = 200 * (sizeof(Record) + Key(0).size() + 1);
  EXPECT_LE(space.versions.bytes() - before,
            records + sizeof(Roots) + 10 * sizeof(Node) + 3 * sizeof(Inner));
}

TEST(MemoryTree, KeepsItsRulesUnderRandomEdits) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    OneSpace space;
    std::map<std::string, std::string> model;
    for (int i = 0; i < 6000; ++i) {
      // Tides: mostly puts, then mostly erases.
      const bool erase = random() % 10 < ((i / 1500) % 2 == 0 ? 3u : 8u);
      const std::string key =
          std::string(random() % 3 * 20, 'p') + std::to_string(random() % (200 * seed));
      if (erase) {
        space.Erase(key);
        model.erase(key);
      } else {
        space.Put(key, std::to_string(i));
        model[key] = std::to_string(i);
      }
      if (i % 300 == 0) {
        ASSERT_EQ(CheckTree(space.root()).keys, static_cast<int>(model.size()));
      }
      if (i % 50 == 0) space.versions.Reclaim(space.versions.newest()->version);
    }
    std::string expected;
    for (const auto& [key, value] : model) {
      if (!expected.empty()) expected += ' ';
      expected += key + "=" + value;
    }
    EXPECT_EQ(OneSpace::Contents(space.root()), expected);
  }
}

}  // namespace
}  // namespace stator::storage::memory
