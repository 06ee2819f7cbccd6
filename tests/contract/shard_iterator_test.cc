// GetShardIterator, and how iterators go on and end.
#include "tests/contract/stream_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Type = ShardIteratorType;

class GetShardIterator : public StreamTest {
 protected:
  // The keys of the records of one page.
  static std::vector<std::string> KeysIn(const GetRecordsResult& page) {
    std::vector<std::string> keys;
    for (const Record& record : page.records) {
      keys.emplace_back(record.dynamodb->keys->Find("p")->AsString());
    }
    return keys;
  }
  std::vector<std::string> KeysFrom(const std::string& iterator) { return KeysIn(Read(iterator)); }
  void PutAll(const std::vector<std::string>& keys) {
    for (const std::string& key : keys) Put("plain", Item{{"p", key}});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(GetShardIterator);

TEST_P(GetShardIterator, BeginsAtTheOldestOrBehindTheNewestRecord) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a", "b"});
  const std::string latest = IteratorAt(arn, Type::kLatest);
  PutAll({"c"});
  EXPECT_THAT(KeysFrom(IteratorAt(arn, Type::kTrimHorizon)), ElementsAre("a", "b", "c"));
  // What is the newest was settled when the iterator was made.
  EXPECT_THAT(KeysFrom(latest), ElementsAre("c"));
  EXPECT_THAT(KeysFrom(IteratorAt(arn, Type::kLatest)), IsEmpty());
}

TEST_P(GetShardIterator, BeginsAtOrBehindARecord) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a", "b", "c"});
  const std::vector<Record> records = ReadAll(arn);
  ASSERT_THAT(records, SizeIs(3));
  for (size_t i = 0; i < records.size(); ++i) {
    const std::string& number = *records[i].dynamodb->sequence_number;
    const std::vector<std::string> all{"a", "b", "c"};
    EXPECT_EQ(KeysFrom(IteratorAt(arn, Type::kAtSequenceNumber, number)),
              std::vector<std::string>(all.begin() + i, all.end()));
    EXPECT_EQ(KeysFrom(IteratorAt(arn, Type::kAfterSequenceNumber, number)),
              std::vector<std::string>(all.begin() + i + 1, all.end()));
  }
}

TEST_P(GetShardIterator, BeginsAtTheStartingSequenceNumberOfTheShard) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a"});
  const std::string start =
      *Described(arn).shards->at(0).sequence_number_range->starting_sequence_number;
  EXPECT_THAT(KeysFrom(IteratorAt(arn, Type::kAtSequenceNumber, start)), ElementsAre("a"));
}

TEST_P(GetShardIterator, MayBeUsedAgain) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a", "b"});
  const std::string iterator = IteratorAt(arn, Type::kTrimHorizon);
  EXPECT_THAT(KeysFrom(iterator), ElementsAre("a", "b"));
  EXPECT_THAT(KeysFrom(iterator), ElementsAre("a", "b"));
}

TEST_P(GetShardIterator, GoesOnForEverAtTheHeadOfAnOpenShard) {
  const std::string arn = CreateStreamed("plain");
  std::string iterator = IteratorAt(arn, Type::kTrimHorizon);
  for (int i = 0; i < 3; ++i) {
    const GetRecordsResult page = Read(iterator);
    EXPECT_THAT(page.records, IsEmpty());
    ASSERT_TRUE(page.next_shard_iterator.has_value());
    iterator = *page.next_shard_iterator;
    clock().Advance(std::chrono::minutes(10));
  }
  PutAll({"a"});
  EXPECT_THAT(KeysFrom(iterator), ElementsAre("a"));
}

TEST_P(GetShardIterator, EndsWithAClosedShard) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a", "b"});
  const std::string early = IteratorAt(arn, Type::kTrimHorizon);
  ASSERT_THAT(Disable("plain"), IsOk());
  const GetRecordsResult first = Read(early, 1);
  EXPECT_THAT(KeysIn(first), ElementsAre("a"));
  ASSERT_TRUE(first.next_shard_iterator.has_value());
  const GetRecordsResult last = Read(*first.next_shard_iterator);
  EXPECT_THAT(KeysIn(last), ElementsAre("b"));
  EXPECT_FALSE(last.next_shard_iterator.has_value());
  const GetRecordsResult behind = Read(IteratorAt(arn, Type::kLatest));
  EXPECT_THAT(behind.records, IsEmpty());
  EXPECT_FALSE(behind.next_shard_iterator.has_value());
}

TEST_P(GetShardIterator, ExpiresAfterFifteenMinutes) {
  const std::string arn = CreateStreamed("plain");
  const std::string iterator = IteratorAt(arn, Type::kTrimHorizon);
  clock().Advance(std::chrono::minutes(15));
  ASSERT_THAT(db().GetRecords({.shard_iterator = iterator}), IsOk());
  clock().Advance(std::chrono::seconds(1));
  EXPECT_THAT(db().GetRecords({.shard_iterator = iterator}),
              IsErrorWith(ErrorCode::kExpiredIterator,
                          "The provided iterator exceeds the maximum age allowed."));
}

TEST_P(GetShardIterator, IsNoTextOfOnesOwn) {
  const std::string arn = CreateStreamed("plain");
  std::string iterator = IteratorAt(arn, Type::kTrimHorizon);
  iterator[iterator.size() / 2] = iterator[iterator.size() / 2] == 'A' ? 'B' : 'A';
  for (const std::string& text : {std::string("x"), std::string(2048, 'A'), iterator}) {
    EXPECT_THAT(db().GetRecords({.shard_iterator = text}), IsInvalid("Invalid ShardIterator"));
  }
}

TEST_P(GetShardIterator, FindsWhatWasTrimmedGone) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"old"});
  const std::string old = *ReadAll(arn)[0].dynamodb->sequence_number;
  const std::vector<std::string> shards = ShardsOf(arn);
  clock().Advance(std::chrono::hours(3));
  PutAll({"older", "new"});
  const std::string older = *ReadAll(arn)[1].dynamodb->sequence_number;
  clock().Advance(std::chrono::hours(21) + std::chrono::seconds(1));
  RunDue();
  const auto trimmed = IsErrorWith(ErrorCode::kTrimmedDataAccess,
                                   "The data you are trying to access has been trimmed.");
  EXPECT_THAT(Iterator(arn, shards[0], Type::kAtSequenceNumber, old), trimmed);
  // Nothing is missing behind the last of those that went.
  EXPECT_THAT(Iterator(arn, shards[0], Type::kAfterSequenceNumber, old), IsOk());
  EXPECT_THAT(Iterator(arn, shards[0], Type::kAtSequenceNumber, older), IsOk());
  std::vector<std::string> keys;
  for (const Record& record : ReadShard(arn, shards[0])) {
    keys.emplace_back(record.dynamodb->keys->Find("p")->AsString());
  }
  EXPECT_THAT(keys, ElementsAre("older", "new"));
}

TEST_P(GetShardIterator, MadeBeforeItsRecordsWereTrimmedFindsThemGone) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"old"});
  clock().Advance(std::chrono::hours(1));
  PutAll({"new"});
  clock().Advance(std::chrono::hours(23) - std::chrono::minutes(5));
  const std::string oldest = IteratorAt(arn, Type::kTrimHorizon);
  const std::string second =
      IteratorAt(arn, Type::kAtSequenceNumber, *ReadAll(arn)[1].dynamodb->sequence_number);
  EXPECT_THAT(KeysFrom(oldest), ElementsAre("old", "new"));
  const auto trimmed = IsErrorWith(ErrorCode::kTrimmedDataAccess,
                                   "The data you are trying to access has been trimmed.");
  clock().Advance(std::chrono::minutes(5) + std::chrono::seconds(1));
  // Before it is erased as well as afterwards.
  EXPECT_THAT(db().GetRecords({.shard_iterator = oldest}), trimmed);
  RunDue();
  EXPECT_THAT(db().GetRecords({.shard_iterator = oldest}), trimmed);
  EXPECT_THAT(KeysFrom(second), ElementsAre("new"));
}

TEST_P(GetShardIterator, NeedsASequenceNumberWhereItsTypeNamesOne) {
  const std::string arn = CreateStreamed("plain");
  const std::string shard = ShardsOf(arn)[0];
  EXPECT_THAT(Iterator(arn, shard, Type::kAtSequenceNumber),
              IsInvalid("SequenceNumber must be specified for ShardIteratorType "
                        "AT_SEQUENCE_NUMBER"));
  EXPECT_THAT(Iterator(arn, shard, Type::kAfterSequenceNumber),
              IsInvalid("SequenceNumber must be specified for ShardIteratorType "
                        "AFTER_SEQUENCE_NUMBER"));
}

TEST_P(GetShardIterator, NeedsASequenceNumberOfItsShard) {
  const std::string arn = CreateStreamed("plain");
  PutAll({"a"});
  const std::string shard = ShardsOf(arn)[0];
  const std::string number = *ReadAll(arn)[0].dynamodb->sequence_number;
  for (const std::string text : {"one-two-three-four-five", "000000000000000000000000"}) {
    EXPECT_THAT(Iterator(arn, shard, Type::kAtSequenceNumber, text),
                IsInvalid("Invalid SequenceNumber: " + text));
  }
  ASSERT_THAT(Disable("plain"), IsOk());
  Put("plain", Item{{"p", "b"}});
  clock().Advance(std::chrono::seconds(1));
  const auto enabled = Enable("plain", StreamViewType::kKeysOnly);
  ASSERT_THAT(enabled, IsOk());
  const std::string next = *enabled->table_description->latest_stream_arn;
  Put("plain", Item{{"p", "c"}});
  const std::string later = *ReadAll(next)[0].dynamodb->sequence_number;
  EXPECT_THAT(
      Iterator(arn, shard, Type::kAtSequenceNumber, later),
      IsInvalid("Invalid SequenceNumber: " + later + " is not in the range of shard " + shard));
  EXPECT_THAT(Iterator(next, ShardsOf(next)[0], Type::kAtSequenceNumber, number),
              IsInvalid("Invalid SequenceNumber: " + number + " is not in the range of shard " +
                        ShardsOf(next)[0]));
}

TEST_P(GetShardIterator, NeedsAStreamAndAShard) {
  const std::string arn = CreateStreamed("plain");
  const std::string nowhere = "shardId-00000000000000000000-00000000";
  EXPECT_THAT(
      Iterator(arn, nowhere, Type::kLatest),
      IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found: Shard: " + nowhere +
                                                    " in Stream: " + arn + " not found"));
  const std::string other = ArnOf("plain", "2001-01-01T00:00:00.000");
  EXPECT_THAT(Iterator(other, ShardsOf(arn)[0], Type::kLatest),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Stream: " + other + " not found"));
  // A shard of another stream.
  const std::string second = CreateStreamed("second");
  EXPECT_THAT(Iterator(second, ShardsOf(arn)[0], Type::kLatest),
              IsErrorCode(ErrorCode::kResourceNotFound));
}

TEST_P(GetShardIterator, ChecksItsMembers) {
  EXPECT_THAT(db().GetShardIterator({}),
              IsInvalid("3 validation errors detected: Value null at 'streamArn' failed to satisfy "
                        "constraint: Member must not be null; Value null at 'shardId' failed to "
                        "satisfy constraint: Member must not be null; Value null at "
                        "'shardIteratorType' failed to satisfy constraint: Member must not be "
                        "null"));
  EXPECT_THAT(Iterator("x", "y", Type::kAtSequenceNumber, "1"),
              IsInvalid("3 validation errors detected: Value 'x' at 'streamArn' failed to satisfy "
                        "constraint: Member must have length greater than or equal to 37; Value "
                        "'y' at 'shardId' failed to satisfy constraint: Member must have length "
                        "greater than or equal to 28; Value '1' at 'sequenceNumber' failed to "
                        "satisfy constraint: Member must have length greater than or equal to 21"));
}

}  // namespace
}  // namespace stator::testing
