// One node against a sorted vector: search must not depend on how keys share their beginnings.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "db/storage/memory/node.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/memory_tree_check.h"

namespace stator::storage::memory {
namespace {

using std::string_literals::operator""s;
using Keys = std::vector<std::string>;

class MemoryNode : public testing::Test {
 protected:
  MemoryNode() { versions_.Begin(); }
  ~MemoryNode() override { versions_.Abandon(); }

  Node* Leaf(const Keys& keys) {
    Node* node = versions_.NewNode(0);
    for (const std::string& key : keys) {
      const Node::Place place = node->Find(key);
      EXPECT_FALSE(place.exact) << key;
      node->Insert(place.index, versions_.NewRecord(key, {}), nullptr);
    }
    return node;
  }
  static Keys KeysOf(const Node& node) {
    Keys keys;
    for (int i = 0; i < node.count; ++i) keys.emplace_back(node.records[i]->key());
    return keys;
  }
  // Looks for each probe in the node and in the sorted keys.
  static void ExpectFindsAsIn(const Node& node, const Keys& sorted, const Keys& probes) {
    for (const std::string& probe : probes) {
      const auto at = std::lower_bound(sorted.begin(), sorted.end(), probe);
      const Node::Place place = node.Find(probe);
      ASSERT_EQ(place.index, at - sorted.begin()) << testing::PrintToString(probe);
      ASSERT_EQ(place.exact, at != sorted.end() && *at == probe) << testing::PrintToString(probe);
    }
  }

  Versions versions_;
};

TEST_F(MemoryNode, FindsNothingInAnEmptyLeaf) {
  EXPECT_EQ(Leaf({})->Find("a").index, 0);
  EXPECT_FALSE(Leaf({})->Find("").exact);
}

TEST_F(MemoryNode, TellsApartKeysThatPaddingWouldMakeEqual) {
  const Keys sorted = {"a"s, "a\0"s, "a\0\0"s, "a\0\0\0\0\0\0\0"s, "a\0\0\0\0\0\0\0\0"s, "a\1"s};
  const Node* node = Leaf(Keys(sorted.rbegin(), sorted.rend()));
  EXPECT_EQ(KeysOf(*node), sorted);
  ExpectFindsAsIn(*node, sorted, sorted);
  ExpectFindsAsIn(*node, sorted, {""s, "\0"s, "a\0\0\0"s, "a\0\1"s, "b"s});
}

TEST_F(MemoryNode, AKeyThatEndsWithinThePrefixComesBeforeAll) {
  const Keys sorted = {"prefix/a", "prefix/b", "prefix/c"};
  const Node* node = Leaf(sorted);
  EXPECT_EQ(node->prefix_bytes, 7);
  ExpectFindsAsIn(*node, sorted,
                  {"", "p", "prefix", "prefix/", "prefiw", "prefiy", "q", "prefix0"});
}

TEST_F(MemoryNode, ThePrefixGivesWayToEachKeyThatLacksIt) {
  const std::string deep(60, 'd');
  Keys sorted;
  const Node* node = nullptr;
  for (int shared = 45; shared >= 0; shared -= 3) {
    sorted.push_back(deep.substr(0, shared) + "z" + std::to_string(shared));
    Keys given = sorted;
    std::sort(sorted.begin(), sorted.end());
    node = Leaf(given);
    ASSERT_EQ(KeysOf(*node), sorted);
    Keys probes = sorted;
    for (const std::string& key : sorted) {
      probes.push_back(key + "x");
      probes.push_back(key.substr(0, key.size() - 1));
    }
    ExpectFindsAsIn(*node, sorted, probes);
  }
  EXPECT_EQ(node->prefix_bytes, 0);
}

TEST_F(MemoryNode, ASplitLengthensThePrefixWhereTheHeadsAreAlike) {
  Keys sorted;
  for (int i = 0; i < 16; ++i) sorted.push_back("a first part/" + std::to_string(100 + i));
  for (int i = 0; i < 16; ++i) sorted.push_back("another part/" + std::to_string(100 + i));
  Node* left = Leaf(sorted);
  EXPECT_EQ(left->prefix_bytes, 1);
  Node* right = versions_.NewNode(0);
  EXPECT_EQ(left->MoveTail(16, *right), nullptr);
  EXPECT_EQ(left->prefix_bytes, 14);
  EXPECT_EQ(right->prefix_bytes, 14);
  ExpectFindsAsIn(*left, Keys(sorted.begin(), sorted.begin() + 16), sorted);
  ExpectFindsAsIn(*right, Keys(sorted.begin() + 16, sorted.end()), sorted);
}

TEST_F(MemoryNode, FindsAsASortedVectorDoes) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const auto any_key = [&] {
      std::string key(random() % 50, "pq"[random() % 8 == 0]);
      for (uint64_t i = random() % 10; i > 0; --i) key += "\0\1a\xFF"[random() % 4];
      return key + static_cast<char>(random() % 3);
    };
    Keys given, probes;
    while (given.size() < static_cast<size_t>(kFanOut)) {
      const std::string key = any_key();
      if (std::find(given.begin(), given.end(), key) == given.end()) given.push_back(key);
      probes.push_back(any_key());
    }
    Node* node = Leaf(given);
    Keys sorted = given;
    std::sort(sorted.begin(), sorted.end());
    ASSERT_EQ(KeysOf(*node), sorted);
    ExpectFindsAsIn(*node, sorted, probes);
    const int cut = static_cast<int>(random() % (kFanOut + 1));
    Node* tail = versions_.NewNode(0);
    node->MoveTail(cut, *tail);
    ExpectFindsAsIn(*node, Keys(sorted.begin(), sorted.begin() + cut), probes);
    ExpectFindsAsIn(*tail, Keys(sorted.begin() + cut, sorted.end()), probes);
  }
}

TEST_F(MemoryNode, AnInnerNodeLeadsToTheChildWhoseRangeHoldsTheKey) {
  Node* inner = versions_.NewNode(1);
  Node* children[] = {Leaf({"a"}), Leaf({"m"}), Leaf({"t"})};
  inner->Insert(0, nullptr, children[0]);
  inner->Insert(1, versions_.NewRecord("t", {}), children[2]);
  inner->Insert(1, versions_.NewRecord("m", {}), children[1]);
  for (const auto& [key, child] : {std::pair("", 0),
                                   {"a", 0},
                                   {"lz", 0},
                                   {"m", 1},
                                   {"ma", 1},
                                   {"sz", 1},
                                   {"t", 2},
                                   {"z", 2}}) {
    EXPECT_EQ(inner->ChildFor(key), child) << key;
    EXPECT_EQ(inner->child(child), children[child]);
  }
  Node* right = versions_.NewNode(1);
  const Record* up = inner->MoveTail(1, *right);
  EXPECT_EQ(up->key(), "m");
  EXPECT_EQ(right->records[0], nullptr);
  EXPECT_EQ(right->ChildFor("n"), 0);
  EXPECT_EQ(right->ChildFor("t"), 1);
  EXPECT_EQ(inner->ChildFor("n"), 0);
}

}  // namespace
}  // namespace stator::storage::memory
