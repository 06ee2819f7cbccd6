// The contract as several threads see it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/blocking_counter.h"
#include "gmock/gmock.h"
#include "tests/unit/storage/contract_fixture.h"

namespace stator::storage {

class StoreConcurrency : public StoreContract {
 protected:
  static constexpr int kThreads = 16;
  static constexpr int kEach = 300 / kSlowdown;

  static void InThreads(int count, const std::function<void(int)>& run) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back(run, i);
    for (std::thread& thread : threads) thread.join();
  }

  // Reads a number, and writes it back one higher.
  static Decision Increment(Snapshot& snapshot, WriteBatch& batch) {
    const int before = std::stoi(GetFrom(snapshot, "n").value_or("0"));
    batch.Put(Space::kItems, "n", batch.arena().Copy(std::to_string(before + 1)));
    return Decision::kCommit;
  }
};

TEST_P(StoreConcurrency, IncrementsOfManyThreadsAreAllCounted) {
  InThreads(kThreads, [&](int) {
    for (int i = 0; i < kEach; ++i) ASSERT_TRUE(Committed(store_->Update(&Increment)));
  });
  EXPECT_EQ(Get("n"), std::to_string(kThreads * kEach));
}

TEST_P(StoreConcurrency, AddsOfManyThreadsAreAllCounted) {
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      ASSERT_TRUE(Committed(Add(thread % 2 == 0 ? "even" : "odd", thread)));
    }
  });
  EXPECT_EQ(Counter("even"), (0 + 2 + 4 + 6 + 8 + 10 + 12 + 14) * kEach);
  EXPECT_EQ(Counter("odd"), (1 + 3 + 5 + 7 + 9 + 11 + 13 + 15) * kEach);
}

TEST_P(StoreConcurrency, EveryUpdateHasAStampOfItsOwn) {
  std::vector<std::vector<uint64_t>> stamps(kThreads);
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach / 4; ++i) stamps[thread].push_back(Put("a", "1").stamp);
  });
  std::vector<uint64_t> all;
  for (const std::vector<uint64_t>& own : stamps) {
    EXPECT_TRUE(std::is_sorted(own.begin(), own.end()));
    all.insert(all.end(), own.begin(), own.end());
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
  EXPECT_EQ(all.back() - all.front() + 1, all.size());
  EXPECT_EQ(all.back(), Stamp());
}

TEST_P(StoreConcurrency, ReadersSeeEachBatchWholeOrNotAtAll) {
  std::atomic<bool> stop{false};
  std::thread reader([&] {
    uint64_t last_stamp = 0;
    while (!stop) {
      const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
        const auto value = GetFrom(snapshot, "left");
        EXPECT_EQ(GetFrom(snapshot, "right"), value);
        EXPECT_EQ(GetFrom(snapshot, "other", Space::kIndexes), value);
        EXPECT_GE(snapshot.stamp(), last_stamp) << "A later view does not see less.";
        last_stamp = snapshot.stamp();
        return absl::OkStatus();
      });
      EXPECT_TRUE(viewed.ok()) << viewed;
    }
  });
  InThreads(4, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const std::string value = std::to_string(thread) + "/" + std::to_string(i);
      store_->Update([&](Snapshot&, WriteBatch& batch) {
        batch.Put(Space::kItems, "left", value);
        batch.Put(Space::kItems, "right", value);
        batch.Put(Space::kIndexes, "other", value);
        return Decision::kCommit;
      });
    }
  });
  stop = true;
  reader.join();
}

TEST_P(StoreConcurrency, WhatIsAnsweredAsCommittedIsSeenByEveryLaterView) {
  InThreads(8, [&](int thread) {
    const std::string key = "own" + std::to_string(thread);
    for (int i = 0; i < kEach / 2; ++i) {
      const std::string value = std::to_string(i);
      ASSERT_TRUE(Committed(Put(key, value)));
      ASSERT_EQ(Get(key), value);
    }
  });
}

// Readers that walk everything while the tree below them is torn down and built up again.
TEST_P(StoreConcurrency, ScansHoldWhileOthersPutAndErase) {
  constexpr int kKeys = 400;
  for (int i = 0; i < kKeys; i += 2) Put("key" + std::to_string(1000 + i), "even");
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&, reader] {
      while (!stop) {
        const Keys keys = reader % 2 == 0 ? Scan() : ScanBackward();
        int even = 0;
        for (const std::string& key : keys) even += (key.back() - '0') % 2 == 0;
        EXPECT_EQ(even, kKeys / 2) << "The even ones were always there.";
        const bool in_order = reader % 2 == 0 ? std::is_sorted(keys.begin(), keys.end())
                                              : std::is_sorted(keys.rbegin(), keys.rend());
        EXPECT_TRUE(in_order);
      }
    });
  }
  InThreads(2, [&](int thread) {
    for (int round = 0; round < 4; ++round) {
      for (int i = 1 + 2 * thread; i < kKeys; i += 4) Put("key" + std::to_string(1000 + i), "odd");
      for (int i = 1 + 2 * thread; i < kKeys; i += 4) Erase("key" + std::to_string(1000 + i));
    }
  });
  stop = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(Scan().size(), size_t{kKeys / 2});
}

TEST_P(StoreConcurrency, WhatOneUpdateThrowsReachesNoOther) {
  std::atomic<int> thrown{0};
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach / 2; ++i) {
      const bool throws = (thread + i) % 5 == 0;
      try {
        const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
          if (throws) throw thread;
          return Increment(snapshot, batch);
        });
        EXPECT_TRUE(Committed(outcome));
        EXPECT_FALSE(throws);
      } catch (int who) {
        EXPECT_EQ(who, thread);
        ++thrown;
      }
    }
  });
  EXPECT_EQ(Get("n"), std::to_string(kThreads * (kEach / 2) - thrown));
}

// `shared` has no lock: it is exchanged in `committed` and looked at by updates, and the store
// keeps these apart. The thread sanitizer sees it when one runs beside the other.
TEST_P(StoreConcurrency, NothingIsDecidedBetweenAnUpdateAloneAndItsCommitted) {
  int shared = 0;
  InThreads(8, [&](int thread) {
    for (int i = 0; i < kEach / 3; ++i) {
      if (thread != 0) {
        const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
          EXPECT_EQ(GetFrom(snapshot, "n").value_or("0"), std::to_string(shared));
          batch.Put(Space::kItems, "a", "1");
          return Decision::kCommit;
        });
        ASSERT_TRUE(Committed(outcome));
        continue;
      }
      const Outcome outcome = store_->UpdateAlone(&Increment, [&] { ++shared; });
      ASSERT_TRUE(Committed(outcome));
    }
  });
  EXPECT_EQ(Get("n"), std::to_string(kEach / 3));
}

class CountingRequest final : public UpdateRequest {
 public:
  CountingRequest(absl::BlockingCounter& left, bool refuse) : left_(left), refuse_(refuse) {}
  Decision Decide(Snapshot&, WriteBatch& batch) override {
    batch.Add(Space::kStatistics, "n", 1);
    return refuse_ ? Decision::kRefuse : Decision::kCommit;
  }
  void Done(const Outcome& outcome) override {
    EXPECT_EQ(times_done_++, 0);
    EXPECT_EQ(outcome.kind, refuse_ ? Outcome::Kind::kRefused : Outcome::Kind::kCommitted);
    left_.DecrementCount();
  }

 private:
  absl::BlockingCounter& left_;
  const bool refuse_;
  int times_done_ = 0;
};

TEST_P(StoreConcurrency, RequestsSubmittedByManyThreadsAreAllDoneOnce) {
  absl::BlockingCounter left(kThreads * kEach);
  std::vector<std::vector<std::unique_ptr<CountingRequest>>> requests(kThreads);
  InThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      requests[thread].push_back(std::make_unique<CountingRequest>(left, i % 3 == 0));
      store_->Submit(*requests[thread].back());
      if (i % 10 == 0) {
        ASSERT_TRUE(Committed(Add("blocking", 1)));
      }
    }
  });
  left.Wait();
  EXPECT_EQ(Counter("n"), kThreads * (kEach - (kEach + 2) / 3));
  EXPECT_EQ(Counter("blocking"), kThreads * ((kEach + 9) / 10));
}

// Money moves between accounts while everything is put back again and again: at each moment, in
// every view, the sum is what it was.
TEST_P(StoreConcurrency, RewindsKeepEveryMomentConsistent) {
  const Keys accounts = {"a", "b", "c", "d", "e", "f"};
  for (const std::string& account : accounts) Put(account, "100");
  const auto sum = [](Snapshot& snapshot) {
    int total = 0;
    const absl::Status read = snapshot.Scan({Space::kItems, {}, {}}, [&](auto, auto value) {
      total += std::stoi(std::string(value));
      return Visit::kContinue;
    });
    EXPECT_TRUE(read.ok()) << read;
    return total;
  };
  std::atomic<bool> stop{false};
  std::thread reader([&] {
    while (!stop) {
      (void)store_->View([&](Snapshot& snapshot) {
        EXPECT_EQ(sum(snapshot), 600);
        return absl::OkStatus();
      });
    }
  });
  std::thread rewinder([&] {
    std::vector<MarkId> marks;
    for (int i = 0; i < kEach / 3; ++i) {
      if (marks.size() < 3) marks.push_back(*store_->Mark());
      const size_t which = i % marks.size();
      EXPECT_EQ(store_->Rewind(marks[which], [] {}), absl::OkStatus());
      marks.resize(which + 1);
      if (i % 7 == 0) {
        store_->Release(marks.back());
        marks.pop_back();
      }
    }
  });
  InThreads(4, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const std::string& from = accounts[(thread + i) % 6];
      const std::string& to = accounts[(thread + 5 * i + 1) % 6];
      if (from == to) continue;
      const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
        const int left = std::stoi(*GetFrom(snapshot, from)) - 1;
        const int right = std::stoi(*GetFrom(snapshot, to)) + 1;
        batch.Put(Space::kItems, from, batch.arena().Copy(std::to_string(left)));
        batch.Put(Space::kItems, to, batch.arena().Copy(std::to_string(right)));
        return Decision::kCommit;
      });
      ASSERT_TRUE(Committed(outcome));
    }
  });
  rewinder.join();
  stop = true;
  reader.join();
}

}  // namespace stator::storage
