// The change log and the streams over it: what a write leaves in the log, what a change of a table
// makes of its streams, and what is found again.
#include <memory>
#include <string>
#include <vector>

#include "db/engine/catalog.h"
#include "db/engine/log_reader.h"
#include "db/engine/stream_edit.h"
#include "db/engine/writer.h"
#include "db/plan/write.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::engine {
namespace {

using ::stator::testing::IsErrorWith;
using ::stator::testing::IsOk;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Time kStart{seconds(1'700'000'000)};

class StreamTest : public ::testing::Test {
 protected:
  static TableDefinition Definition() {
    TableDefinition d;
    d.name = "t";
    d.attribute_definitions = {{"p", ScalarAttributeType::kS}};
    d.key_schema = {{"p", KeyType::kHash}};
    d.stream = TableStream{.view = StreamViewType::kKeysOnly, .enabled = kStart};
    return d;
  }

  absl::Status Specify(std::optional<StreamViewType> view, Time now) {
    return catalog_
        .Update("t",
                [&](TableDefinition d) -> absl::StatusOr<TableDefinition> {
                  const StreamSpecification wanted{.stream_enabled = view.has_value(),
                                                   .stream_view_type = view};
                  const absl::Status edited = EditStream(d, wanted, now);
                  if (!edited.ok()) return edited;
                  return d;
                })
        .status();
  }

  template <typename Request>
  uint64_t Run(const Request& request, Time now) {
    const TablePtr table = catalog_.Find("t");
    const auto checked = plan::CheckWrite(request, cache_);
    auto mutation = plan::PlanWrite(*checked, table->schema(), {});
    mutation->now = now;
    WriteResult result;
    const storage::Outcome outcome =
        store_->Update([&](storage::Snapshot& snapshot, storage::WriteBatch& batch) {
          return DecideWrite(*table, *mutation, snapshot, batch, result);
        });
    EXPECT_EQ(outcome.kind, storage::Outcome::Kind::kCommitted);
    return outcome.stamp;
  }
  uint64_t Put(const Item& item, Time now = kStart) {
    return Run(PutItemRequest{.table_name = "t", .item = item}, now);
  }
  uint64_t Delete(const Item& key, Time now = kStart) {
    return Run(DeleteItemRequest{.table_name = "t", .key = key}, now);
  }

  StreamPtr Stream() const {
    const TablePtr table = catalog_.Find("t");
    return catalog_.streams().Find("t", table->definition().stream->label);
  }

  struct Entry {
    Sequence sequence;
    Time time;
    std::optional<Item> before, after;
  };
  // Of the shard that was opened as number `nth`.
  std::vector<Entry> Read(size_t nth = 0, Sequence after = Sequence::First()) {
    std::vector<Entry> entries;
    const LogId log = Stream()->log;
    const uint32_t shard = Stream()->shards[nth].number;
    EXPECT_THAT(store_->View([&](storage::Snapshot& snapshot) {
      return ReadLog(snapshot, {log, shard}, after,
                     [&](Sequence sequence, const ChangeRecord& record) {
                       Entry& entry = entries.emplace_back(Entry{sequence, record.time, {}, {}});
                       if (record.before) entry.before.emplace(*record.before);
                       if (record.after) entry.after.emplace(*record.after);
                       return storage::Visit::kContinue;
                     });
    }),
                IsOk());
    return entries;
  }

  std::unique_ptr<storage::Store> store_ = storage::OpenMemory();
  Catalog catalog_{*store_};
  expression::Cache cache_;
};

TEST_F(StreamTest, EveryChangeIsLoggedWithBothImagesInOrder) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  const uint64_t first = Put(Item{{"p", "a"}, {"n", 1}});
  Put(Item{{"p", "a"}, {"n", 2}});
  const uint64_t last = Delete(Item{{"p", "a"}});
  const std::vector<Entry> log = Read();
  ASSERT_THAT(log, SizeIs(3));
  EXPECT_EQ(log[0].before, std::nullopt);
  EXPECT_EQ(log[0].after, (Item{{"p", "a"}, {"n", 1}}));
  EXPECT_EQ(log[1].before, (Item{{"p", "a"}, {"n", 1}}));
  EXPECT_EQ(log[1].after, (Item{{"p", "a"}, {"n", 2}}));
  EXPECT_EQ(log[2].before, (Item{{"p", "a"}, {"n", 2}}));
  EXPECT_EQ(log[2].after, std::nullopt);
  EXPECT_EQ(log[0].sequence.stamp, first);
  EXPECT_EQ(log[2].sequence.stamp, last);
  EXPECT_THAT(Read(0, log[1].sequence), SizeIs(1));
}

TEST_F(StreamTest, AWriteThatChangesNothingIsNotLogged) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}, {"n", 1}});
  Put(Item{{"p", "a"}, {"n", 1}});
  Delete(Item{{"p", "b"}});
  EXPECT_THAT(Read(), SizeIs(1));
}

TEST_F(StreamTest, ATableWithoutAStreamHasNoLog) {
  TableDefinition plain = Definition();
  plain.stream.reset();
  ASSERT_THAT(catalog_.Create(plain), IsOk());
  EXPECT_EQ(catalog_.Find("t")->log(), nullptr);
  Put(Item{{"p", "a"}});
  EXPECT_THAT(catalog_.streams().All(), IsEmpty());
}

TEST_F(StreamTest, TimesNeverGoBackThoughTheClockDoes) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}}, kStart + seconds(10));
  Put(Item{{"p", "b"}}, kStart);
  const std::vector<Entry> log = Read();
  EXPECT_EQ(log[1].time, kStart + seconds(10));
}

TEST_F(StreamTest, ARewindTakesTimesAlong) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}}, kStart + seconds(1));
  const auto mark = store_->Mark();
  ASSERT_THAT(mark, IsOk());
  Put(Item{{"p", "b"}}, kStart + seconds(100));
  ASSERT_THAT(store_->Rewind(*mark, [&] { EXPECT_THAT(catalog_.Reload(), IsOk()); }), IsOk());
  Put(Item{{"p", "c"}}, kStart + seconds(2));
  const std::vector<Entry> log = Read();
  ASSERT_THAT(log, SizeIs(2));
  EXPECT_EQ(log[1].time, kStart + seconds(2));
}

TEST_F(StreamTest, EnablingMakesANewStreamAndTheOldOneStays) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}});
  const StreamPtr old = Stream();
  EXPECT_EQ(old->label, "2023-11-14T22:13:20.000");
  ASSERT_THAT(Specify(std::nullopt, kStart + seconds(1)), IsOk());
  EXPECT_EQ(catalog_.Find("t")->log(), nullptr);
  EXPECT_EQ(Stream()->disabled, kStart + seconds(1));
  EXPECT_FALSE(Stream()->shards[0].IsOpen());
  Put(Item{{"p", "b"}});
  EXPECT_THAT(Read(), SizeIs(1));
  ASSERT_THAT(Specify(StreamViewType::kNewImage, kStart + seconds(2)), IsOk());
  EXPECT_NE(Stream()->log, old->log);
  EXPECT_EQ(Stream()->label, "2023-11-14T22:13:22.000");
  EXPECT_THAT(Read(), IsEmpty());
  EXPECT_THAT(catalog_.streams().All(), SizeIs(2));
}

TEST_F(StreamTest, StreamsOfOneMillisecondHaveLabelsOfTheirOwn) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  ASSERT_THAT(Specify(std::nullopt, kStart), IsOk());
  ASSERT_THAT(Specify(StreamViewType::kKeysOnly, kStart), IsOk());
  EXPECT_EQ(Stream()->label, "2023-11-14T22:13:20.001");
}

TEST_F(StreamTest, EnablingAnEnabledStreamOrDisablingNoneIsRefused) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  EXPECT_THAT(
      Specify(StreamViewType::kNewImage, kStart),
      IsErrorWith(ErrorCode::kValidation, "Table already has an enabled stream: TableName: t"));
  ASSERT_THAT(Specify(std::nullopt, kStart), IsOk());
  EXPECT_THAT(Specify(std::nullopt, kStart),
              IsErrorWith(ErrorCode::kValidation, "Table has no stream to disable: TableName: t"));
}

TEST_F(StreamTest, AStreamOutlivesItsTable) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}});
  const auto anyway = [](const TableDefinition&) { return absl::OkStatus(); };
  ASSERT_THAT(catalog_.Drop("t", anyway, kStart + seconds(5)), IsOk());
  const std::vector<StreamPtr> streams = catalog_.streams().All();
  ASSERT_THAT(streams, SizeIs(1));
  EXPECT_EQ(streams[0]->disabled, kStart + seconds(5));
}

TEST_F(StreamTest, AShardThatIsRolledEndsWhereItsChildBegins) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  const uint64_t before = Put(Item{{"p", "a"}, {"n", 1}});
  ASSERT_THAT(catalog_.RollShards("t", kStart + seconds(1)), IsOk());
  const uint64_t after = Put(Item{{"p", "a"}, {"n", 2}});
  const StreamPtr stream = Stream();
  ASSERT_THAT(stream->shards, SizeIs(2));
  EXPECT_EQ(stream->shards[1].parent, stream->shards[0].number);
  EXPECT_GT(*stream->shards[0].last, (Sequence{before, UINT16_MAX}));
  EXPECT_LT(*stream->shards[0].last, stream->shards[1].first);
  EXPECT_LT(stream->shards[1].first, (Sequence{after, 0}));
  EXPECT_THAT(Read(0), SizeIs(1));
  EXPECT_THAT(Read(1), SizeIs(1));
}

TEST_F(StreamTest, ItemsOfOneKeyFallIntoOneShard) {
  Catalog catalog(*store_, {.shards_per_stream = 4});
  ASSERT_THAT(catalog.Create(Definition()), IsOk());
  ASSERT_THAT(catalog_.Load(), IsOk());
  for (int i = 0; i < 100; ++i) Put(Item{{"p", "key" + std::to_string(i % 10)}, {"i", i}});
  size_t records = 0;
  std::map<std::string, uint32_t> shard_of;
  for (uint32_t shard = 0; shard < 4; ++shard) {
    for (const Entry& entry : Read(shard)) {
      const std::string key(entry.after->Find("p")->AsString());
      EXPECT_EQ(shard_of.try_emplace(key, shard).first->second, shard);
      ++records;
    }
  }
  EXPECT_EQ(records, 100u);
}

TEST_F(StreamTest, StreamsAreFoundAgain) {
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  Put(Item{{"p", "a"}}, kStart + seconds(100));
  ASSERT_THAT(catalog_.RollShards("t", kStart), IsOk());
  Catalog again(*store_);
  ASSERT_THAT(again.Load(), IsOk());
  const std::vector<StreamPtr> streams = again.streams().All();
  ASSERT_THAT(streams, SizeIs(1));
  EXPECT_EQ(streams[0]->label, Stream()->label);
  EXPECT_THAT(streams[0]->shards, SizeIs(2));
  ASSERT_NE(again.Find("t")->log(), nullptr);
  EXPECT_EQ(again.Find("t")->log()->feed()->Touch(kStart), kStart + seconds(100));
}

TEST_F(StreamTest, PagesListStreamsInTheOrderOfTheirNames) {
  for (const char* name : {"b", "a", "c"}) {
    TableDefinition d = Definition();
    d.name = name;
    ASSERT_THAT(catalog_.Create(d), IsOk());
  }
  const auto names = [](const StreamCatalog::Page& page) {
    std::vector<std::string> tables;
    for (const StreamPtr& stream : page.streams) tables.push_back(stream->table);
    return tables;
  };
  const auto first = catalog_.streams().List(std::nullopt, {}, 2);
  EXPECT_THAT(names(first), ElementsAre("a", "b"));
  EXPECT_TRUE(first.more);
  const auto second = catalog_.streams().List(std::nullopt, {"b", first.streams[1]->label}, 2);
  EXPECT_THAT(names(second), ElementsAre("c"));
  EXPECT_FALSE(second.more);
  EXPECT_THAT(names(catalog_.streams().List("b", {}, 2)), ElementsAre("b"));
}

TEST_F(StreamTest, WaitersAreToldOfCommits) {
  store_->OnCommit([this] { catalog_.streams().feed().Committed(); });
  ASSERT_THAT(catalog_.Create(Definition()), IsOk());
  LogFeed& feed = *catalog_.Find("t")->log()->feed();
  int told = 0;
  const uint64_t id = feed.Subscribe([&] { ++told; });
  const uint64_t seen = feed.count();
  EXPECT_EQ(feed.Await(seen, std::chrono::milliseconds(1)), seen);
  Put(Item{{"p", "a"}});
  EXPECT_GT(feed.Await(seen, seconds(10)), seen);
  EXPECT_EQ(told, 1);
  Put(Item{{"p", "a"}});  // Changes nothing.
  EXPECT_EQ(told, 1);
  feed.Unsubscribe(id);
  Put(Item{{"p", "b"}});
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace stator::engine
