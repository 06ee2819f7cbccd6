#include "db/background/expiry_sweep.h"

#include "db/engine/table_stats.h"
#include "tests/unit/background/expiry_fixture.h"

namespace stator::background {
namespace {

using engine::TimeToLiveStage;
using ::stator::testing::IsOk;

constexpr int64_t kNow = 1'700'000'000;

class ExpirySweepTest : public ExpiryFixture {
 protected:
  ExpirySweepTest() {
    Create("table");
    SetStage("table", TimeToLiveStage::kOn);
  }
  int StepsUntilDone(Time now) {
    int steps = 0;
    while (sweep_.NextDue() && *sweep_.NextDue() <= now) {
      EXPECT_THAT(sweep_.RunOnce(now), IsOk());
      ++steps;
    }
    return steps;
  }

  ExpirySweep sweep_{*store_, catalog_, std::chrono::microseconds(0)};
};

TEST_F(ExpirySweepTest, KnowsWhenTheFirstItemIsDue) {
  EXPECT_EQ(sweep_.NextDue(), Time::max());
  Put("table", At("b", kNow + 7));
  Put("table", At("a", kNow + 5));
  EXPECT_EQ(sweep_.NextDue(), Seconds(kNow + 5) + std::chrono::microseconds(1));
}

TEST_F(ExpirySweepTest, IsNeverDueWithoutATableThatHasTimeToLive) {
  SetStage("table", TimeToLiveStage::kOff);
  EXPECT_EQ(sweep_.NextDue(), std::nullopt);
}

TEST_F(ExpirySweepTest, WaitsForItsDelay) {
  ExpirySweep late(*store_, catalog_, std::chrono::hours(1));
  Put("table", At("a", kNow));
  EXPECT_EQ(late.NextDue(), Seconds(kNow + 3600) + std::chrono::microseconds(1));
  ASSERT_THAT(late.RunOnce(Seconds(kNow + 3600)), IsOk());
  EXPECT_EQ(Items(), 1);
  ASSERT_THAT(late.RunOnce(Seconds(kNow + 3601)), IsOk());
  EXPECT_EQ(Items(), 0);
  EXPECT_EQ(Entries(), 0);
}

TEST_F(ExpirySweepTest, DeletesInStepsWhatIsDueAndNothingElse) {
  for (int i = 0; i < 150; ++i) Put("table", At("due" + std::to_string(i), kNow - 200 + i));
  for (int i = 0; i < 10; ++i) Put("table", At("later" + std::to_string(i), kNow + i));
  EXPECT_EQ(StepsUntilDone(Seconds(kNow)), 3);  // 64 items in a step.
  EXPECT_EQ(Items(), 10);
  EXPECT_EQ(Entries(), 10);
  EXPECT_EQ(engine::ReadTableStats(*store_, catalog_.Find("table")->schema().id)->item_count, 10);
}

TEST_F(ExpirySweepTest, TakesFewerLargeItemsInAStep) {
  for (int i = 0; i < 10; ++i) {
    Put("table", At(std::to_string(i), kNow - 1).Set("v", std::string(300'000, 'v')));
  }
  EXPECT_EQ(StepsUntilDone(Seconds(kNow)), 3);  // Four of them go beyond 1 MB.
  EXPECT_EQ(Items(), 0);
}

TEST_F(ExpirySweepTest, DropsOrphansAndDeletesNothingForThem) {
  Put("table", At("alive", kNow + 100));
  const StoreKey alive = KeyOf("table", At("alive", 0));
  PutEntry(engine::ExpiryKey(kNow - 5, alive.bytes()));  // Not when the item says.
  PutEntry(engine::ExpiryKey(kNow - 4, KeyOf("table", At("gone", 0)).bytes()));
  PutEntry(engine::ExpiryKey(
      kNow - 3, std::string(StoreKey::Table(99).bytes()) + std::string(16, 'd')));  // Of no table.
  PutEntry(std::string(3, '\0'));  // No key at all.
  StepsUntilDone(Seconds(kNow));
  EXPECT_EQ(Items(), 1);
  EXPECT_EQ(Entries(), 1);
}

TEST_F(ExpirySweepTest, DropsTheEntriesOfTablesWithoutTimeToLive) {
  Put("table", At("a", kNow - 5));
  SetStage("table", TimeToLiveStage::kOff);
  StepsUntilDone(Seconds(kNow));
  EXPECT_EQ(Items(), 1);
  EXPECT_EQ(Entries(), 0);
}

TEST_F(ExpirySweepTest, LeavesADamagedItemAndGoesOn) {
  const StoreKey damaged = KeyOf("table", At("damaged", 0));
  (void)store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
    batch.Put(storage::Space::kItems, damaged.bytes(), "no record");
    return storage::Decision::kCommit;
  });
  PutEntry(engine::ExpiryKey(kNow - 9, damaged.bytes()));
  Put("table", At("a", kNow - 5));
  StepsUntilDone(Seconds(kNow));
  EXPECT_EQ(Items(), 1);
  EXPECT_EQ(Entries(), 0);
}

}  // namespace
}  // namespace stator::background
