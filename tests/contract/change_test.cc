// Waiting for changes of a table where the database lives in this process: who is told, of what,
// and when not.
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "stator/database.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;

class WaitingForChange : public ::testing::TestWithParam<bool> {
 protected:
  WaitingForChange() {
    const Options options{.clock = &clock_, .map_bytes = 1 << 30};
    auto db = GetParam() ? stator::Open(dir_.path() + "/db", options) : OpenInMemory(options);
    EXPECT_THAT(db, IsOk());
    db_ = *std::move(db);
    EXPECT_THAT(db_->CreateTable("tab", "p"), IsOk());
    EXPECT_THAT(db_->CreateTable("other", "p"), IsOk());
    Enable("tab");
  }

  void Enable(const std::string& table) {
    ASSERT_THAT(db_->UpdateTable(
                    {.table_name = table,
                     .stream_specification = StreamSpecification{true, StreamViewType::kKeysOnly}}),
                IsOk());
  }
  void Put(const std::string& key, int n = 1) {
    ASSERT_THAT(db_->Put("tab", Item{{"p", key}, {"n", n}}), IsOk());
  }
  uint64_t Count() { return *db_->WaitForChange("tab", 0, microseconds(0)); }

  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};
INSTANTIATE_TEST_SUITE_P(, WaitingForChange, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Disk" : "Memory"; });

TEST_P(WaitingForChange, AWriteEndsTheWait) {
  const uint64_t seen = Count();
  std::thread writer([this] { Put("a"); });
  const auto count = db_->WaitForChange("tab", seen, minutes(1));
  writer.join();
  ASSERT_THAT(count, IsOk());
  EXPECT_GT(*count, seen);
}

TEST_P(WaitingForChange, WhatHappenedBeforeTheWaitEndsItAtOnce) {
  const uint64_t seen = Count();
  Put("a");
  EXPECT_GT(*db_->WaitForChange("tab", seen, minutes(1)), seen);
}

TEST_P(WaitingForChange, NothingIsToldOfOtherTablesOrOfNoChange) {
  Put("a");
  const uint64_t seen = Count();
  ASSERT_THAT(db_->Put("other", Item{{"p", "a"}}), IsOk());
  Put("a");  // The same again.
  ASSERT_THAT(db_->Delete("tab", Item{{"p", "none"}}), IsOk());
  EXPECT_EQ(*db_->WaitForChange("tab", seen, milliseconds(1)), seen);
}

TEST_P(WaitingForChange, TransactionsAndExpiryAreChangesToo) {
  ASSERT_THAT(db_->UpdateTimeToLive(
                  {.table_name = "tab", .time_to_live_specification = {{true, "expires"}}}),
              IsOk());
  uint64_t seen = Count();
  const int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(clock_.Now().time_since_epoch()).count();
  TransactWriteItem put;
  put.put.emplace();
  put.put->table_name = "tab";
  put.put->item = Item{{"p", "a"}, {"expires", now + 10}};
  ASSERT_THAT(db_->TransactWriteItems({.transact_items = {{put}}}), IsOk());
  EXPECT_GT(Count(), seen);
  seen = Count();
  clock_.Advance(minutes(60));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_GT(Count(), seen);
}

TEST_P(WaitingForChange, ARewindAndANewShardAreWorthALook) {
  uint64_t seen = Count();
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  ASSERT_THAT(db_->Rewind(*mark), IsOk());
  EXPECT_GT(Count(), seen);
  seen = Count();
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  EXPECT_GT(Count(), seen);
}

TEST_P(WaitingForChange, ASubscriberIsCalledUntilItsSubscriptionEnds) {
  std::atomic<int> called = 0;
  auto subscription = db_->OnChange("tab", [&] { ++called; });
  ASSERT_THAT(subscription, IsOk());
  Put("a");
  EXPECT_EQ(called, 1);
  Put("a", 2);
  EXPECT_EQ(called, 2);
  subscription->reset();
  Put("b");
  EXPECT_EQ(called, 2);
}

TEST_P(WaitingForChange, NeedsATableWithAStream) {
  const auto missing = IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found");
  EXPECT_THAT(db_->WaitForChange("none", 0, milliseconds(1)), missing);
  EXPECT_THAT(db_->OnChange("none", [] {}), missing);
  EXPECT_THAT(db_->RollShards("none"), missing);
  EXPECT_THAT(db_->WaitForChange("other", 0, milliseconds(1)),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: other has no enabled stream"));
}

TEST_P(WaitingForChange, ThreadsThatWriteAndWaitMissNothing) {
  constexpr int kWrites = 200;
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < kWrites; ++i) Put("k" + std::to_string(i));
    done = true;
  });
  uint64_t seen = 0;
  int items = 0;
  while (items < kWrites) {
    const auto count = db_->WaitForChange("tab", seen, minutes(1));
    ASSERT_THAT(count, IsOk());
    ASSERT_FALSE(done && *count == seen) << "waited for what was there";
    seen = *count;
    items = db_->Scan({.table_name = "tab", .select = Select::kCount})->count;
  }
  writer.join();
}

}  // namespace
}  // namespace stator::testing
