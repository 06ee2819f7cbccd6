#include "db/background/expiry_fill.h"

#include "db/background/purge.h"
#include "tests/unit/background/expiry_fixture.h"

namespace stator::background {
namespace {

using engine::TimeToLiveStage;
using ::stator::testing::IsOk;

class ExpiryFillTest : public ExpiryFixture {
 protected:
  void PutMany(int count) {
    for (int i = 0; i < count; ++i) Put("table", At(std::to_string(i), 1000 + i));
  }
  int StepsUntilDone() {
    int steps = 0;
    while (fill_.NextDue()) {
      EXPECT_THAT(fill_.RunOnce(Time()), IsOk());
      ++steps;
    }
    return steps;
  }
  TimeToLiveStage Stage() { return catalog_.Find("table")->definition().time_to_live->stage; }

  ExpiryFill fill_{*store_, catalog_};
};

TEST_F(ExpiryFillTest, AddsTheEntriesOfWhatIsThereInSteps) {
  Create("table");
  Create("other");
  PutMany(150);
  Put("table", Item{{"p", "never"}});
  Put("other", At("a", 1000));
  EXPECT_FALSE(fill_.NextDue().has_value());
  SetStage("table", TimeToLiveStage::kFilling);
  EXPECT_EQ(StepsUntilDone(), 4);  // 64 items in a step, and one to finish.
  EXPECT_EQ(Entries(), 150);
  EXPECT_EQ(Stage(), TimeToLiveStage::kOn);
}

TEST_F(ExpiryFillTest, AgreesWithWritersThatComeBetween) {
  Create("table");
  PutMany(150);
  SetStage("table", TimeToLiveStage::kFilling);
  for (int step = 0; fill_.NextDue(); ++step) {
    // Some of these the fill has passed, some it has not.
    for (int i = step; i < 150; i += 5) Put("table", At(std::to_string(i), 2000 + i));
    ASSERT_THAT(fill_.RunOnce(Time()), IsOk());
  }
  EXPECT_EQ(Entries(), 150);
}

TEST_F(ExpiryFillTest, ErasesTheEntriesOfATableThatIsSwitchedOff) {
  Create("table");
  SetStage("table", TimeToLiveStage::kOn);
  PutMany(150);
  SetStage("table", TimeToLiveStage::kPurging);
  for (int step = 0; fill_.NextDue(); ++step) {
    for (int i = step; i < 150; i += 5) Put("table", At(std::to_string(i), 2000 + i));
    ASSERT_THAT(fill_.RunOnce(Time()), IsOk());
  }
  EXPECT_EQ(Entries(), 0);
  EXPECT_EQ(Stage(), TimeToLiveStage::kOff);
}

TEST_F(ExpiryFillTest, BeginsAgainWhenTheTableChanges) {
  Create("table");
  PutMany(150);
  SetStage("table", TimeToLiveStage::kFilling);
  ASSERT_THAT(fill_.RunOnce(Time()), IsOk());
  SetStage("table", TimeToLiveStage::kPurging);
  ASSERT_THAT(fill_.RunOnce(Time()), IsOk());
  SetStage("table", TimeToLiveStage::kFilling);
  StepsUntilDone();
  EXPECT_EQ(Entries(), 150);
}

TEST_F(ExpiryFillTest, GoesOnWithoutATableThatIsDropped) {
  Create("table");
  PutMany(150);
  SetStage("table", TimeToLiveStage::kFilling);
  ASSERT_THAT(fill_.RunOnce(Time()), IsOk());
  ASSERT_THAT(catalog_.Drop(
                  "table", [](const auto&) { return absl::OkStatus(); }, Time()),
              IsOk());
  EXPECT_EQ(StepsUntilDone(), 0);
  // The purge takes the entries with the items.
  Purge purge(*store_, catalog_);
  while (purge.NextDue()) ASSERT_THAT(purge.RunOnce(Time()), IsOk());
  EXPECT_EQ(Items(), 0);
  EXPECT_EQ(Entries(), 0);
}

}  // namespace
}  // namespace stator::background
