// What the memory store promises beyond the contract: no queue, memory given back, a commit that
// finds no memory, identities.
#include "db/storage/memory/memory_store.h"

#include <cstdlib>
#include <limits>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "stator/error.h"

namespace {
// After so many allocations of this thread one fails, and the next ones are granted again, as when
// what a failed commit had taken is free.
thread_local int allocations_left = std::numeric_limits<int>::max();
}  // namespace

// Not inlined: where they are, the compiler sees `free` meet `new` and takes it for a mistake.
[[gnu::noinline]] void* operator new(size_t bytes) {
  if (allocations_left != std::numeric_limits<int>::max() && allocations_left-- <= 0) {
    allocations_left = std::numeric_limits<int>::max();
    throw std::bad_alloc();
  }
  if (void* block = std::malloc(bytes)) return block;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* block) noexcept { std::free(block); }
[[gnu::noinline]] void operator delete(void* block, size_t) noexcept { std::free(block); }

namespace stator::storage {
namespace {

std::string Contents(Store& store) {
  std::string text;
  EXPECT_TRUE(store
                  .View([&](Snapshot& snapshot) {
                    return snapshot.Scan({Space::kItems, {}, {}}, [&](auto key, auto value) {
                      text.append(key).append("=").append(value).append(" ");
                      return Visit::kContinue;
                    });
                  })
                  .ok());
  return text;
}

Outcome Put(Store& store, std::string_view key, std::string_view value) {
  return store.Update([&](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, key, value);
    return Decision::kCommit;
  });
}

// Lets every allocation of a commit fail in turn, until one succeeds.
TEST(MemoryStore, ACommitThatFindsNoMemoryWritesNothing) {
  const auto store = OpenMemory();
  for (int i = 0; i < 2000; ++i) Put(*store, "key" + std::to_string(i), "v");
  ASSERT_TRUE(store->Mark().ok());
  for (int i = 0; i < 100; ++i) Put(*store, "key" + std::to_string(i * 7), "w");
  const std::string before = Contents(*store);
  int failures = 0;
  for (int granted = 0;; ++granted) {
    const Outcome outcome = store->Update([&](Snapshot&, WriteBatch& batch) {
      for (int i = 0; i < 60; ++i) {
        const std::string_view key = batch.arena().Copy("key7" + std::to_string(i) + "new");
        batch.Put(Space::kItems, key, "new");
        batch.Erase(Space::kItems, batch.arena().Copy("key" + std::to_string(i)));
        batch.Add(Space::kStatistics, "n", 1);
      }
      allocations_left = granted;
      return Decision::kCommit;
    });
    allocations_left = std::numeric_limits<int>::max();
    if (outcome.kind == Outcome::Kind::kCommitted) break;
    ASSERT_EQ(outcome.kind, Outcome::Kind::kFailed);
    ASSERT_EQ(ErrorOf(outcome.status).code, ErrorCode::kStorageFull);
    ASSERT_EQ(Contents(*store), before) << "after " << granted << " allocations";
    ++failures;
  }
  EXPECT_GT(failures, 100);
  EXPECT_NE(Contents(*store), before);
}

TEST(MemoryStore, ARewindThatFindsNoMemoryChangesNothing) {
  const auto store = OpenMemory();
  Put(*store, "a", "1");
  const MarkId mark = *store->Mark();
  Put(*store, "a", "2");
  int failures = 0;
  for (int granted = 0;; ++granted) {
    allocations_left = granted;
    const absl::Status rewound = store->Rewind(mark, [] {});
    allocations_left = std::numeric_limits<int>::max();
    if (rewound.ok()) break;
    EXPECT_EQ(ErrorOf(rewound).code, ErrorCode::kStorageFull);
    EXPECT_EQ(Contents(*store), "a=2 ");
    EXPECT_EQ(store->generation(), 0u);
    ++failures;
  }
  EXPECT_GT(failures, 1);
  EXPECT_EQ(Contents(*store), "a=1 ");
}

TEST(MemoryStore, MarksThatFindNoMemoryChangeNothing) {
  const auto store = OpenMemory();
  Put(*store, "a", "1");
  const MarkId first = *store->Mark();
  Put(*store, "a", "2");
  absl::StatusOr<MarkId> second = absl::UnknownError("not tried");
  for (int granted = 0; !second.ok(); ++granted) {
    allocations_left = granted;
    second = store->Mark();
    allocations_left = std::numeric_limits<int>::max();
  }
  Put(*store, "a", "3");
  // A release that finds no memory leaves the mark; one that finds it takes it.
  for (int granted = 0; store->Rewind(*second, [] {}).ok(); ++granted) {
    EXPECT_EQ(Contents(*store), "a=2 ");
    Put(*store, "a", "3");
    allocations_left = granted;
    store->Release(*second);
    allocations_left = std::numeric_limits<int>::max();
    ASSERT_LT(granted, 20);
  }
  EXPECT_EQ(Contents(*store), "a=3 ");
  EXPECT_TRUE(store->Rewind(first, [] {}).ok());
  EXPECT_EQ(Contents(*store), "a=1 ");
}

TEST(MemoryStore, MemoryIsGivenBackWhileWritingGoesOn) {
  const auto store = OpenMemory();
  const std::string value(10000, 'v');
  for (int i = 0; i < 20000; ++i) Put(*store, "key" + std::to_string(i % 10), value);
  EXPECT_LT(store->stats().bytes_used, 3000000u);
  EXPECT_EQ(store->stats().commits, 20000u);
}

TEST(MemoryStore, AMarkDoesNotMakeItGrow) {
  const auto store = OpenMemory();
  const std::string value(10000, 'v');
  for (int i = 0; i < 10; ++i) Put(*store, "key" + std::to_string(i), value);
  const MarkId mark = *store->Mark();
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 400; ++i) Put(*store, "key" + std::to_string(i % 20), value);
    EXPECT_LT(store->stats().bytes_used, 3000000u);
    ASSERT_TRUE(store->Rewind(mark, [] {}).ok());
  }
}

// The writer has the lock already; taking it again would wait for itself.
TEST(MemoryStore, AMarkMayBeReleasedWhileAnUpdateIsDecided) {
  const auto store = OpenMemory();
  const MarkId mark = *store->Mark();
  const Outcome outcome = store->Update([&](Snapshot&, WriteBatch& batch) {
    store->Release(mark);
    batch.Put(Space::kItems, "a", "1");
    return Decision::kCommit;
  });
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCommitted);
  EXPECT_EQ(store->Rewind(mark, [] {}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Contents(*store), "a=1 ");
}

TEST(MemoryStore, CommitsDoNotWait) {
  const auto store = OpenMemory();
  EXPECT_FALSE(store->CommitsWait());
  Put(*store, "a", "1");
  EXPECT_EQ(store->stats().syncs, 0u);
  EXPECT_EQ(store->stats().pages_written, 0u);
}

TEST(MemoryStore, TellsHowFarReadersAreBehind) {
  const auto store = OpenMemory();
  Put(*store, "a", "1");
  EXPECT_EQ(store->stats().reader_lag, 0u);
  const absl::Status read = store->View([&](Snapshot&) {
    std::thread([&] {
      for (int i = 0; i < 5; ++i) Put(*store, "a", "2");
    }).join();
    EXPECT_EQ(store->stats().reader_lag, 5u);
    return absl::OkStatus();
  });
  ASSERT_TRUE(read.ok());
  const StoreStats stats = store->stats();
  EXPECT_EQ(stats.reader_lag, 0u);
  EXPECT_EQ(stats.commits_by_updates[0], stats.commits);
  EXPECT_EQ(stats.map_bytes + stats.page_bytes + stats.free_pages, 0u);
}

TEST(MemoryStore, TheSecretIsTheSameInEachUnlessAskedOtherwise) {
  MemoryOptions options;
  options.created_us = 12345;
  EXPECT_EQ(OpenMemory()->identity().secret, OpenMemory()->identity().secret);
  EXPECT_EQ(OpenMemory(options)->identity().created_us, 12345);
  options.random_secret = true;
  const auto one = OpenMemory(options), other = OpenMemory(options);
  EXPECT_NE(one->identity().secret, other->identity().secret);
  EXPECT_NE(one->identity().uuid, other->identity().uuid);
  EXPECT_NE(one->identity().secret, one->identity().uuid);
}

}  // namespace
}  // namespace stator::storage
