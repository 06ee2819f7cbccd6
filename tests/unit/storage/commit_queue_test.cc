// The queue over a target in memory: who shares a commit, who leads, and who is told what.
#include "db/storage/commit_queue.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/storage/fake_commit_target.h"

namespace stator::storage {
namespace {

using testing::ElementsAre;
using testing::Ge;
using Kind = Outcome::Kind;

class CommitQueueTest : public testing::Test {
 protected:
  explicit CommitQueueTest(bool commits_wait = true)
      : queue_(std::make_unique<CommitQueue>(target_, this, commits_wait)) {}
  ~CommitQueueTest() override {
    target_.LetGo();
    Join();
  }

  Outcome Put(const std::string& key, const std::string& value = "1") {
    return queue_->Update([&](Snapshot&, WriteBatch& batch) {
      batch.Put(Space::kItems, key, value);
      return Decision::kCommit;
    });
  }
  // Runs on a thread of its own; returns when its entry waits in the queue.
  void Start(std::function<void()> update) {
    const size_t before = queue_->waiting();
    threads_.emplace_back(std::move(update));
    AwaitWaiting(before + 1);
  }
  void AwaitWaiting(size_t count) {
    while (queue_->waiting() < count) std::this_thread::yield();
  }
  // A commit in the middle of which others may queue.
  void HoldFirstCommit() {
    target_.Hold();
    threads_.emplace_back([this] { Put("first"); });
    target_.AwaitHeld();
  }
  void LetGo() {
    target_.LetGo();
    Join();
  }
  void Join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  FakeCommitTarget target_;
  std::unique_ptr<CommitQueue> queue_;
  std::vector<std::thread> threads_;
};

// Once set, stays set. (The thread sanitizer does not see into absl::Notification.)
class Flag {
 public:
  void Notify() {
    set_ = true;
    set_.notify_all();
  }
  bool HasBeenNotified() const { return set_; }
  void WaitForNotification() const { set_.wait(false); }

 private:
  std::atomic<bool> set_{false};
};

// Puts one key, and remembers how it went.
class PutRequest : public UpdateRequest {
 public:
  explicit PutRequest(std::string key, std::string value = "1")
      : key_(std::move(key)), value_(std::move(value)) {}
  virtual ~PutRequest() = default;
  Decision Decide(Snapshot&, WriteBatch& batch) override {
    batch.Put(Space::kItems, key_, value_);
    return Decision::kCommit;
  }
  void Done(const Outcome& result) override {
    outcome = result;
    done.Notify();
  }
  Outcome outcome;
  Flag done;

 private:
  std::string key_, value_;
};

TEST_F(CommitQueueTest, ALoneWriterHasACommitForEachUpdate) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Put("a").stamp, i + 1u);
  EXPECT_THAT(target_.groups, ElementsAre(1, 1, 1));
  EXPECT_EQ(queue_->stats().commits, 3u);
  EXPECT_EQ(queue_->stats().updates, 3u);
}

TEST_F(CommitQueueTest, WritersThatWaitShareACommit) {
  HoldFirstCommit();
  for (int i = 0; i < 31; ++i) Start([this, i] { Put("k" + std::to_string(i)); });
  LetGo();
  EXPECT_THAT(target_.groups, ElementsAre(1, 31));
  EXPECT_EQ(queue_->stats().commits, 2u);
  EXPECT_EQ(queue_->stats().updates, 32u);
  EXPECT_THAT(queue_->stats().commits_by_updates, ElementsAre(1, 0, 0, 0, 0, 1, 0, 0, 0, 0));
}

TEST(GroupSizes, AreCountedByPowersOfTwo) {
  const std::pair<size_t, size_t> kCases[] = {{1, 0},   {2, 1},   {3, 2},   {4, 2},
                                              {5, 3},   {8, 3},   {9, 4},   {256, 8},
                                              {257, 9}, {512, 9}, {1000, 9}};
  for (const auto& [updates, index] : kCases) EXPECT_EQ(GroupSizeIndex(updates), index) << updates;
  EXPECT_EQ(GroupSizeIndex(CommitQueue::kGroupMax), StoreStats::kGroupSizes - 1u);
}

TEST_F(CommitQueueTest, NobodyIsAnsweredBeforeTheCommit) {
  HoldFirstCommit();
  std::atomic<bool> answered{false};
  Start([&] {
    Put("a");
    answered = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(answered);
  LetGo();
  EXPECT_TRUE(answered);
}

TEST_F(CommitQueueTest, EachMemberSeesWhatThoseBeforeItWrote) {
  HoldFirstCommit();
  for (int i = 0; i < 20; ++i) {
    Start([this] {
      std::string next;
      queue_->Update([&](Snapshot& snapshot, WriteBatch& batch) {
        const std::string_view key = "n";
        int n = 0;
        EXPECT_TRUE(snapshot
                        .Get(Space::kItems, {&key, 1},
                             [&](size_t, auto value) {
                               if (value) n = std::stoi(std::string(*value));
                             })
                        .ok());
        next = std::to_string(n + 1);
        batch.Put(Space::kItems, "n", next);
        return Decision::kCommit;
      });
    });
  }
  LetGo();
  EXPECT_EQ(target_.contents().at("n"), "20");
  EXPECT_THAT(target_.groups, ElementsAre(1, 20));
}

TEST_F(CommitQueueTest, StampsFollowTheOrderOfArrival) {
  HoldFirstCommit();
  std::vector<uint64_t> stamps(10);
  for (int i = 0; i < 10; ++i) Start([&, i] { stamps[i] = Put("k" + std::to_string(i)).stamp; });
  LetGo();
  EXPECT_THAT(stamps, ElementsAre(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
}

TEST_F(CommitQueueTest, AGroupThatWritesNothingIsNotCommitted) {
  HoldFirstCommit();
  for (const Decision decision : {Decision::kRefuse, Decision::kReplan, Decision::kCommit}) {
    Start([this, decision] { queue_->Update([&](Snapshot&, WriteBatch&) { return decision; }); });
  }
  LetGo();
  EXPECT_THAT(target_.groups, ElementsAre(1));
  EXPECT_EQ(target_.aborts, 1);
}

TEST_F(CommitQueueTest, AnExclusiveEntryHasACommitOfItsOwn) {
  HoldFirstCommit();
  bool exchanged = false, seen_by_next = false;
  Start([this] { Put("a"); });
  Start([this] { Put("b"); });
  Start([&] {
    queue_->UpdateAlone(
        [](Snapshot&, WriteBatch& batch) {
          batch.Put(Space::kItems, "alone", "1");
          return Decision::kCommit;
        },
        [&] { exchanged = true; });
  });
  Start([&] {
    queue_->Update([&](Snapshot&, WriteBatch& batch) {
      seen_by_next = exchanged;
      batch.Put(Space::kItems, "c", "1");
      return Decision::kCommit;
    });
  });
  Start([this] { Put("d"); });
  LetGo();
  EXPECT_THAT(target_.groups, ElementsAre(1, 2, 1, 2));
  EXPECT_TRUE(seen_by_next) << "No other Update is decided before `committed` was called.";
}

TEST_F(CommitQueueTest, AnExclusiveEntryThatFailsIsNotCalledCommitted) {
  target_.results = {{absl::InternalError("commit")}};
  bool called = false;
  const Outcome outcome = queue_->UpdateAlone(
      [](Snapshot&, WriteBatch& batch) {
        batch.Put(Space::kItems, "alone", "1");
        return Decision::kCommit;
      },
      [&] { called = true; });
  EXPECT_EQ(outcome.kind, Kind::kFailed);
  EXPECT_FALSE(called);
}

TEST_F(CommitQueueTest, WhatADecideThrowsEndsItsOwnEntryOnly) {
  HoldFirstCommit();
  std::atomic<int> thrown{0};
  Start([this] { EXPECT_EQ(Put("a").kind, Kind::kCommitted); });
  Start([&] {
    try {
      queue_->Update([](Snapshot&, WriteBatch& batch) -> Decision {
        batch.Put(Space::kItems, "thrower", "1");
        throw std::runtime_error("mine");
      });
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "mine");
      ++thrown;
    }
  });
  Start([this] { EXPECT_EQ(Put("b").kind, Kind::kCommitted); });
  LetGo();
  EXPECT_EQ(thrown, 1);
  EXPECT_THAT(target_.groups, ElementsAre(1, 2));
  EXPECT_FALSE(target_.contents().contains("thrower"));
}

TEST_F(CommitQueueTest, WhenApplyingFailsOnlyTheGuiltyFail) {
  HoldFirstCommit();
  std::vector<Kind> kinds(5);
  for (int i = 0; i < 5; ++i) {
    Start([&, i] { kinds[i] = Put(i == 2 ? "failing" : "k" + std::to_string(i)).kind; });
  }
  LetGo();
  EXPECT_THAT(kinds, ElementsAre(Kind::kCommitted, Kind::kCommitted, Kind::kFailed,
                                 Kind::kCommitted, Kind::kCommitted));
  EXPECT_THAT(target_.groups, ElementsAre(1, 1, 1, 1, 1));
  EXPECT_EQ(target_.contents().size(), 5u);
}

TEST_F(CommitQueueTest, WhatIsNotAdmittedFailsWithoutBreakingItsGroup) {
  HoldFirstCommit();
  std::vector<Outcome> outcomes(3);
  for (int i = 0; i < 3; ++i) {
    Start([&, i] { outcomes[i] = Put(i == 1 ? "refused" : "k" + std::to_string(i)); });
  }
  LetGo();
  EXPECT_EQ(outcomes[0].kind, Kind::kCommitted);
  EXPECT_EQ(outcomes[1].kind, Kind::kFailed);
  EXPECT_EQ(outcomes[1].status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(outcomes[2].kind, Kind::kCommitted);
  EXPECT_THAT(target_.groups, ElementsAre(1, 2));
}

TEST_F(CommitQueueTest, AGroupWhoseCommitFailsIsTriedOneByOne) {
  HoldFirstCommit();
  // The held one, the group, then its members.
  target_.results = {{}, {absl::InternalError("2nd")}, {}, {absl::InternalError("")}, {}};
  std::vector<Kind> kinds(3);
  for (int i = 0; i < 3; ++i) Start([&, i] { kinds[i] = Put("k" + std::to_string(i)).kind; });
  LetGo();
  EXPECT_THAT(kinds, ElementsAre(Kind::kCommitted, Kind::kFailed, Kind::kCommitted));
  EXPECT_THAT(target_.groups, ElementsAre(1, 1, 1));
}

TEST_F(CommitQueueTest, ACommitIsTriedAgainWhenTheTargetHasMadeRoom) {
  target_.results = {{absl::ResourceExhaustedError("full"), false, /*again=*/true}};
  EXPECT_EQ(Put("a").kind, Kind::kCommitted);
  const CommitTarget::Result full{absl::ResourceExhaustedError("full"), false, /*again=*/true};
  target_.results = {full, full};
  EXPECT_EQ(Put("b").kind, Kind::kFailed) << "But only once.";
}

TEST_F(CommitQueueTest, ACommitOfUnknownFateIsUnknownToThoseWhoWrote) {
  HoldFirstCommit();
  target_.results = {{absl::InternalError("panic"), /*unknown=*/true}, {}};
  std::vector<Outcome> outcomes(3);
  int decided = 0;
  Start([&] { outcomes[0] = Put("a"); });
  Start([&] {
    outcomes[1] = queue_->Update([&](Snapshot&, WriteBatch&) {
      ++decided;
      return Decision::kRefuse;
    });
  });
  Start([&] { outcomes[2] = Put("b"); });
  LetGo();
  EXPECT_EQ(outcomes[0].kind, Kind::kUnknown);
  EXPECT_EQ(outcomes[0].status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(outcomes[1].kind, Kind::kRefused);
  EXPECT_EQ(decided, 2) << "It was refused upon what may never have been.";
  EXPECT_EQ(outcomes[2].kind, Kind::kUnknown);
}

TEST_F(CommitQueueTest, WithoutATransactionAllFailWithTheReason) {
  target_.begin_status = absl::UnavailableError("closed");
  // The fake counts a failed Begin as open: nothing of it may be ended.
  EXPECT_EQ(Put("a").status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(target_.aborts, 0);
}

TEST_F(CommitQueueTest, AGroupHasABoundedNumberOfMembers) {
  HoldFirstCommit();
  std::deque<PutRequest> requests;
  for (int i = 0; i < 600; ++i) {
    requests.emplace_back("k" + std::to_string(i));
    queue_->Submit(requests.back());
  }
  LetGo();
  for (PutRequest& request : requests) request.done.WaitForNotification();
  EXPECT_THAT(target_.groups, ElementsAre(1, 512, 88));
}

TEST_F(CommitQueueTest, AGroupHasABoundedNumberOfBytes) {
  HoldFirstCommit();
  std::deque<PutRequest> requests;
  for (int i = 0; i < 10; ++i) {
    requests.emplace_back("k" + std::to_string(i), std::string(1 << 20, 'v'));
    queue_->Submit(requests.back());
  }
  LetGo();
  for (PutRequest& request : requests) request.done.WaitForNotification();
  EXPECT_THAT(target_.groups, ElementsAre(1, 4, 4, 2));
  EXPECT_EQ(requests.back().outcome.stamp, 11u) << "Those put back keep their places.";
}

TEST_F(CommitQueueTest, SubmittedRequestsAreLedByAThreadOfTheQueue) {
  std::thread::id leader;
  target_.on_commit = [&] { leader = std::this_thread::get_id(); };
  PutRequest request("a");
  queue_->Submit(request);
  request.done.WaitForNotification();
  EXPECT_EQ(request.outcome.kind, Kind::kCommitted);
  EXPECT_NE(leader, std::this_thread::get_id());
}

TEST_F(CommitQueueTest, BothFormsShareACommit) {
  HoldFirstCommit();
  PutRequest before("before"), after("after");
  queue_->Submit(before);
  AwaitWaiting(1);
  Start([this] { Put("between"); });
  queue_->Submit(after);
  LetGo();
  after.done.WaitForNotification();
  EXPECT_THAT(target_.groups, ElementsAre(1, 3));
}

TEST_F(CommitQueueTest, TheQueueEndsWhenAllThatWasSubmittedIsDone) {
  target_.Hold();
  std::deque<PutRequest> requests;
  for (int i = 0; i < 5; ++i) {
    requests.emplace_back("k" + std::to_string(i));
    queue_->Submit(requests.back());
  }
  target_.AwaitHeld();
  std::thread ends([this] { queue_.reset(); });
  target_.LetGo();
  ends.join();
  for (PutRequest& request : requests) EXPECT_TRUE(request.done.HasBeenNotified());
}

class UpdatingInDone final : public PutRequest {
 public:
  UpdatingInDone(std::unique_ptr<CommitQueue>& queue) : PutRequest("a"), queue_(queue) {}
  void Done(const Outcome& result) override {
    inner = queue_->Update([](Snapshot&, WriteBatch&) { return Decision::kCommit; });
    PutRequest::Done(result);
  }
  Outcome inner;

 private:
  std::unique_ptr<CommitQueue>& queue_;
};

TEST_F(CommitQueueTest, AnUpdateInsideDoneIsRefused) {
  UpdatingInDone request(queue_);
  queue_->Submit(request);
  request.done.WaitForNotification();
  EXPECT_EQ(request.inner.kind, Kind::kFailed);
  EXPECT_EQ(request.outcome.kind, Kind::kCommitted);
}

class QueueWithoutWaits : public CommitQueueTest {
 protected:
  QueueWithoutWaits() : CommitQueueTest(/*commits_wait=*/false) {}
};

TEST_F(QueueWithoutWaits, WhoSubmitsLeads) {
  std::thread::id leader;
  target_.on_commit = [&] { leader = std::this_thread::get_id(); };
  PutRequest request("a");
  queue_->Submit(request);
  EXPECT_TRUE(request.done.HasBeenNotified());
  EXPECT_EQ(leader, std::this_thread::get_id());
}

TEST_F(QueueWithoutWaits, AThreadThatLeadsAlsoLeadsWhatWasSubmittedMeanwhile) {
  HoldFirstCommit();
  PutRequest request("a");
  queue_->Submit(request);
  LetGo();
  EXPECT_TRUE(request.done.HasBeenNotified());
}

// Writers that come back at once after each answer stay in one group, although each group but the
// first finds the queue empty at its beginning.
TEST_F(CommitQueueTest, WritersThatComeBackAreWaitedFor) {
  target_.on_commit = [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); };
  for (int i = 0; i < 8; ++i) {
    threads_.emplace_back([this] {
      for (int n = 0; n < 50; ++n) Put("k");
    });
  }
  Join();
  const CommitQueue::Stats stats = queue_->stats();
  EXPECT_EQ(stats.updates, 400u);
  EXPECT_THAT(stats.updates / static_cast<double>(stats.commits), Ge(3.0));
}

// Every way of writing at once; the thread sanitizer watches.
TEST_F(CommitQueueTest, AllFormsAtOnceLoseNothing) {
  std::atomic<int> expected{0};
  const auto increment = [](Snapshot& snapshot, WriteBatch& batch) {
    const std::string_view key = "n";
    int n = 0;
    EXPECT_TRUE(snapshot
                    .Get(Space::kItems, {&key, 1},
                         [&](size_t, auto value) {
                           if (value) n = std::stoi(std::string(*value));
                         })
                    .ok());
    batch.Put(Space::kItems, "n", batch.arena().Copy(std::to_string(n + 1)));
    return Decision::kCommit;
  };
  for (int thread = 0; thread < 8; ++thread) {
    threads_.emplace_back([&, thread] {
      for (int i = 0; i < 200; ++i) {
        if (thread == 0) {
          int told = 0;
          queue_->UpdateAlone(increment, [&] { ++told; });
          expected += told;
        } else if (thread < 4) {
          PutRequest request("mine" + std::to_string(thread));
          queue_->Submit(request);
          request.done.WaitForNotification();
        } else if (i % 10 == 9) {
          EXPECT_ANY_THROW(queue_->Update([&](Snapshot&, WriteBatch&) -> Decision { throw 1; }));
        } else {
          if (queue_->Update(increment).kind == Kind::kCommitted) ++expected;
        }
      }
    });
  }
  Join();
  EXPECT_EQ(target_.contents().at("n"), std::to_string(expected.load()));
  EXPECT_EQ(expected, 200 + 4 * 180);
}

}  // namespace
}  // namespace stator::storage
