// Forks of the memory store: what they share, who owns it, and what is left when one of them goes.
#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/storage/contract_history.h"

namespace stator::storage {
namespace {

std::unique_ptr<Store> ForkOf(Store& store) {
  auto fork = store.Fork();
  EXPECT_TRUE(fork.ok()) << fork.status();
  return *std::move(fork);
}

void Put(Store& store, std::string_view key, std::string_view value) {
  const Outcome outcome = store.Update([&](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, key, value);
    return Decision::kCommit;
  });
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCommitted);
}

std::string Get(Store& store, std::string_view key) {
  std::string found = "(none)";
  const absl::Status read = store.View([&](Snapshot& snapshot) {
    return snapshot.Get(Space::kItems, {&key, 1},
                        [&](size_t, std::optional<std::string_view> value) {
                          if (value) found = *value;
                        });
  });
  EXPECT_TRUE(read.ok()) << read;
  return found;
}

TEST(MemoryFork, BeginsAsItsOriginWithItsIdentity) {
  const auto origin = OpenMemory({.random_secret = true, .created_us = 7});
  Put(*origin, "a", "1");
  const auto fork = ForkOf(*origin);
  EXPECT_EQ(Get(*fork, "a"), "1");
  EXPECT_EQ(fork->identity().secret, origin->identity().secret);
  EXPECT_EQ(fork->identity().created_us, 7);
}

TEST(MemoryFork, NeitherSeesWhatIsWrittenToTheOther) {
  const auto origin = OpenMemory();
  Put(*origin, "a", "1");
  const auto fork = ForkOf(*origin);
  Put(*origin, "a", "origin");
  Put(*fork, "a", "fork");
  Put(*fork, "b", "fork");
  EXPECT_EQ(Get(*origin, "a"), "origin");
  EXPECT_EQ(Get(*origin, "b"), "(none)");
  EXPECT_EQ(Get(*fork, "a"), "fork");
}

TEST(MemoryFork, StampsGoOn) {
  const auto origin = OpenMemory();
  Put(*origin, "a", "1");
  const auto stamp = [](Store& store) {
    uint64_t seen = 0;
    EXPECT_TRUE(store
                    .View([&](Snapshot& snapshot) {
                      seen = snapshot.stamp();
                      return absl::OkStatus();
                    })
                    .ok());
    return seen;
  };
  const auto fork = ForkOf(*origin);
  EXPECT_EQ(stamp(*fork), stamp(*origin));
  Put(*fork, "a", "2");
  EXPECT_GT(stamp(*fork), stamp(*origin));
}

TEST(MemoryFork, HasNoneOfTheMarksOfItsOrigin) {
  const auto origin = OpenMemory();
  const MarkId mark = *origin->Mark();
  const auto fork = ForkOf(*origin);
  EXPECT_EQ(fork->Rewind(mark, [] {}).code(), absl::StatusCode::kNotFound);
}

TEST(MemoryFork, IsRefusedInsideATransaction) {
  const auto store = OpenMemory();
  (void)store->Update([&](Snapshot&, WriteBatch&) {
    EXPECT_EQ(store->Fork().status().code(), absl::StatusCode::kInternal);
    return Decision::kRefuse;
  });
}

// The origin is put back to before the fork while that lives: nothing of it may be freed.
TEST(MemoryFork, OutlivesARewindOfItsOrigin) {
  const auto origin = OpenMemory();
  const MarkId mark = *origin->Mark();
  for (int i = 0; i < 500; ++i) Put(*origin, std::to_string(i), "v");
  const auto fork = ForkOf(*origin);
  ASSERT_TRUE(origin->Rewind(mark, [] {}).ok());
  origin->Release(mark);
  for (int i = 0; i < 500; ++i) Put(*origin, std::to_string(i), "w");
  for (int i = 0; i < 500; ++i) EXPECT_EQ(Get(*fork, std::to_string(i)), "v");
}

TEST(MemoryFork, GivesBackWhatItTook) {
  const auto origin = OpenMemory();
  for (int i = 0; i < 2000; ++i) Put(*origin, std::to_string(i), "v");
  const auto write = [&] {
    for (int i = 0; i < 4000; ++i) Put(*origin, std::to_string(i % 2000), "w");
  };
  write();
  const size_t before = origin->stats().bytes_used;
  for (int round = 0; round < 20; ++round) {
    const auto fork = ForkOf(*origin);
    EXPECT_LT(fork->stats().bytes_used, 1000) << "It shares all that it has.";
    Put(*fork, "1", "x");
    EXPECT_LT(fork->stats().bytes_used, 20'000) << "But for a path.";
    Put(*origin, "1", "x");
  }
  write();
  EXPECT_LT(origin->stats().bytes_used, before + before / 2);
}

// A family of stores with histories of their own; forks are made and stores destroyed at random.
TEST(MemoryFork, FamiliesLiveLongHistories) {
  const uint64_t seed = 1;
  struct Member {
    std::unique_ptr<Store> store;
    std::unique_ptr<History> history;
    std::vector<std::pair<MarkId, History::Model>> marks;
  };
  std::vector<Member> family;
  family.push_back({OpenMemory(), nullptr, {}});
  family[0].history = std::make_unique<History>(*family[0].store, seed);
  History chance(*family[0].store, seed + 1);
  for (uint64_t i = 0; i < 4000; ++i) {
    Member& member = family[chance.Below(family.size())];
    const uint64_t what = chance.Below(40);
    if (what == 0 && family.size() < 6) {
      auto fork = ForkOf(*member.store);
      auto history = std::make_unique<History>(*fork, seed + i);
      history->Begin(member.history->model());
      family.push_back({std::move(fork), std::move(history), {}});
    } else if (what == 1 && family.size() > 1 && chance.Below(2) == 0) {
      family.erase(family.begin() + (&member - family.data()));
    } else if (what == 2 && member.marks.size() < 3) {
      member.marks.emplace_back(*member.store->Mark(), member.history->model());
    } else if (what == 3 && !member.marks.empty()) {
      const size_t which = chance.Below(member.marks.size());
      ASSERT_TRUE(member.store->Rewind(member.marks[which].first, [] {}).ok());
      member.history->Become(member.marks[which].second);
      member.marks.resize(which + 1);
    } else if (what == 4 && !member.marks.empty()) {
      member.store->Release(member.marks.front().first);
      member.marks.erase(member.marks.begin());
    } else {
      ASSERT_TRUE(member.history->Write());
    }
    if (i % 50 != 0) continue;
    for (Member& each : family) ASSERT_EQ(each.history->FirstDifference(), "") << "step " << i;
  }
}

TEST(MemoryFork, IsReadWhileItsOriginIsWritten) {
  const auto origin = OpenMemory();
  for (int i = 0; i < 300; ++i) Put(*origin, std::to_string(i), "v");
  const auto fork = ForkOf(*origin);
  std::thread writer([&] {
    for (int i = 0; i < 3000; ++i) Put(*origin, std::to_string(i % 300), "w");
  });
  for (int i = 0; i < 3000; ++i) {
    EXPECT_EQ(Get(*fork, std::to_string(i % 300)), "v");
    if (i % 10 == 0) Put(*fork, "new" + std::to_string(i), "n");
  }
  writer.join();
}

}  // namespace
}  // namespace stator::storage
