// ListStreams and DescribeStream.
#include <algorithm>

#include "tests/contract/stream_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

std::vector<std::string> TablesOf(const std::vector<Stream>& streams) {
  std::vector<std::string> tables;
  for (const Stream& stream : streams) tables.push_back(*stream.table_name);
  return tables;
}

class ListStreams : public StreamTest {};
INSTANTIATE_FOR_EVERY_DOOR(ListStreams);

TEST_P(ListStreams, NamesEveryStream) {
  EXPECT_THAT(db().ListStreams({})->streams, IsEmpty());
  const std::string arn = CreateStreamed("visits");
  CreatePlain();
  const auto listed = db().ListStreams({});
  ASSERT_THAT(listed, IsOk());
  ASSERT_THAT(listed->streams, SizeIs(1));
  EXPECT_EQ(listed->streams[0].stream_arn, arn);
  EXPECT_EQ(listed->streams[0].table_name, "visits");
  EXPECT_EQ(arn, ArnOf("visits", *listed->streams[0].stream_label));
  EXPECT_FALSE(listed->last_evaluated_stream_arn.has_value());
}

TEST_P(ListStreams, OfOneTable) {
  CreateStreamed("tab");
  CreateStreamed("tab-2");
  CreateStreamed("tab.3");
  EXPECT_THAT(TablesOf(db().ListStreams({.table_name = "tab"})->streams), ElementsAre("tab"));
  EXPECT_THAT(TablesOf(db().ListStreams({.table_name = "tab-2"})->streams), ElementsAre("tab-2"));
  EXPECT_THAT(db().ListStreams({.table_name = "nosuch"})->streams, IsEmpty());
}

TEST_P(ListStreams, GoesPageByPage) {
  for (const std::string table : {"aaa", "bbb", "ccc", "ccc-1", "ccc.2"}) CreateStreamed(table);
  std::vector<std::string> tables;
  std::optional<std::string> start;
  int pages = 0;
  do {
    const auto page = db().ListStreams({.limit = 2, .exclusive_start_stream_arn = start});
    ASSERT_THAT(page, IsOk());
    ASSERT_LE(page->streams.size(), 2u);
    for (const std::string& table : TablesOf(page->streams)) tables.push_back(table);
    start = page->last_evaluated_stream_arn;
    if (start) {
      EXPECT_EQ(start, page->streams.back().stream_arn);
    }
    ++pages;
  } while (start);
  EXPECT_EQ(pages, 3);
  std::sort(tables.begin(), tables.end());
  EXPECT_THAT(tables, ElementsAre("aaa", "bbb", "ccc", "ccc-1", "ccc.2"));
}

TEST_P(ListStreams, GoesPageByPageThroughThoseOfATable) {
  std::vector<std::string> arns{CreateStreamed("bbb")};
  for (const std::string table : {"aaa", "ccc"}) CreateStreamed(table);
  for (int i = 0; i < 3; ++i) {
    clock().Advance(std::chrono::seconds(1));
    ASSERT_THAT(Disable("bbb"), IsOk());
    const auto enabled = Enable("bbb", StreamViewType::kKeysOnly);
    ASSERT_THAT(enabled, IsOk());
    arns.push_back(*enabled->table_description->latest_stream_arn);
  }
  std::vector<std::string> listed;
  std::optional<std::string> start;
  for (int page_number = 0; page_number < 5; ++page_number) {
    const auto page =
        db().ListStreams({.table_name = "bbb", .limit = 1, .exclusive_start_stream_arn = start});
    ASSERT_THAT(page, IsOk());
    for (const Stream& stream : page->streams) listed.push_back(*stream.stream_arn);
    start = page->last_evaluated_stream_arn;
    if (!start) break;
  }
  EXPECT_EQ(listed, arns);
  // One begins behind a stream that is gone as behind any other.
  const auto behind = db().ListStreams(
      {.table_name = "bbb", .exclusive_start_stream_arn = ArnOf("bbb", "2001-01-01T00:00:00.000")});
  ASSERT_THAT(behind, IsOk());
  EXPECT_THAT(behind->streams, SizeIs(4));
}

TEST_P(ListStreams, ChecksItsMembers) {
  EXPECT_THAT(
      db().ListStreams({.table_name = "a b", .limit = 0, .exclusive_start_stream_arn = "x"}),
      IsInvalid("3 validation errors detected: Value 'a b' at 'tableName' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1; Value 'x' at 'exclusiveStartStreamArn' failed to satisfy "
                "constraint: Member must have length greater than or equal to 37"));
  EXPECT_THAT(db().ListStreams({.limit = 101}),
              IsInvalid("1 validation error detected: Value '101' at 'limit' failed to satisfy "
                        "constraint: Member must have value less than or equal to 100"));
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/plain";
  EXPECT_THAT(db().ListStreams({.exclusive_start_stream_arn = arn}),
              IsInvalid("Invalid StreamArn: Invalid ResourceArn provided as input " + arn));
}

class DescribeStream : public StreamTest {
 protected:
  // A shard is written for four hours.
  void Roll() {
    clock().Advance(std::chrono::hours(4) + std::chrono::seconds(1));
    RunDue();
  }
};
INSTANTIATE_FOR_EVERY_DOOR(DescribeStream);

TEST_P(DescribeStream, TellsAllOfIt) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kNewImage);
  const StreamDescription stream = Described(arn);
  EXPECT_EQ(stream.stream_arn, arn);
  EXPECT_EQ(arn, ArnOf("plain", *stream.stream_label));
  EXPECT_EQ(stream.stream_status, StreamStatus::kEnabled);
  EXPECT_EQ(stream.stream_view_type, StreamViewType::kNewImage);
  EXPECT_EQ(stream.creation_request_date_time, clock().Now());
  EXPECT_EQ(stream.table_name, "plain");
  ASSERT_THAT(*stream.key_schema, SizeIs(1));
  EXPECT_EQ((*stream.key_schema)[0].attribute_name, "p");
  EXPECT_FALSE(stream.last_evaluated_shard_id.has_value());
  ASSERT_THAT(*stream.shards, SizeIs(1));
  const Shard& shard = (*stream.shards)[0];
  EXPECT_THAT(*shard.shard_id, MatchesRegex("shardId-[0-9]{20}-[0-9a-f]{8}"));
  EXPECT_THAT(*shard.sequence_number_range->starting_sequence_number, MatchesRegex("1[0-9]{25}"));
  EXPECT_FALSE(shard.sequence_number_range->ending_sequence_number.has_value());
  EXPECT_FALSE(shard.parent_shard_id.has_value());
}

TEST_P(DescribeStream, ClosesTheShardsOfADisabledStream) {
  const std::string arn = CreateStreamed("plain");
  Put("plain", Item{{"p", "a"}});
  const std::string number = *ReadAll(arn)[0].dynamodb->sequence_number;
  ASSERT_THAT(Disable("plain"), IsOk());
  const Shard shard = Described(arn).shards->at(0);
  EXPECT_LE(*shard.sequence_number_range->starting_sequence_number, number);
  ASSERT_TRUE(shard.sequence_number_range->ending_sequence_number.has_value());
  EXPECT_GE(*shard.sequence_number_range->ending_sequence_number, number);
}

TEST_P(DescribeStream, KnowsTheParentsOfShards) {
  const std::string arn = CreateStreamed("plain");
  for (const std::string key : {"a", "b", "c"}) {
    Put("plain", Item{{"p", key}});
    Roll();
  }
  const std::vector<Shard> shards = *Described(arn).shards;
  ASSERT_GE(shards.size(), 3u);
  EXPECT_FALSE(shards[0].parent_shard_id.has_value());
  for (size_t i = 1; i < shards.size(); ++i) {
    EXPECT_EQ(shards[i].parent_shard_id, shards[i - 1].shard_id);
    EXPECT_LT(*shards[i - 1].sequence_number_range->ending_sequence_number,
              *shards[i].sequence_number_range->starting_sequence_number);
    EXPECT_LT(*shards[i - 1].shard_id, *shards[i].shard_id);
  }
  EXPECT_FALSE(shards.back().sequence_number_range->ending_sequence_number.has_value());
}

TEST_P(DescribeStream, GoesPageByPageThroughShards) {
  const std::string arn = CreateStreamed("plain");
  for (int i = 0; i < 4; ++i) {
    Put("plain", Item{{"p", std::to_string(i)}});
    Roll();
  }
  const std::vector<std::string> all = ShardsOf(arn);
  ASSERT_GE(all.size(), 4u);
  std::vector<std::string> paged;
  std::optional<std::string> start;
  do {
    const auto page =
        db().DescribeStream({.stream_arn = arn, .limit = 1, .exclusive_start_shard_id = start});
    ASSERT_THAT(page, IsOk());
    ASSERT_THAT(*page->stream_description->shards, SizeIs(1));
    paged.push_back(*page->stream_description->shards->at(0).shard_id);
    start = page->stream_description->last_evaluated_shard_id;
    if (start) {
      EXPECT_EQ(*start, paged.back());
    }
  } while (start);
  EXPECT_EQ(paged, all);
}

TEST_P(DescribeStream, FiltersTheChildrenOfAShard) {
  const std::string arn = CreateStreamed("plain");
  for (int i = 0; i < 3; ++i) {
    Put("plain", Item{{"p", std::to_string(i)}});
    Roll();
  }
  const std::vector<std::string> all = ShardsOf(arn);
  ASSERT_GE(all.size(), 3u);
  const auto children = [&](const std::string& parent) {
    const auto described = db().DescribeStream(
        {.stream_arn = arn, .shard_filter = ShardFilter{ShardFilterType::kChildShards, parent}});
    EXPECT_THAT(described, IsOk());
    std::vector<std::string> ids;
    for (const Shard& shard : *described->stream_description->shards) {
      ids.push_back(*shard.shard_id);
    }
    return ids;
  };
  EXPECT_THAT(children(all[0]), ElementsAre(all[1]));
  EXPECT_THAT(children(all[1]), ElementsAre(all[2]));
  EXPECT_THAT(children(all.back()), IsEmpty());
}

TEST_P(DescribeStream, NeedsBothMembersOfAFilter) {
  const std::string arn = CreateStreamed("plain");
  const std::string message = "ShardFilter must have both Type and ShardId";
  EXPECT_THAT(db().DescribeStream({.stream_arn = arn, .shard_filter = ShardFilter{}}),
              IsInvalid(message));
  EXPECT_THAT(db().DescribeStream(
                  {.stream_arn = arn, .shard_filter = ShardFilter{ShardFilterType::kChildShards}}),
              IsInvalid(message));
}

TEST_P(DescribeStream, NeedsAStream) {
  CreatePlain();
  for (const std::string& arn :
       {ArnOf("plain", "2023-11-14T22:13:20.000"), ArnOf("nosuch", "2023-11-14T22:13:20.000")}) {
    EXPECT_THAT(db().DescribeStream({.stream_arn = arn}),
                IsErrorWith(ErrorCode::kResourceNotFound,
                            "Requested resource not found: Stream: " + arn + " not found"));
  }
  for (const std::string arn :
       {"arn:aws:dynamodb:us-east-1:000000000000:table/plain",
        "arn:aws:dynamodb:us-east-1:000000000000:table/plain/stream/",
        "arn:aws:dynamodb:eu-west-1:000000000000:table/plain/stream/2023-11-14T22:13:20.000",
        "arn:aws:kinesis:us-east-1:000000000000:stream/plain",
        "there is no such thing, and it is long enough"}) {
    EXPECT_THAT(db().DescribeStream({.stream_arn = arn}),
                IsInvalid("Invalid StreamArn: Invalid ResourceArn provided as input " + arn));
  }
  EXPECT_THAT(
      db().DescribeStream({.stream_arn = "arn:aws:dynamodb:us-east-1:111111111111:table/plain/"
                                         "stream/2023-11-14T22:13:20.000"}),
      IsErrorCode(ErrorCode::kAccessDenied));
}

TEST_P(DescribeStream, ChecksItsMembers) {
  EXPECT_THAT(db().DescribeStream({}),
              IsInvalid("1 validation error detected: Value null at 'streamArn' failed to satisfy "
                        "constraint: Member must not be null"));
  EXPECT_THAT(
      db().DescribeStream({.stream_arn = "x",
                           .limit = 101,
                           .exclusive_start_shard_id = "y",
                           .shard_filter = ShardFilter{.shard_id = "z"}}),
      IsInvalid("4 validation errors detected: Value 'x' at 'streamArn' failed to satisfy "
                "constraint: Member must have length greater than or equal to 37; Value '101' at "
                "'limit' failed to satisfy constraint: Member must have value less than or equal "
                "to 100; Value 'y' at 'exclusiveStartShardId' failed to satisfy constraint: Member "
                "must have length greater than or equal to 28; Value 'z' at 'shardFilter.shardId' "
                "failed to satisfy constraint: Member must have length greater than or equal to "
                "28"));
}

}  // namespace
}  // namespace stator::testing
