// Time to live with settings of its own, across a restart, and without being asked to run.
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "stator/database.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class TimeToLiveSettings : public ::testing::Test {
 protected:
  void Open(Options options = {}) {
    db_.reset();  // Before it is opened again.
    options.clock = &clock_;
    options.map_bytes = 1 << 30;
    auto db = stator::Open(dir_.path() + "/db", options);
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }
  absl::Status Set(bool enabled, const std::string& attribute = "t") {
    return db_
        ->UpdateTimeToLive(
            {.table_name = "plain",
             .time_to_live_specification =
                 TimeToLiveSpecification{.enabled = enabled, .attribute_name = attribute}})
        .status();
  }
  void PutExpiring(const std::string& p, seconds from_now) {
    const auto at = std::chrono::floor<seconds>(clock_.Now() + from_now).time_since_epoch();
    ASSERT_THAT(db_->Put("plain", Item{{"p", p}, {"t", at.count()}}), IsOk());
  }
  bool Has(const std::string& p) { return (*db_->Get("plain", Item{{"p", p}})).has_value(); }
  TimeToLiveStatus Status() {
    const auto described = db_->DescribeTimeToLive({.table_name = "plain"});
    EXPECT_THAT(described, IsOk());
    return *described->time_to_live_description->time_to_live_status;
  }

  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

TEST_F(TimeToLiveSettings, ExpiredItemsStayForTheDelay) {
  Open({.time_to_live_delay = hours(48)});
  ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(Set(true), IsOk());
  PutExpiring("a", seconds(10));
  clock_.Advance(hours(48));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_TRUE(Has("a"));
  EXPECT_EQ(*db_->Add("plain", Item{{"p", "a"}}, "n", 1), Number(1));
  clock_.Advance(seconds(11));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_FALSE(Has("a"));
}

TEST_F(TimeToLiveSettings, AChangeWaitsForTheInterval) {
  Open({.time_to_live_change_interval = hours(1)});
  ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(Set(true), IsOk());
  const auto too_soon =
      IsInvalid("Time to live has been modified multiple times within a fixed interval");
  clock_.Advance(hours(1) - seconds(1));
  EXPECT_THAT(Set(false), too_soon);
  EXPECT_THAT(Set(true), IsInvalid("TimeToLive is already enabled"));
  clock_.Advance(seconds(1));
  EXPECT_THAT(Set(false), IsOk());
  EXPECT_THAT(Set(true, "u"), too_soon);
  clock_.Advance(hours(1));
  EXPECT_THAT(Set(true, "u"), IsOk());
}

TEST_F(TimeToLiveSettings, OutlivesARestart) {
  Open();
  ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk());
  for (int i = 0; i < 200; ++i) PutExpiring("old" + std::to_string(i), seconds(10));
  ASSERT_THAT(Set(true), IsOk());
  PutExpiring("new", seconds(10));
  Open();  // Perhaps before all of the old items were taken in.
  EXPECT_NE(Status(), TimeToLiveStatus::kDisabled);
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(Status(), TimeToLiveStatus::kEnabled);
  EXPECT_TRUE(Has("new"));
  clock_.Advance(hours(1));
  Open();
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_FALSE(Has("new"));
  EXPECT_EQ(db_->Scan({.table_name = "plain"})->count, 0);
}

TEST_F(TimeToLiveSettings, ADisablingOutlivesARestart) {
  Open();
  ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(Set(true), IsOk());
  for (int i = 0; i < 200; ++i) PutExpiring(std::to_string(i), seconds(10));
  ASSERT_THAT(Set(false), IsOk());
  Open();
  clock_.Advance(hours(1));
  ASSERT_THAT(db_->RunDue(), IsOk());
  EXPECT_EQ(Status(), TimeToLiveStatus::kDisabled);
  EXPECT_EQ(db_->Scan({.table_name = "plain"})->count, 200);
}

TEST_F(TimeToLiveSettings, ItemsGoByThemselves) {
  Open();
  ASSERT_THAT(db_->CreateTable("plain", "p"), IsOk());
  ASSERT_THAT(Set(true), IsOk());
  PutExpiring("a", seconds(10));
  clock_.Advance(hours(1));
  // Nothing but the passing of the machine's time tells the background that the clock was turned.
  while (Has("a")) std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

}  // namespace
}  // namespace stator::testing
