// The contract of Update, UpdateAlone and Submit, as one thread sees it.
#pragma once

#include <deque>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "tests/unit/storage/contract_fixture.h"

namespace stator::storage {

class StoreWrites : public StoreContract {
 protected:
  Outcome UpdateWith(Decision decision) {
    return store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Put(Space::kItems, "a", "written");
      batch.Add(Space::kStatistics, "a", 1);
      return decision;
    });
  }
};

// A request that puts "key" and keeps its outcome.
class PutRequest : public UpdateRequest {
 public:
  explicit PutRequest(std::string key, Decision decision = Decision::kCommit)
      : key_(std::move(key)), decision_(decision) {}

  Decision Decide(Snapshot&, WriteBatch& batch) override {
    batch.Put(Space::kItems, key_, "submitted");
    return decision_;
  }
  void Done(const Outcome& outcome) override {
    outcome_ = outcome;
    ++times_done_;
    done_.Notify();
  }

  const Outcome& Wait() {
    done_.WaitForNotification();
    return outcome_;
  }
  bool done() const { return done_.HasBeenNotified(); }
  int times_done() const { return times_done_; }

 private:
  const std::string key_;
  const Decision decision_;
  Outcome outcome_;
  int times_done_ = 0;
  absl::Notification done_;
};

TEST_P(StoreWrites, PutInsertsAndReplaces) {
  EXPECT_TRUE(Committed(Put("a", "1")));
  EXPECT_TRUE(Committed(Put("b", "2")));
  EXPECT_TRUE(Committed(Put("a", "a longer value than before")));
  EXPECT_EQ(Contents(), "a=a longer value than before b=2");
  EXPECT_TRUE(Committed(Put("a", "")));
  EXPECT_EQ(Contents(), "a= b=2");
}

TEST_P(StoreWrites, EraseTakesOutOneKey) {
  PutAll({"a", "aa", "b"});
  EXPECT_TRUE(Committed(Erase("a")));
  EXPECT_EQ(Contents(), "aa=v:aa b=v:b");
}

TEST_P(StoreWrites, ErasingWhatIsNotThereIsNoError) {
  EXPECT_TRUE(Committed(Erase("a")));
  PutAll({"b"});
  EXPECT_TRUE(Committed(Erase("a")));
  EXPECT_TRUE(Committed(Erase("c")));
  EXPECT_EQ(Contents(), "b=v:b");
}

TEST_P(StoreWrites, ValuesGrowAndShrinkAndGo) {
  const size_t sizes[] = {10, 5000, 4000, 4001, 0, 300000, 299999, 3, 100000};
  for (const size_t size : sizes) {
    const std::string value(size, static_cast<char>('a' + size % 26));
    ASSERT_TRUE(Committed(Put("key", value)));
    ASSERT_TRUE(Get("key") == value) << size;
  }
  ASSERT_TRUE(Committed(Erase("key")));
  EXPECT_EQ(Get("key"), std::nullopt);
  EXPECT_EQ(Contents(), "");
}

TEST_P(StoreWrites, TheEntriesOfABatchHappenInTheirOrder) {
  const Outcome outcome = store_->Update([](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, "a", "1");
    batch.Erase(Space::kItems, "a");
    batch.Erase(Space::kItems, "b");
    batch.Put(Space::kItems, "b", "1");
    batch.Put(Space::kItems, "c", "1");
    batch.Put(Space::kItems, "c", "2");
    return Decision::kCommit;
  });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(Contents(), "b=1 c=2");
}

TEST_P(StoreWrites, AnUpdateReadsWhatWasThereBeforeItsBatch) {
  PutAll({"a"});
  const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
    batch.Put(Space::kItems, "a", "new");
    batch.Put(Space::kItems, "b", "new");
    EXPECT_EQ(ContentsOf(snapshot), "a=v:a");
    EXPECT_EQ(GetFrom(snapshot, "b"), std::nullopt);
    return Decision::kCommit;
  });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(Contents(), "a=new b=new");
}

TEST_P(StoreWrites, AnUpdateSeesAllThatWasCommittedBefore) {
  uint64_t stamp = 0;
  for (int i = 0; i < 50; ++i) {
    const Outcome outcome = store_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
      EXPECT_EQ(GetFrom(snapshot, "n").value_or("0"), std::to_string(i));
      if (i > 0) {
        EXPECT_EQ(snapshot.stamp(), stamp);
      }
      const std::string next = std::to_string(i + 1);
      batch.Put(Space::kItems, "n", batch.arena().Copy(next));
      return Decision::kCommit;
    });
    ASSERT_TRUE(Committed(outcome));
    stamp = outcome.stamp;
  }
}

TEST_P(StoreWrites, StampsGrowByOneWithEachUpdateThatWrites) {
  uint64_t last = Put("a", "1").stamp;
  EXPECT_GT(last, 0u);
  for (int i = 0; i < 20; ++i) {
    const Outcome outcome = i % 3 == 0 ? Erase("not there") : Put("a", "2");
    EXPECT_EQ(outcome.stamp, last + 1);
    last = outcome.stamp;
    EXPECT_EQ(UpdateWith(Decision::kRefuse).stamp, 0u);
  }
}

TEST_P(StoreWrites, AnEmptyBatchSucceedsAndTakesNoStamp) {
  const uint64_t before = Put("a", "1").stamp;
  const Outcome empty = store_->Update([](Snapshot&, WriteBatch&) { return Decision::kCommit; });
  EXPECT_TRUE(Committed(empty));
  EXPECT_EQ(empty.stamp, 0u);
  EXPECT_EQ(Stamp(), before);
  EXPECT_EQ(Put("a", "2").stamp, before + 1);
}

TEST_P(StoreWrites, ARefusedUpdateLeavesNothing) {
  const uint64_t before = Put("b", "1").stamp;
  const Outcome outcome = UpdateWith(Decision::kRefuse);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kRefused);
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_EQ(Contents(), "b=1");
  EXPECT_EQ(Counter("a"), 0);
  EXPECT_EQ(Stamp(), before);
}

TEST_P(StoreWrites, AReplannedUpdateLeavesNothing) {
  const Outcome outcome = UpdateWith(Decision::kReplan);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kReplan);
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_EQ(Contents(), "");
  EXPECT_EQ(Counter("a"), 0);
}

TEST_P(StoreWrites, AStampedKeyHoldsTheStampOfItsCommit) {
  std::string key = "log 12345678 end";
  const Outcome outcome = store_->Update([&](Snapshot&, WriteBatch& batch) {
    batch.PutStampedKey(Space::kLog, key, 4, "value");
    return Decision::kCommit;
  });
  EXPECT_EQ(key, "log 12345678 end") << "The bytes given are left as they are.";
  for (int i = 0; i < 8; ++i) key[4 + i] = static_cast<char>(outcome.stamp >> (56 - 8 * i));
  EXPECT_EQ(Contents(Space::kLog), key + "=value");
}

TEST_P(StoreWrites, AStampedValueHoldsTheStampOfItsCommit) {
  for (const size_t size : {size_t{8}, size_t{20}, size_t{9000}}) {
    for (const size_t offset : {size_t{0}, (size - 8) / 2, size - 8}) {
      std::string value(size, 'v');
      const Outcome outcome = store_->Update([&](Snapshot&, WriteBatch& batch) {
        batch.PutStampedValue(Space::kItems, "key", value, offset);
        return Decision::kCommit;
      });
      EXPECT_EQ(value, std::string(size, 'v')) << "The bytes given are left as they are.";
      for (int i = 0; i < 8; ++i)
        value[offset + i] = static_cast<char>(outcome.stamp >> (56 - 8 * i));
      EXPECT_EQ(Get("key"), value) << size << " bytes, stamped at " << offset;
    }
  }
}

TEST_P(StoreWrites, StampedKeysSortInTheOrderOfTheirCommits) {
  for (int i = 0; i < 300; ++i) {
    const std::string number = std::to_string(i);
    store_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.PutStampedKey(Space::kLog, "shard1--------", 6, number);
      return Decision::kCommit;
    });
  }
  int next = 0;
  const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
    return snapshot.Scan({Space::kLog, {}, {}}, [&](auto, auto value) {
      EXPECT_EQ(value, std::to_string(next++));
      return Visit::kContinue;
    });
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(next, 300);
}

TEST_P(StoreWrites, AddsSumUpFromZero) {
  EXPECT_EQ(Counter("n"), 0);
  for (const int64_t delta : {5, -7, 0, 100}) EXPECT_TRUE(Committed(Add("n", delta)));
  EXPECT_EQ(Counter("n"), 98);
  EXPECT_TRUE(Committed(Add("m", int64_t{1} << 62)));
  EXPECT_EQ(Counter("m"), int64_t{1} << 62);
  EXPECT_TRUE(Committed(Add("m", -(int64_t{1} << 62) - 3)));
  EXPECT_EQ(Counter("m"), -3);
}

TEST_P(StoreWrites, AddsOfOneBatchSumUp) {
  const Outcome outcome = store_->Update([](Snapshot&, WriteBatch& batch) {
    for (int i = 1; i <= 10; ++i) batch.Add(Space::kStatistics, i % 2 == 0 ? "even" : "odd", i);
    return Decision::kCommit;
  });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(Counter("even"), 30);
  EXPECT_EQ(Counter("odd"), 25);
}

TEST_P(StoreWrites, ABatchMayHoldThousandsOfWrites) {
  const Outcome outcome = store_->Update([](Snapshot&, WriteBatch& batch) {
    for (int i = 0; i < 5000; ++i) {
      const std::string_view key = batch.arena().Copy(std::to_string(i * 7919 % 5000));
      batch.Put(Space::kItems, key, batch.arena().Copy(std::string(i % 300, 'v')));
    }
    return Decision::kCommit;
  });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(Scan().size(), 5000u);
  EXPECT_EQ(Get(std::to_string(299 * 7919 % 5000)), std::string(299, 'v'));
}

TEST_P(StoreWrites, WhatAnUpdateThrowsReachesItsCallerAndNothingIsWritten) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_THROW(store_->Update([](Snapshot&, WriteBatch& batch) -> Decision {
      batch.Put(Space::kItems, "a", "1");
      throw std::runtime_error("thrown");
    }),
                 std::runtime_error);
    EXPECT_THROW(store_->UpdateAlone(
                     [](Snapshot&, WriteBatch& batch) -> Decision {
                       batch.Put(Space::kItems, "a", "1");
                       throw 5;
                     },
                     [] { ADD_FAILURE() << "It was not committed."; }),
                 int);
  }
  EXPECT_EQ(Contents(), "");
  EXPECT_TRUE(Committed(Put("b", "1")));
  EXPECT_EQ(Contents(), "b=1");
}

TEST_P(StoreWrites, AWriteInsideAViewIsRefused) {
  const MarkId mark = *store_->Mark();
  const absl::Status viewed = store_->View([&](Snapshot&) {
    EXPECT_TRUE(Refused(Put("a", "1")));
    EXPECT_TRUE(
        Refused(store_->UpdateAlone([](Snapshot&, WriteBatch&) { return Decision::kCommit; },
                                    [] { ADD_FAILURE() << "It was not committed."; })));
    PutRequest request("a");
    store_->Submit(request);
    EXPECT_TRUE(Refused(request.Wait()));
    EXPECT_EQ(store_->Rewind(mark, [] {}).code(), absl::StatusCode::kInternal);
    return absl::OkStatus();
  });
  EXPECT_TRUE(viewed.ok()) << viewed;
  EXPECT_EQ(Contents(), "");
  EXPECT_TRUE(Committed(Put("b", "1")));
}

TEST_P(StoreWrites, AWriteInsideAnUpdateIsRefused) {
  const MarkId mark = *store_->Mark();
  const Outcome outcome = store_->Update([&](Snapshot&, WriteBatch& batch) {
    EXPECT_TRUE(Refused(Put("a", "1")));
    PutRequest request("a");
    store_->Submit(request);
    EXPECT_TRUE(Refused(request.Wait()));
    EXPECT_EQ(store_->Rewind(mark, [] {}).code(), absl::StatusCode::kInternal);
    batch.Put(Space::kItems, "b", "1");
    return Decision::kCommit;
  });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(Contents(), "b=1");
}

TEST_P(StoreWrites, UpdateAloneTellsWhenItHasCommitted) {
  int calls = 0;
  const Outcome outcome = store_->UpdateAlone(
      [](Snapshot&, WriteBatch& batch) {
        batch.Put(Space::kCatalog, "t/a", "1");
        return Decision::kCommit;
      },
      [&] { ++calls; });
  EXPECT_TRUE(Committed(outcome));
  EXPECT_EQ(outcome.stamp, Stamp());
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(Contents(Space::kCatalog), "t/a=1");
}

TEST_P(StoreWrites, UpdateAloneTellsNothingOfWhatWasNotCommitted) {
  for (const Decision decision : {Decision::kRefuse, Decision::kReplan}) {
    const Outcome outcome = store_->UpdateAlone(
        [decision](Snapshot&, WriteBatch& batch) {
          batch.Put(Space::kCatalog, "t/a", "1");
          return decision;
        },
        [] { ADD_FAILURE() << "It was not committed."; });
    EXPECT_NE(outcome.kind, Outcome::Kind::kCommitted);
  }
  EXPECT_EQ(Contents(Space::kCatalog), "");
}

TEST_P(StoreWrites, ASubmittedRequestIsDoneOnceWithItsOutcome) {
  PutRequest request("a");
  store_->Submit(request);
  if (!store_->CommitsWait()) {
    EXPECT_TRUE(request.done()) << "It had nothing to wait for.";
  }
  EXPECT_TRUE(Committed(request.Wait()));
  EXPECT_EQ(request.Wait().stamp, Stamp());
  EXPECT_EQ(Contents(), "a=submitted");
  EXPECT_TRUE(Committed(Put("b", "1")));
  EXPECT_EQ(request.times_done(), 1);
}

TEST_P(StoreWrites, ASubmittedRequestMayDecideOtherwise) {
  PutRequest refused("a", Decision::kRefuse);
  PutRequest replanned("b", Decision::kReplan);
  store_->Submit(refused);
  store_->Submit(replanned);
  EXPECT_EQ(refused.Wait().kind, Outcome::Kind::kRefused);
  EXPECT_EQ(replanned.Wait().kind, Outcome::Kind::kReplan);
  EXPECT_EQ(Contents(), "");
}

class ThrowingRequest final : public PutRequest {
 public:
  ThrowingRequest() : PutRequest("a") {}
  Decision Decide(Snapshot& snapshot, WriteBatch& batch) override {
    PutRequest::Decide(snapshot, batch);
    throw std::runtime_error("thrown");
  }
};

TEST_P(StoreWrites, ASubmittedRequestThatThrowsHasFailed) {
  ThrowingRequest request;
  store_->Submit(request);
  EXPECT_EQ(request.Wait().kind, Outcome::Kind::kFailed);
  EXPECT_EQ(request.Wait().status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Contents(), "");
  EXPECT_TRUE(Committed(Put("b", "1")));
}

// Submits the next one from inside Done, so many times that a stack would not bear it.
class Chain final : public UpdateRequest {
 public:
  Chain(Store& store, int left) : store_(store), left_(left) {}
  Decision Decide(Snapshot&, WriteBatch& batch) override {
    batch.Add(Space::kStatistics, "n", 1);
    return Decision::kCommit;
  }
  void Done(const Outcome& outcome) override {
    EXPECT_EQ(outcome.kind, Outcome::Kind::kCommitted);
    if (--left_ > 0) return store_.Submit(*this);
    done_.Notify();
  }
  void Wait() { done_.WaitForNotification(); }

 private:
  Store& store_;
  int left_;
  absl::Notification done_;
};

TEST_P(StoreWrites, DoneMaySubmitAgain) {
  const int length = 20000 / kSlowdown;
  Chain chain(*store_, length);
  store_->Submit(chain);
  chain.Wait();
  EXPECT_EQ(Counter("n"), length);
}

TEST_P(StoreWrites, StatisticsCountCommitsAndTheirUpdates) {
  const StoreStats before = store_->stats();
  for (int i = 0; i < 10; ++i) Put("key" + std::to_string(i), std::string(100000, 'v'));
  UpdateWith(Decision::kRefuse);
  const StoreStats after = store_->stats();
  EXPECT_EQ(after.updates - before.updates, 10u);
  EXPECT_GE(after.commits, before.commits + 1);
  EXPECT_LE(after.commits, before.commits + 10);
  EXPECT_GE(after.bytes_used, 1000000u);
}

TEST_P(StoreWrites, StatisticsCountTheRowsOfEachSpace) {
  const auto rows = [this](Space space) {
    return store_->stats().rows[static_cast<size_t>(space)];
  };
  const uint64_t items = rows(Space::kItems), log = rows(Space::kLog);
  for (int i = 0; i < 1000; ++i) Put("key" + std::to_string(i), "v");
  Put("key1", "replaced");
  Put("record", "1", Space::kLog);
  EXPECT_EQ(rows(Space::kItems), items + 1000);
  EXPECT_EQ(rows(Space::kLog), log + 1);
  const MarkId mark = *store_->Mark();
  for (int i = 0; i < 1000; i += 2) Erase("key" + std::to_string(i));
  Erase("none");
  Erase("record", Space::kLog);
  EXPECT_EQ(rows(Space::kItems), items + 500);
  EXPECT_EQ(rows(Space::kLog), log);
  EXPECT_TRUE(store_->Rewind(mark, [] {}).ok());
  EXPECT_EQ(rows(Space::kItems), items + 1000);
  EXPECT_EQ(rows(Space::kLog), log + 1);
}

TEST_P(StoreWrites, TheIdentityStaysAsItIs) {
  const Identity before = store_->identity();
  Put("a", "1");
  EXPECT_EQ(store_->identity().uuid, before.uuid);
  EXPECT_EQ(store_->identity().secret, before.secret);
  EXPECT_NE(before.secret, Identity().secret);
}

}  // namespace stator::storage
