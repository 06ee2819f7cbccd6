// Streams where the database lives in this process, on either store: several shards, marks, and the
// database opened again.
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "stator/database.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace stator::testing {
namespace {

using ::testing::SizeIs;

class StreamInProcess : public ::testing::Test {
 protected:
  explicit StreamInProcess(bool on_disk) : on_disk_(on_disk) { Open({}); }

  void Open(Options options) {
    db_.reset();
    options.clock = &clock_;
    options.map_bytes = 1 << 30;
    auto db = on_disk_ ? stator::Open(dir_.path() + "/db", options) : OpenInMemory(options);
    ASSERT_THAT(db, IsOk());
    db_ = *std::move(db);
  }
  std::string CreateStreamed(const std::string& table) {
    const auto created = db_->CreateTable(
        {.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
         .table_name = table,
         .key_schema = {{{"p", KeyType::kHash}}},
         .billing_mode = BillingMode::kPayPerRequest,
         .stream_specification = StreamSpecification{true, StreamViewType::kNewImage}});
    EXPECT_THAT(created, IsOk());
    return created.ok() ? *created->table_description->latest_stream_arn : "";
  }
  void Put(const std::string& key, int n) {
    ASSERT_THAT(db_->Put("tab", Item{{"p", key}, {"n", n}}), IsOk());
  }
  std::vector<Shard> ShardsOf(const std::string& arn) {
    const auto described = db_->DescribeStream({.stream_arn = arn});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->stream_description->shards : std::vector<Shard>();
  }
  std::string IteratorOf(const std::string& arn, const std::string& shard) {
    const auto iterator =
        db_->GetShardIterator({.stream_arn = arn,
                               .shard_id = shard,
                               .shard_iterator_type = ShardIteratorType::kTrimHorizon});
    EXPECT_THAT(iterator, IsOk());
    return iterator.ok() ? *iterator->shard_iterator : "";
  }
  std::vector<Record> Read(const std::string& iterator) {
    auto read = db_->GetRecords({.shard_iterator = iterator});
    EXPECT_THAT(read, IsOk());
    return read.ok() ? read->records : std::vector<Record>();
  }

  const bool on_disk_;
  TempDir dir_;
  ManualClock clock_;
  std::unique_ptr<EmbeddedDatabase> db_;
};

class EmbeddedStream : public StreamInProcess, public ::testing::WithParamInterface<bool> {
 protected:
  EmbeddedStream() : StreamInProcess(GetParam()) {}
};
INSTANTIATE_TEST_SUITE_P(, EmbeddedStream, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Disk" : "Memory"; });

TEST_P(EmbeddedStream, HasTheChangesOfAKeyInOneShardInTheirOrder) {
  Open({.shards_per_stream = 4});
  const std::string arn = CreateStreamed("tab");
  for (int n = 1; n <= 3; ++n) {
    for (int key = 0; key < 40; ++key) Put("k" + std::to_string(key), n);
  }
  const std::vector<Shard> shards = ShardsOf(arn);
  ASSERT_THAT(shards, SizeIs(4));
  std::map<std::string, size_t> shard_of;
  std::map<std::string, int64_t> last;
  for (size_t i = 0; i < shards.size(); ++i) {
    EXPECT_FALSE(shards[i].parent_shard_id.has_value());
    const std::vector<Record> records = Read(IteratorOf(arn, *shards[i].shard_id));
    EXPECT_FALSE(records.empty()) << "of 40 keys none fell into shard " << i;
    for (const Record& record : records) {
      const std::string key(record.dynamodb->keys->Find("p")->AsString());
      EXPECT_EQ(shard_of.emplace(key, i).first->second, i) << key;
      EXPECT_EQ(record.dynamodb->new_image->Find("n")->AsNumber(), Number(++last[key])) << key;
    }
  }
  EXPECT_THAT(last, SizeIs(40));
  for (const auto& [key, n] : last) EXPECT_EQ(n, 3) << key;
}

TEST_P(EmbeddedStream, IsAsItWasAfterARewindAndWhatWasHandedOutSinceIsNoGood) {
  const std::string arn = CreateStreamed("tab");
  const std::string shard = *ShardsOf(arn)[0].shard_id;
  Put("a", 1);
  const std::string before = IteratorOf(arn, shard);
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  Put("a", 2);
  const std::string since = IteratorOf(arn, shard);
  const std::string lost = *Read(since).back().dynamodb->sequence_number;
  const std::string other = CreateStreamed("other");
  ASSERT_THAT(db_->Rewind(*mark), IsOk());

  EXPECT_THAT(db_->GetRecords({.shard_iterator = since}),
              IsErrorWith(ErrorCode::kExpiredIterator,
                          "The provided iterator exceeds the maximum age allowed."));
  EXPECT_THAT(Read(before), SizeIs(1));
  EXPECT_THAT(db_->DescribeStream({.stream_arn = other}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  // A number that was undone is never given again.
  Put("a", 3);
  const std::vector<Record> records = Read(before);
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_GT(*records[1].dynamodb->sequence_number, lost);
}

TEST_P(EmbeddedStream, HasAChildForEachShardThatIsRolled) {
  Open({.shards_per_stream = 4});
  const std::string arn = CreateStreamed("tab");
  const std::vector<Shard> parents = ShardsOf(arn);
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  ASSERT_THAT(ShardsOf(arn), SizeIs(8));
  std::set<std::string> children;
  for (const Shard& parent : parents) {
    const ShardFilter filter{ShardFilterType::kChildShards, parent.shard_id};
    for (const int32_t limit : {1, 100}) {
      const auto described =
          db_->DescribeStream({.stream_arn = arn, .limit = limit, .shard_filter = filter});
      ASSERT_THAT(described, IsOk());
      ASSERT_THAT(*described->stream_description->shards, SizeIs(1));
      const Shard& child = described->stream_description->shards->at(0);
      EXPECT_EQ(child.parent_shard_id, parent.shard_id);
      EXPECT_FALSE(described->stream_description->last_evaluated_shard_id.has_value());
      children.insert(*child.shard_id);
    }
  }
  EXPECT_THAT(children, SizeIs(4));
}

TEST_P(EmbeddedStream, GivesNoShardIdTwiceThoughItWasUndone) {
  const std::string arn = CreateStreamed("tab");
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  const std::string undone = *ShardsOf(arn).back().shard_id;
  ASSERT_THAT(db_->Rewind(*mark), IsOk());
  ASSERT_THAT(db_->RollShards("tab"), IsOk());
  ASSERT_THAT(ShardsOf(arn), SizeIs(2));
  EXPECT_GT(*ShardsOf(arn).back().shard_id, undone);
}

TEST_P(EmbeddedStream, SaysWhenItWasMadeInAnyYear) {
  clock_.Set(Time(std::chrono::seconds(9'300'000'000)));
  const std::string arn = CreateStreamed("tab");
  EXPECT_EQ(arn.substr(arn.rfind('/') + 1), "2264-09-14T21:20:00.000");
}

class StreamOnDisk : public StreamInProcess {
 protected:
  StreamOnDisk() : StreamInProcess(true) {}
};

TEST_F(StreamOnDisk, GoesOnWhereItWasWhenTheDatabaseIsOpenedAgain) {
  const std::string arn = CreateStreamed("tab");
  Put("a", 1);
  const std::string iterator = IteratorOf(arn, *ShardsOf(arn)[0].shard_id);
  const std::vector<Record> before = Read(iterator);
  ASSERT_THAT(before, SizeIs(1));
  Open({});
  Put("a", 2);
  const std::vector<Record> after = Read(iterator);
  ASSERT_THAT(after, SizeIs(2));
  EXPECT_EQ(after[0].event_id, before[0].event_id);
  EXPECT_EQ(after[0].dynamodb->sequence_number, before[0].dynamodb->sequence_number);
  EXPECT_LT(*after[0].dynamodb->sequence_number, *after[1].dynamodb->sequence_number);
}

TEST_F(StreamOnDisk, AnIteratorOfAnEarlierProcessIsNotTakenForOneThatWasUndone) {
  const std::string arn = CreateStreamed("tab");
  Put("a", 1);
  for (int i = 0; i < 3; ++i) ASSERT_THAT(db_->Mark(), IsOk());
  const std::string iterator = IteratorOf(arn, *ShardsOf(arn)[0].shard_id);
  Open({});
  const auto mark = db_->Mark();
  ASSERT_THAT(mark, IsOk());
  for (int i = 0; i < 8; ++i) ASSERT_THAT(db_->Mark(), IsOk());
  Put("a", 2);
  ASSERT_THAT(db_->Rewind(*mark), IsOk());
  EXPECT_THAT(Read(iterator), SizeIs(1));
}

TEST(StreamOptions, HaveOneToAThousandShards) {
  for (const uint32_t shards : {0u, 1001u}) {
    EXPECT_THAT(
        OpenInMemory({.shards_per_stream = shards}),
        IsErrorWith(ErrorCode::kValidation, "Options::shards_per_stream must be 1 to 1,000"));
  }
  EXPECT_THAT(OpenInMemory({.shards_per_stream = 1000}), IsOk());
}

}  // namespace
}  // namespace stator::testing
