// What the store on disk does beyond the contract: readers, statistics, grouping, the bound of
// marks.
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "db/storage/lmdb/file_stats.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/lmdb_fixture.h"

namespace stator::storage {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::Gt;
using testing::Le;

class LmdbStoreTest : public LmdbFixture {
 protected:
  LmdbStoreTest() { Open(); }

  // Nested Views, each with a transaction of its own.
  absl::Status ViewInView(int depth) {
    return store_->View(
        [&](Snapshot&) { return depth == 0 ? absl::OkStatus() : ViewInView(depth - 1); });
  }
};

TEST_F(LmdbStoreTest, ManyViewsMayBeOpenAtOnce) {
  EXPECT_TRUE(ViewInView(900).ok());
  EXPECT_TRUE(ViewInView(900).ok()) << "They were given back.";
}

TEST_F(LmdbStoreTest, MoreViewsThanLmdbHasSlotsForFailAndNothingElse) {
  EXPECT_EQ(ViewInView(1100).code(), absl::StatusCode::kInternal);
  EXPECT_TRUE(ViewInView(900).ok());
  EXPECT_TRUE(Committed(Put("a", "1")));
}

TEST_F(LmdbStoreTest, AViewThatThrowsGivesItsTransactionBack) {
  for (int i = 0; i < 1500; ++i) {
    EXPECT_ANY_THROW(static_cast<void>(
        store_->View([](Snapshot&) -> absl::Status { throw std::runtime_error("mine"); })));
  }
  EXPECT_TRUE(Committed(Put("a", "1")));
}

TEST_F(LmdbStoreTest, ThePagesOfACommitAreCounted) {
  for (int i = 0; i < 2000; ++i) {
    ASSERT_TRUE(Committed(Put("k" + std::to_string(100000 + i), std::string(1000, 'v'))));
  }
  const StoreStats before = store_->stats();
  ASSERT_TRUE(Committed(Put("k100700", std::string(1000, 'w'))));
  const StoreStats one = store_->stats();
  // A leaf, the branches above it, the page that names the roots.
  EXPECT_THAT(one.pages_written - before.pages_written, AllOf(Ge(3u), Le(8u)));
  ASSERT_TRUE(Committed(Put("large", std::string(400 * 1024, 'l'))));
  EXPECT_THAT(store_->stats().pages_written - one.pages_written, AllOf(Ge(103u), Le(125u)));
  Reopen();
  ASSERT_TRUE(Committed(Put("k100700", "x")));
  EXPECT_THAT(store_->stats().pages_written, AllOf(Ge(3u), Le(8u))) << "Counted from the open.";
}

TEST_F(LmdbStoreTest, OnlyASyncedStoreSyncs) {
  ASSERT_TRUE(Committed(Put("a", "1")));
  EXPECT_EQ(store_->stats().syncs, 0u);
  EXPECT_FALSE(store_->CommitsWait());
  options_.sync = true;
  Reopen();
  ASSERT_TRUE(Committed(Put("a", "2")));
  EXPECT_EQ(store_->stats().syncs, 2u) << "The pages, then the meta page.";
  EXPECT_TRUE(store_->CommitsWait());
}

TEST_F(LmdbStoreTest, DurableWritersShareTheirFlushes) {
  options_.sync = true;
  Reopen();
  std::atomic<int> arrived{0};
  std::vector<std::thread> writers;
  const auto put = [&](int number, bool first) {
    const std::string key = "k" + std::to_string(number);
    return store_->Update([&, first](Snapshot&, WriteBatch& batch) {
      // The first holds the writer until the others are there, and a little longer.
      while (first && arrived < 31) std::this_thread::yield();
      if (first) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      batch.Put(Space::kItems, key, "v");
      return Decision::kCommit;
    });
  };
  writers.emplace_back([&] { EXPECT_TRUE(Committed(put(0, true))); });
  for (int w = 1; w < 32; ++w) {
    writers.emplace_back([&, w] {
      ++arrived;
      EXPECT_TRUE(Committed(put(w, false)));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const StoreStats stats = store_->stats();
  EXPECT_EQ(stats.updates, 32u);
  EXPECT_THAT(stats.commits, Le(8u)) << "Two, if all threads were in time.";
  EXPECT_EQ(stats.syncs, 2 * stats.commits);
}

TEST_F(LmdbStoreTest, CommitsAreCountedByTheirUpdates) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(Committed(Put("a", "1")));
  EXPECT_THAT(store_->stats().commits_by_updates, ElementsAre(3, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_EQ(store_->stats().commits, 3u);
}

TEST_F(LmdbStoreTest, TellsHowFarReadersAreBehind) {
  ASSERT_TRUE(Committed(Put("a", "1")));
  EXPECT_EQ(store_->stats().reader_lag, 0u);
  const absl::Status read = store_->View([&](Snapshot&) {
    std::thread([&] {
      for (int i = 0; i < 5; ++i) EXPECT_TRUE(Committed(Put("a", "2")));
    }).join();
    EXPECT_EQ(store_->stats().reader_lag, 5u);
    return absl::OkStatus();
  });
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(store_->stats().reader_lag, 0u);
  const MarkId mark = *store_->Mark();
  ASSERT_TRUE(Committed(Put("a", "3")));
  EXPECT_EQ(store_->stats().reader_lag, 1u) << "A mark reads too.";
  store_->Release(mark);
  EXPECT_EQ(store_->stats().reader_lag, 0u);
}

TEST_F(LmdbStoreTest, ReadersStandInALineEach) {
  EXPECT_EQ(lmdb::OldestInLine("    pid     thread     txnid\n", 7), 7u);
  EXPECT_EQ(lmdb::OldestInLine("     12345 7f0012ab3c40 5\n", 7), 5u);
  EXPECT_EQ(lmdb::OldestInLine("     12345 7f0012ab3c40 9\n", 7), 7u);
  EXPECT_EQ(lmdb::OldestInLine("     12345 7f0012ab3c40 -\n", 7), 7u);
  EXPECT_EQ(lmdb::OldestInLine("(no active readers)\n", 7), 7u);
  EXPECT_EQ(lmdb::OldestInLine("", 7), 7u);
}

TEST_F(LmdbStoreTest, TellsHowMuchRoomThereIs) {
  options_.map_bytes = size_t{64} << 20;
  Reopen();
  const StoreStats empty = store_->stats();
  EXPECT_EQ(empty.map_bytes, size_t{64} << 20);
  EXPECT_EQ(empty.page_bytes, 4096u);
  ASSERT_TRUE(Committed(Put("a", std::string(300'000, 'a'))));
  const StoreStats full = store_->stats();
  EXPECT_THAT(full.bytes_used - empty.bytes_used, Gt(300'000u));
  ASSERT_TRUE(Committed(Erase("a")));
  EXPECT_THAT(store_->stats().free_pages - full.free_pages, Ge(300'000u / 4096));
  EXPECT_THAT(store_->stats().free_pages * 4096, Le(store_->stats().bytes_used));
}

TEST_F(LmdbStoreTest, AMarkIsKeptHoweverOftenItIsRewoundTo) {
  options_.mark_bytes_max = 1 << 20;
  Reopen();
  ASSERT_TRUE(Committed(Put("a", "1")));
  const MarkId mark = *store_->Mark();
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(Committed(Put("b" + std::to_string(i), std::string(200'000, 'b'))));
    ASSERT_TRUE(Committed(Put("a", "2")));
    ASSERT_TRUE(store_->Rewind(mark, [] {}).ok()) << i;
    EXPECT_EQ(Get("a"), "1");
  }
  EXPECT_LT(store_->stats().bytes_used, 4u << 20) << "What a rewind gave up is used again.";
}

TEST_F(LmdbStoreTest, IsNotForked) {
  EXPECT_EQ(store_->Fork().status().code(), absl::StatusCode::kUnimplemented);
}

TEST_F(LmdbStoreTest, AMarkIsDroppedWhenTooMuchWasWrittenSince) {
  options_.mark_bytes_max = 1 << 20;
  Reopen();
  ASSERT_TRUE(Committed(Put("a", "1")));
  const MarkId early = *store_->Mark();
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(Committed(Put("b", std::string(30000, 'b'))));
  const MarkId late = *store_->Mark();
  ASSERT_TRUE(Committed(Put("a", "2")));
  EXPECT_THAT(store_->Marks(), ElementsAre(late));
  EXPECT_EQ(store_->Rewind(early, [] {}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->generation(), 0u);
  EXPECT_TRUE(store_->Rewind(late, [] {}).ok());
  EXPECT_EQ(Get("a"), "1");
  EXPECT_EQ(store_->generation(), 1u);
}

TEST_F(LmdbStoreTest, AMarkHoldsBackPagesUntilItIsReleased) {
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(Committed(Put("a", std::string(30000, 'a'))));
  const uint64_t before = store_->stats().bytes_used;
  const MarkId mark = *store_->Mark();
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(Committed(Put("a", std::string(30000, 'a'))));
  const uint64_t pinned = store_->stats().bytes_used;
  EXPECT_THAT(pinned - before, Gt(2'000'000u));
  store_->Release(mark);
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(Committed(Put("a", std::string(30000, 'a'))));
  EXPECT_EQ(store_->stats().bytes_used, pinned);
}

TEST_F(LmdbStoreTest, ARewindTakesBackLongKeysLargeValuesAndCounters) {
  const std::string key(1500, 'k');
  ASSERT_TRUE(Committed(Put(key, std::string(9000, '1'))));
  const MarkId mark = *store_->Mark();
  ASSERT_TRUE(Committed(Put(key, "2")));
  ASSERT_TRUE(Committed(Put(key + "x", "3")));
  store_->Update([&](Snapshot&, WriteBatch& batch) {
    batch.Add(Space::kStatistics, "n", 5);
    batch.PutStampedKey(Space::kLog, std::string_view("log.........", 12), 4, "entry");
    return Decision::kCommit;
  });
  ASSERT_TRUE(store_->Rewind(mark, [] {}).ok());
  EXPECT_EQ(Get(key), std::string(9000, '1'));
  EXPECT_EQ(Scan().size(), 1u);
  EXPECT_TRUE(Raw("statistics").empty());
  EXPECT_TRUE(Raw("log").empty());
  EXPECT_EQ(Raw("segments").size(), 3u) << "Two links and the leaf.";
}

// A View taken while a writer is busy sees one moment, and the writer does not wait for it.
TEST_F(LmdbStoreTest, ReadersAndTheWriterDoNotWaitForEachOther) {
  ASSERT_TRUE(Committed(Put("a", "1")));
  const absl::Status read = store_->View([&](Snapshot& snapshot) {
    std::thread writer([&] { EXPECT_TRUE(Committed(Put("a", "2"))); });
    writer.join();
    EXPECT_EQ(Get("a"), "2");
    const std::string_view key = "a";
    return snapshot.Get(Space::kItems, {&key, 1},
                        [](size_t, auto value) { EXPECT_EQ(value, "1"); });
  });
  EXPECT_TRUE(read.ok()) << read;
}

}  // namespace
}  // namespace stator::storage
