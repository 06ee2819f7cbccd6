// When blocks are freed, and when they are not. The size of the heap tells.
#include <string>
#include <utility>
#include <vector>

#include "db/storage/memory/versions.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/memory_tree_check.h"

namespace stator::storage::memory {
namespace {

const std::string kLarge(1000000, 'v');

class MemoryVersions : public testing::Test {
 protected:
  // In whole megabytes, so that nodes do not count: how many large records there are.
  size_t LargeRecords() {
    space_.ReclaimAll();
    return space_.versions.bytes() / kLarge.size();
  }
  // As LargeRecords, while a reader is pinned to a version.
  size_t LargeRecordsSeenFrom(uint64_t pinned) {
    for (int i = 0; i < 1000; ++i) space_.versions.Reclaim(pinned);
    return space_.versions.bytes() / kLarge.size();
  }
  void PutLarge(std::string_view key) { space_.Put(key, kLarge); }
  Versions& versions() { return space_.versions; }

  OneSpace space_;
};

TEST_F(MemoryVersions, WhatIsReplacedIsFreedOnceNoReaderSeesIt) {
  PutLarge("a");
  const uint64_t pinned = versions().newest()->version;
  PutLarge("a");
  PutLarge("a");
  EXPECT_EQ(LargeRecordsSeenFrom(pinned), 3u) << "Nothing overtakes in the queue.";
  EXPECT_EQ(LargeRecordsSeenFrom(pinned + 1), 2u);
  EXPECT_EQ(LargeRecordsSeenFrom(pinned + 2), 1u);
}

TEST_F(MemoryVersions, AnAbandonedVersionLeavesNothing) {
  PutLarge("a");
  versions().Mark(1);
  space_.Put("b", "small");
  const std::string contents = OneSpace::Contents(space_.root());
  const uint64_t version = versions().newest()->version;
  space_.ReclaimAll();
  const size_t bytes = versions().bytes();
  for (int i = 0; i < 3; ++i) {
    Roots* roots = versions().Begin();
    Tree tree(versions(), *roots, Space::kItems);
    tree.Put(versions().NewRecord("a", kLarge));
    tree.Put(versions().NewRecord("a", kLarge));
    tree.Erase("b");
    tree.Put(versions().NewRecord("c", kLarge));
    versions().Abandon();
    EXPECT_EQ(versions().bytes(), bytes);
  }
  EXPECT_EQ(versions().newest()->version, version);
  EXPECT_EQ(OneSpace::Contents(space_.root()), contents);
}

TEST_F(MemoryVersions, AMarkKeepsItsOwnRecordsAndNoLaterOnes) {
  PutLarge("a");
  versions().Mark(1);
  for (int i = 0; i < 20; ++i) PutLarge("a");
  EXPECT_EQ(LargeRecords(), 2u) << "That of the mark, and the newest.";
  EXPECT_TRUE(versions().Release(1));
  EXPECT_EQ(LargeRecords(), 1u);
}

TEST_F(MemoryVersions, EachMarkKeepsWhatOnlyItSees) {
  for (uint64_t mark = 1; mark <= 4; ++mark) {
    PutLarge("a");
    PutLarge("a");
    versions().Mark(mark);
  }
  PutLarge("a");
  EXPECT_EQ(LargeRecords(), 5u);
  EXPECT_TRUE(versions().Release(2));
  EXPECT_EQ(LargeRecords(), 4u);
  EXPECT_TRUE(versions().Release(4));
  EXPECT_EQ(LargeRecords(), 3u);
  EXPECT_TRUE(versions().Release(1));
  EXPECT_TRUE(versions().Release(3));
  EXPECT_EQ(LargeRecords(), 1u);
}

TEST_F(MemoryVersions, AReleasedMarkHandsOnWhatTheMarkBeforeItSees) {
  PutLarge("a");
  versions().Mark(1);
  versions().Mark(2);
  PutLarge("a");
  EXPECT_TRUE(versions().Release(2));
  EXPECT_EQ(LargeRecords(), 2u);
  ASSERT_NE(versions().Rewind(1), nullptr);
  EXPECT_EQ(LargeRecords(), 1u);
  EXPECT_EQ(OneSpace::Contents(space_.root()), "a=" + kLarge);
}

TEST_F(MemoryVersions, ARewindFreesWhatWasMadeSinceTheMark) {
  PutLarge("a");
  PutLarge("b");
  versions().Mark(1);
  for (int round = 0; round < 5; ++round) {
    PutLarge("a");
    PutLarge("c");
    PutLarge("c");
    space_.Erase("b");
    EXPECT_EQ(LargeRecords(), 4u) << "The two of the mark, and the two newest.";
    ASSERT_NE(versions().Rewind(1), nullptr);
    EXPECT_EQ(LargeRecords(), 2u);
    EXPECT_EQ(Find(space_.root(), "c"), nullptr);
  }
}

TEST_F(MemoryVersions, AReaderFromBeforeARewindKeepsTheTreeThatWasLeft) {
  versions().Mark(1);
  PutLarge("a");
  const Roots left = *versions().newest();
  ASSERT_NE(versions().Rewind(1), nullptr);
  PutLarge("b");
  EXPECT_EQ(LargeRecordsSeenFrom(left.version), 2u);
  EXPECT_EQ(OneSpace::Contents(space_.Root(left)), "a=" + kLarge);
  EXPECT_EQ(LargeRecords(), 1u);
}

TEST_F(MemoryVersions, ARewindForgetsLaterMarksAndFreesWhatTheyKept) {
  PutLarge("a");
  versions().Mark(1);
  PutLarge("a");
  versions().Mark(2);
  PutLarge("a");
  versions().Mark(3);
  PutLarge("a");
  EXPECT_EQ(LargeRecords(), 4u);
  ASSERT_NE(versions().Rewind(1), nullptr);
  EXPECT_EQ(LargeRecords(), 1u);
  EXPECT_EQ(versions().Rewind(2), nullptr);
  EXPECT_FALSE(versions().Release(3));
  EXPECT_EQ(LargeRecords(), 1u);
}

TEST_F(MemoryVersions, MarksDoNotReachTheSpaceThatStays) {
  OneSpace meta(Space::kMeta);
  meta.Put("a", kLarge);
  meta.versions.Mark(1);
  for (int i = 0; i < 10; ++i) meta.Put("a", kLarge);
  meta.ReclaimAll();
  EXPECT_EQ(meta.versions.bytes() / kLarge.size(), 1u);
  ASSERT_NE(meta.versions.Rewind(1), nullptr);
  EXPECT_EQ(OneSpace::Contents(meta.root()), "a=" + kLarge);
}

TEST_F(MemoryVersions, ReclaimingIsDoneInBoundedSteps) {
  versions().Mark(1);
  for (int i = 0; i < 3000; ++i) space_.Put(std::to_string(i));
  space_.ReclaimAll();
  const size_t full = versions().bytes();
  ASSERT_NE(versions().Rewind(1), nullptr);
  int steps = 0;
  while (versions().WorthReclaiming()) {
    const size_t before = versions().bytes();
    versions().Reclaim(versions().newest()->version);
    // A node is freed with all its records.
    EXPECT_LE(before - versions().bytes(), 300 * sizeof(Inner));
    ++steps;
  }
  EXPECT_GT(steps, 5);
  EXPECT_LT(versions().bytes(), full / 100);
}

TEST_F(MemoryVersions, ClosingFreesWhatMarksAndTheQueueStillHold) {
  PutLarge("a");
  versions().Mark(1);
  PutLarge("a");
  versions().Mark(2);
  PutLarge("b");
  ASSERT_NE(versions().Rewind(2), nullptr);
  PutLarge("c");
  // The destructor checks that every byte is given back.
}

}  // namespace
}  // namespace stator::storage::memory
