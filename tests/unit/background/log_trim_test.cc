// Trimming, on both stores: what is past goes, in steps, and with it shards and streams that get no
// more.
#include "db/background/log_trim.h"

#include <memory>
#include <string>

#include "db/background/shard_roll.h"
#include "db/engine/log_reader.h"
#include "db/engine/stream_edit.h"
#include "db/engine/table_stats.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::background {
namespace {

using ::stator::testing::IsOk;
using std::chrono::hours;
using std::chrono::seconds;
using ::testing::SizeIs;

constexpr Time kStart{seconds(1'700'000'000)};
constexpr std::chrono::microseconds kMoment(1);

class LogTrimTest : public ::testing::Test {
 protected:
  LogTrimTest() {
    engine::TableDefinition d;
    d.name = "t";
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    d.stream = engine::TableStream{.enabled = kStart};
    EXPECT_THAT(catalog_.Create(d), IsOk());
  }

  // As writers do, without an item.
  void Append(int n, Time now) {
    const engine::TablePtr table = catalog_.Find("t");
    for (int i = 0; i < n; ++i) {
      const Item item{{"p", "a"}, {"n", ++last_}};
      const ValueView partition = *item.Find("p");
      const StoreKey key =
          StoreKey::Item(table->schema().id, Digest::Of({}, {&partition, 1}), std::nullopt);
      const Change change{.schema = &table->schema(),
                          .key = &key,
                          .secret = nullptr,
                          .before = std::nullopt,
                          .after = ItemView(item)};
      store_->Update([&](storage::Snapshot&, storage::WriteBatch& batch) {
        table->log()->Append(change, now, batch);
        return storage::Decision::kCommit;
      });
    }
  }

  engine::StreamPtr Stream() { return catalog_.streams().All().front(); }
  int64_t Records() { return engine::ReadTableStats(*store_, Stream()->log)->item_count; }
  // Of the oldest shard.
  Sequence Horizon(Time since = Time()) {
    Sequence horizon;
    const uint32_t shard = Stream()->shards[0].number;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      const auto found = engine::TrimHorizon(snapshot, {Stream()->log, shard}, since);
      if (found.ok()) horizon = *found;
      return found.status();
    }),
                IsOk());
    return horizon;
  }
  void RunAll(Time now) {
    for (int step = 0; step < 100; ++step) {
      const auto due = trim_.NextDue();
      if (!due || now < *due) return;
      ASSERT_THAT(trim_.RunOnce(now), IsOk());
    }
    FAIL() << "always due";
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  engine::Catalog catalog_{*store_};
  LogTrim trim_{*store_, catalog_};
  int last_ = 0;
};

TEST_F(LogTrimTest, ErasesWhatIsPastAndNothingElse) {
  Append(100, kStart);
  Append(3, kStart + hours(1));
  EXPECT_EQ(trim_.NextDue(), kStart + hours(24) + kMoment);
  RunAll(kStart + hours(24));
  EXPECT_EQ(Records(), 103);
  RunAll(kStart + hours(24) + kMoment);
  EXPECT_EQ(Records(), 3);
  EXPECT_EQ(trim_.NextDue(), kStart + hours(25) + kMoment);
}

TEST_F(LogTrimTest, TheHorizonIsTheSameBeforeAndAfterErasing) {
  Append(5, kStart);
  Append(5, kStart + hours(2));
  const Time since = kStart + hours(1);
  const Sequence before = Horizon(since);
  EXPECT_GT(before, Sequence::First());
  RunAll(since + hours(24));
  EXPECT_EQ(Horizon(since), before);
  EXPECT_EQ(Horizon(), before);
}

TEST_F(LogTrimTest, AClosedShardIsForgottenWhenItIsEmptyAndPast) {
  Append(1, kStart);
  ASSERT_THAT(catalog_.RollShards("t", kStart + hours(4)), IsOk());
  RunAll(kStart + hours(25));
  ASSERT_THAT(Stream()->shards, SizeIs(2));
  const engine::ShardDefinition child = Stream()->shards[1];
  EXPECT_EQ(child.parent, Stream()->shards[0].number);
  RunAll(kStart + hours(28) + kMoment);
  ASSERT_THAT(Stream()->shards, SizeIs(1));
  EXPECT_EQ(Stream()->shards[0].number, child.number);
  EXPECT_EQ(Stream()->shards[0].parent, child.parent);
}

TEST_F(LogTrimTest, ADisabledStreamIsForgottenADayLater) {
  Append(1, kStart);
  const auto anyway = [](const engine::TableDefinition&) { return absl::OkStatus(); };
  ASSERT_THAT(catalog_.Drop("t", anyway, kStart + hours(1)), IsOk());
  RunAll(kStart + hours(25));
  EXPECT_THAT(catalog_.streams().All(), SizeIs(1));
  RunAll(kStart + hours(25) + kMoment);
  EXPECT_THAT(catalog_.streams().All(), SizeIs(0));
  engine::Catalog again(*store_);
  ASSERT_THAT(again.Load(), IsOk());
  EXPECT_THAT(again.streams().All(), SizeIs(0));
}

TEST_F(LogTrimTest, ShardsAreRolledWhenTheyAreOld) {
  ShardRoll roll(catalog_, hours(4));
  EXPECT_EQ(roll.NextDue(), kStart + hours(4));
  ASSERT_THAT(roll.RunOnce(kStart + hours(3)), IsOk());
  EXPECT_THAT(Stream()->shards, SizeIs(1));
  ASSERT_THAT(roll.RunOnce(kStart + hours(5)), IsOk());
  EXPECT_THAT(Stream()->shards, SizeIs(2));
  EXPECT_EQ(roll.NextDue(), kStart + hours(9));
}

}  // namespace
}  // namespace stator::background
