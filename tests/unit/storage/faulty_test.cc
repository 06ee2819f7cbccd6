// Each fault by itself, over the memory store.
#include "db/storage/faulty.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/sanitizers.h"

#if defined(STATOR_UNDER_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace stator::storage {
namespace {

class Faulty : public testing::Test {
 protected:
  // All of the kinds at the chances given; the memory store below stays in sight.
  void Open(const FaultPlan& plan) {
    auto memory = OpenMemory();
    under_ = memory.get();
    store_ = MakeFaulty(std::move(memory), plan);
  }
  Outcome Increment() {
    return store_->Update([this](Snapshot&, WriteBatch& batch) {
      ++decided_;
      batch.Add(Space::kStatistics, "n", 1);
      return Decision::kCommit;
    });
  }
  int64_t Counter() {
    int64_t sum = 0;
    EXPECT_TRUE(under_
                    ->View([&](Snapshot& snapshot) {
                      const std::string_view key = "n";
                      return snapshot.Get(Space::kStatistics, {&key, 1}, [&](size_t, auto value) {
                        sum = ReadCounter(value.value_or(""));
                      });
                    })
                    .ok());
    return sum;
  }
  // How the next `count` updates are answered.
  std::vector<Outcome::Kind> Answers(int count) {
    std::vector<Outcome::Kind> kinds;
    for (int i = 0; i < count; ++i) kinds.push_back(Increment().kind);
    return kinds;
  }

  std::unique_ptr<Store> store_;
  Store* under_ = nullptr;
  int decided_ = 0;
};

using Kind = Outcome::Kind;

TEST_F(Faulty, WithoutChancesNothingHappens) {
  Open({});
  EXPECT_EQ(Answers(100), std::vector<Kind>(100, Kind::kCommitted));
  EXPECT_EQ(decided_, 100);
  EXPECT_EQ(Counter(), 100);
}

TEST_F(Faulty, ARepeatedDecisionIsWrittenOnce) {
  FaultPlan plan;
  plan.repeat = 1000;
  Open(plan);
  EXPECT_EQ(Answers(10), std::vector<Kind>(10, Kind::kCommitted));
  EXPECT_EQ(decided_, 20);
  EXPECT_EQ(Counter(), 10);
}

TEST_F(Faulty, AReplanIsNotRun) {
  FaultPlan plan;
  plan.replan = 1000;
  Open(plan);
  EXPECT_EQ(Answers(10), std::vector<Kind>(10, Kind::kReplan));
  EXPECT_EQ(decided_, 0);
  EXPECT_EQ(Counter(), 0);
}

TEST_F(Faulty, AnUnknownOutcomeMayHaveBeenWritten) {
  FaultPlan plan;
  plan.unknown_done = 1000;
  Open(plan);
  const Outcome outcome = Increment();
  EXPECT_EQ(outcome.kind, Kind::kUnknown);
  EXPECT_EQ(outcome.stamp, 0u);
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Counter(), 1);
}

TEST_F(Faulty, AnUnknownOutcomeMayNotHaveBeenWritten) {
  FaultPlan plan;
  plan.unknown_not_done = 1000;
  Open(plan);
  const Outcome outcome = Increment();
  EXPECT_EQ(outcome.kind, Kind::kUnknown);
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Counter(), 0);
}

TEST_F(Faulty, AFailureWritesNothing) {
  FaultPlan plan;
  plan.fail = 1000;
  Open(plan);
  const Outcome outcome = Increment();
  EXPECT_EQ(outcome.kind, Kind::kFailed);
  EXPECT_EQ(outcome.status.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(Counter(), 0);
}

TEST_F(Faulty, WhatIsRefusedStaysRefused) {
  for (int FaultPlan::*fault :
       {&FaultPlan::unknown_done, &FaultPlan::unknown_not_done, &FaultPlan::fail}) {
    FaultPlan plan;
    plan.*fault = 1000;
    Open(plan);
    const Outcome outcome =
        store_->Update([](Snapshot&, WriteBatch&) { return Decision::kRefuse; });
    EXPECT_EQ(outcome.kind, Kind::kRefused);
    EXPECT_TRUE(outcome.status.ok());
  }
}

TEST_F(Faulty, UpdateAloneTellsOfACommitWhoseAnswerGotLost) {
  FaultPlan plan;
  plan.unknown_done = 1000;
  Open(plan);
  bool told = false;
  const auto put = [](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kCatalog, "t/a", "1");
    return Decision::kCommit;
  };
  EXPECT_EQ(store_->UpdateAlone(put, [&] { told = true; }).kind, Kind::kUnknown);
  EXPECT_TRUE(told);
  plan = {};
  plan.fail = 1000;
  Open(plan);
  told = false;
  EXPECT_EQ(store_->UpdateAlone(put, [&] { told = true; }).kind, Kind::kFailed);
  EXPECT_FALSE(told);
}

class CountingRequest final : public UpdateRequest {
 public:
  Decision Decide(Snapshot&, WriteBatch& batch) override {
    ++decided;
    batch.Add(Space::kStatistics, "n", 1);
    return Decision::kCommit;
  }
  void Done(const Outcome& outcome) override {
    answer = outcome.kind;
    ++done;
  }

  int decided = 0;
  int done = 0;
  std::optional<Kind> answer;
};

TEST_F(Faulty, SubmittedRequestsHaveTheSameFaults) {
  const std::pair<int FaultPlan::*, Kind> faults[] = {
      {&FaultPlan::repeat, Kind::kCommitted},
      {&FaultPlan::replan, Kind::kReplan},
      {&FaultPlan::unknown_done, Kind::kUnknown},
      {&FaultPlan::unknown_not_done, Kind::kUnknown},
      {&FaultPlan::fail, Kind::kFailed}};
  for (const auto& [fault, answer] : faults) {
    FaultPlan plan;
    plan.*fault = 1000;
    Open(plan);
    CountingRequest request;
    store_->Submit(request);
    EXPECT_EQ(request.answer, answer);
    EXPECT_EQ(request.done, 1);
    const bool written = fault == &FaultPlan::repeat || fault == &FaultPlan::unknown_done;
    EXPECT_EQ(Counter(), written ? 1 : 0);
    EXPECT_EQ(request.decided, fault == &FaultPlan::repeat   ? 2
                               : fault == &FaultPlan::replan ? 0
                                                             : 1);
  }
}

TEST_F(Faulty, ASeedGivesTheSameFaultsAgain) {
  FaultPlan plan;
  plan.replan = plan.fail = plan.unknown_done = plan.unknown_not_done = 200;
  Open(plan);
  const std::vector<Kind> first = Answers(300);
  Open(plan);
  EXPECT_EQ(Answers(300), first);
  plan.seed = 2;
  Open(plan);
  EXPECT_NE(Answers(300), first);
}

TEST_F(Faulty, ChancesAreInThousandths) {
  FaultPlan plan;
  plan.replan = 100;
  Open(plan);
  const std::vector<Kind> answers = Answers(10000);
  const auto replans = std::count(answers.begin(), answers.end(), Kind::kReplan);
  EXPECT_NEAR(replans, 1000, 150);
  EXPECT_EQ(Counter(), 10000 - replans);
}

TEST_F(Faulty, ACommitMayTakeItsTime) {
  FaultPlan plan;
  plan.delay_us_max = 2000;
  Open(plan);
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(Answers(50), std::vector<Kind>(50, Kind::kCommitted));
  // 50 of a millisecond on average; never more than 50 of two.
  EXPECT_GT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(10));
}

// Where the only item's value was when it was visited.
std::string_view Visited(Store& store) {
  std::string_view seen;
  EXPECT_TRUE(store
                  .View([&](Snapshot& snapshot) {
                    return snapshot.Scan({Space::kItems, {}, {}}, [&](auto, auto value) {
                      seen = value;
                      return Visit::kStop;
                    });
                  })
                  .ok());
  return seen;
}

TEST_F(Faulty, ViewsAreCopiesThatDieWithTheirVisit) {
  Open({});
  store_->Update([](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, "key", "a value");
    return Decision::kCommit;
  });
  EXPECT_NE(Visited(*store_).data(), Visited(*under_).data());
#if defined(STATOR_UNDER_ASAN)
  const std::string_view kept = Visited(*store_);
  EXPECT_TRUE(__asan_address_is_poisoned(kept.data())) << "Reading it would be seen.";
  EXPECT_FALSE(__asan_address_is_poisoned(Visited(*under_).data()));
#endif
}

TEST_F(Faulty, ViewsAreLeftAloneIfSoPlanned) {
  FaultPlan plan;
  plan.fragile_views = false;
  Open(plan);
  store_->Update([](Snapshot&, WriteBatch& batch) {
    batch.Put(Space::kItems, "key", "a value");
    return Decision::kCommit;
  });
  EXPECT_EQ(Visited(*store_).data(), Visited(*under_).data());
}

}  // namespace
}  // namespace stator::storage
