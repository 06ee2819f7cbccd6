// GetRecords: what each kind of write leaves in a stream, and how much of it a page has.
#include <algorithm>
#include <set>

#include "tests/contract/stream_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

class GetRecords : public StreamTest {
 protected:
  void Delete(const std::string& key) {
    ASSERT_THAT(db().Delete("plain", Item{{"p", key}}), IsOk());
  }
  // One record of each kind.
  void InsertModifyRemove() {
    Put("plain", Item{{"p", "a"}, {"n", 1}});
    Put("plain", Item{{"p", "a"}, {"n", 2}});
    Delete("a");
  }
};
INSTANTIATE_FOR_EVERY_DOOR(GetRecords);

TEST_P(GetRecords, ShowsWhatTheViewTypeSays) {
  const struct {
    StreamViewType view;
    std::vector<std::string> records;
  } kCases[] = {
      {StreamViewType::kKeysOnly,
       {R"(INSERT {"p": {"S": "a"}})", R"(MODIFY {"p": {"S": "a"}})",
        R"(REMOVE {"p": {"S": "a"}})"}},
      {StreamViewType::kNewImage,
       {R"(INSERT {"p": {"S": "a"}} → {"n": {"N": "1"}, "p": {"S": "a"}})",
        R"(MODIFY {"p": {"S": "a"}} → {"n": {"N": "2"}, "p": {"S": "a"}})",
        R"(REMOVE {"p": {"S": "a"}})"}},
      {StreamViewType::kOldImage,
       {R"(INSERT {"p": {"S": "a"}})",
        R"(MODIFY {"p": {"S": "a"}} {"n": {"N": "1"}, "p": {"S": "a"}})",
        R"(REMOVE {"p": {"S": "a"}} {"n": {"N": "2"}, "p": {"S": "a"}})"}},
      {StreamViewType::kNewAndOldImages,
       {R"(INSERT {"p": {"S": "a"}} → {"n": {"N": "1"}, "p": {"S": "a"}})",
        R"(MODIFY {"p": {"S": "a"}} {"n": {"N": "1"}, "p": {"S": "a"}})"
        R"( → {"n": {"N": "2"}, "p": {"S": "a"}})",
        R"(REMOVE {"p": {"S": "a"}} {"n": {"N": "2"}, "p": {"S": "a"}})"}},
  };
  for (const auto& [view, records] : kCases) {
    const std::string arn = CreateStreamed("plain", view);
    InsertModifyRemove();
    EXPECT_EQ(Printed(arn), records);
    for (const Record& record : ReadAll(arn)) {
      EXPECT_EQ(record.dynamodb->stream_view_type, view);
    }
    ASSERT_THAT(db().DeleteTable({.table_name = "plain"}), IsOk());
    clock().Advance(std::chrono::seconds(1));
  }
}

TEST_P(GetRecords, TellsAllOfARecord) {
  const std::string arn = CreateStreamed("plain");
  clock().Advance(std::chrono::milliseconds(2900));
  InsertModifyRemove();
  const std::vector<Record> records = ReadAll(arn);
  ASSERT_THAT(records, SizeIs(3));
  std::set<std::string> ids;
  for (const Record& record : records) {
    EXPECT_THAT(*record.event_id, MatchesRegex("[0-9a-f]{32}"));
    ids.insert(*record.event_id);
    EXPECT_EQ(record.event_version, "1.1");
    EXPECT_EQ(record.event_source, "aws:dynamodb");
    EXPECT_EQ(record.aws_region, "us-east-1");
    EXPECT_FALSE(record.user_identity.has_value());
    EXPECT_THAT(*record.dynamodb->sequence_number, MatchesRegex("1[0-9]{25}"));
    EXPECT_EQ(record.dynamodb->approximate_creation_date_time,
              Time(std::chrono::seconds(1'700'000'002)));
  }
  EXPECT_EQ(ids.size(), 3u);
  // The same at each reading.
  const std::vector<Record> again = ReadAll(arn);
  for (size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(again[i].event_id, records[i].event_id);
    EXPECT_EQ(again[i].dynamodb->sequence_number, records[i].dynamodb->sequence_number);
  }
}

// The Developer Guide's example of a record that a function gets: 26, 59 and 38 bytes.
TEST_P(GetRecords, CountsKeysAndImagesAsTheServiceDoes) {
  ASSERT_THAT(db().CreateTable({.attribute_definitions = {{{"Id", ScalarAttributeType::kN}}},
                                .table_name = "example",
                                .key_schema = {{{"Id", KeyType::kHash}}},
                                .billing_mode = BillingMode::kPayPerRequest,
                                .stream_specification =
                                    StreamSpecification{true, StreamViewType::kNewAndOldImages}}),
              IsOk());
  Put("example", Item{{"Id", 101}, {"Message", "New item!"}});
  Put("example", Item{{"Id", 101}, {"Message", "This item has changed"}});
  ASSERT_THAT(db().Delete("example", Item{{"Id", 101}}), IsOk());
  const auto listed = db().ListStreams({.table_name = "example"});
  std::vector<int64_t> sizes;
  for (const Record& record : ReadAll(*listed->streams.at(0).stream_arn)) {
    sizes.push_back(*record.dynamodb->size_bytes);
  }
  EXPECT_THAT(sizes, ElementsAre(26, 59, 38));
}

TEST_P(GetRecords, HasNothingOfWritesThatChangeNothing) {
  const std::string arn = CreateStreamed("plain");
  Put("plain", Item{{"p", "a"}, {"n", 1}});
  Put("plain", Item{{"p", "a"}, {"n", 1}});
  Delete("nosuch");
  ASSERT_THAT(db().UpdateItem({.table_name = "plain",
                               .key = Item{{"p", "a"}},
                               .update_expression = "SET n = :one",
                               .expression_attribute_values = Item{{":one", 1}}}),
              IsOk());
  ASSERT_THAT(db().PutItem({.table_name = "plain",
                            .item = Item{{"p", "a"}, {"n", 2}},
                            .condition_expression = "attribute_not_exists(p)"}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(Printed(arn),
              ElementsAre(R"(INSERT {"p": {"S": "a"}} → {"n": {"N": "1"}, "p": {"S": "a"}})"));
}

TEST_P(GetRecords, HasEveryWriteOfABatch) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kKeysOnly);
  Put("plain", Item{{"p", "b"}});
  std::vector<WriteRequest> writes;
  writes.push_back({.put_request = PutRequest{Item{{"p", "a"}}}});
  writes.push_back({.delete_request = DeleteRequest{Item{{"p", "b"}}}});
  writes.push_back({.put_request = PutRequest{Item{{"p", "c"}}}});
  ASSERT_THAT(db().BatchWriteItem({.request_items = {{{"plain", writes}}}}), IsOk());
  std::vector<std::string> printed = Printed(arn);
  std::sort(printed.begin(), printed.end());
  EXPECT_THAT(printed, ElementsAre(R"(INSERT {"p": {"S": "a"}})", R"(INSERT {"p": {"S": "b"}})",
                                   R"(INSERT {"p": {"S": "c"}})", R"(REMOVE {"p": {"S": "b"}})"));
}

TEST_P(GetRecords, HasTheWritesOfATransactionOneBehindTheOther) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kKeysOnly);
  std::vector<TransactWriteItem> actions;
  for (const std::string key : {"a", "b", "c"}) {
    actions.push_back({.put = TransactPut{.item = Item{{"p", key}}, .table_name = "plain"}});
  }
  ASSERT_THAT(db().TransactWriteItems({.transact_items = actions}), IsOk());
  const std::vector<Record> records = ReadAll(arn);
  ASSERT_THAT(records, SizeIs(3));
  // They differ in the last five digits alone.
  for (const Record& record : records) {
    EXPECT_EQ(record.dynamodb->sequence_number->substr(0, 21),
              records[0].dynamodb->sequence_number->substr(0, 21));
  }
  // One that was refused leaves nothing.
  actions.resize(1);
  actions[0].put->condition_expression = "attribute_not_exists(p)";
  ASSERT_THAT(db().TransactWriteItems({.transact_items = actions}),
              IsErrorCode(ErrorCode::kTransactionCanceled));
  EXPECT_THAT(ReadAll(arn), SizeIs(3));
}

TEST_P(GetRecords, HasTheWritesOfStatements) {
  const std::string arn = CreateStreamed("plain");
  for (const std::string statement :
       {R"(INSERT INTO "plain" VALUE {'p': 'a', 'n': 1})",
        R"(UPDATE "plain" SET n = 2 WHERE p = 'a')", R"(DELETE FROM "plain" WHERE p = 'a')"}) {
    ASSERT_THAT(db().ExecuteStatement({.statement = statement}), IsOk());
  }
  EXPECT_THAT(Printed(arn),
              ElementsAre(R"(INSERT {"p": {"S": "a"}} → {"n": {"N": "1"}, "p": {"S": "a"}})",
                          R"(MODIFY {"p": {"S": "a"}} {"n": {"N": "1"}, "p": {"S": "a"}})"
                          R"( → {"n": {"N": "2"}, "p": {"S": "a"}})",
                          R"(REMOVE {"p": {"S": "a"}} {"n": {"N": "2"}, "p": {"S": "a"}})"));
}

TEST_P(GetRecords, SaysThatTheServiceDeletedWhatHadExpired) {
  const std::string arn = CreateStreamed("plain");
  ASSERT_THAT(db().UpdateTimeToLive(
                  {.table_name = "plain",
                   .time_to_live_specification = TimeToLiveSpecification{true, "expires"}}),
              IsOk());
  Put("plain", Item{{"p", "a"}, {"expires", 1'700'000'010}});
  Put("plain", Item{{"p", "b"}, {"expires", 1'700'000'010}});
  Delete("b");
  RunDue();
  clock().Advance(std::chrono::minutes(1));
  RunDue();
  const std::vector<Record> records = ReadAll(arn);
  ASSERT_THAT(records, SizeIs(4));
  EXPECT_FALSE(records[2].user_identity.has_value());
  EXPECT_EQ(records[3].event_name, OperationType::kRemove);
  ASSERT_TRUE(records[3].user_identity.has_value());
  EXPECT_EQ(records[3].user_identity->principal_id, "dynamodb.amazonaws.com");
  EXPECT_EQ(records[3].user_identity->type, "Service");
  ASSERT_TRUE(records[3].dynamodb->old_image.has_value());
}

TEST_P(GetRecords, HasBothAttributesOfAKey) {
  ASSERT_THAT(db().CreateTable(
                  {.attribute_definitions = {{{"p", ScalarAttributeType::kS},
                                              {"s", ScalarAttributeType::kN}}},
                   .table_name = "sorted",
                   .key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}}},
                   .billing_mode = BillingMode::kPayPerRequest,
                   .stream_specification = StreamSpecification{true, StreamViewType::kKeysOnly}}),
              IsOk());
  Put("sorted", Item{{"p", "a"}, {"s", 1}, {"v", "x"}});
  const auto listed = db().ListStreams({.table_name = "sorted"});
  EXPECT_THAT(Printed(*listed->streams.at(0).stream_arn),
              ElementsAre(R"(INSERT {"p": {"S": "a"}, "s": {"N": "1"}})"));
}

TEST_P(GetRecords, StopsAtTheLimit) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kKeysOnly);
  for (int i = 0; i < 5; ++i) Put("plain", Item{{"p", std::to_string(i)}});
  std::string iterator = IteratorAt(arn, ShardIteratorType::kTrimHorizon);
  std::vector<size_t> sizes;
  for (int page = 0; page < 4; ++page) {
    const GetRecordsResult read = Read(iterator, 2);
    sizes.push_back(read.records.size());
    ASSERT_TRUE(read.next_shard_iterator.has_value());
    iterator = *read.next_shard_iterator;
  }
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1, 0));
}

TEST_P(GetRecords, StopsAtAThousandRecords) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kKeysOnly);
  for (int batch = 0; batch < 41; ++batch) {
    std::vector<WriteRequest> writes;
    for (int i = 0; i < 25; ++i) {
      writes.push_back({.put_request = PutRequest{Item{{"p", std::to_string(25 * batch + i)}}}});
    }
    ASSERT_THAT(db().BatchWriteItem({.request_items = {{{"plain", writes}}}}), IsOk());
  }
  const GetRecordsResult first = Read(IteratorAt(arn, ShardIteratorType::kTrimHorizon));
  EXPECT_THAT(first.records, SizeIs(1000));
  EXPECT_THAT(Read(*first.next_shard_iterator).records, SizeIs(25));
}

TEST_P(GetRecords, StopsAtAMegabyte) {
  const std::string arn = CreateStreamed("plain", StreamViewType::kNewAndOldImages);
  for (int i = 0; i < 12; ++i) {
    Put("plain", Item{{"p", std::to_string(i)}, {"v", std::string(200'000, 'x')}});
  }
  std::string iterator = IteratorAt(arn, ShardIteratorType::kTrimHorizon);
  std::vector<size_t> pages;
  for (int page = 0; page < 3; ++page) {
    const GetRecordsResult read = Read(iterator);
    pages.push_back(read.records.size());
    iterator = *read.next_shard_iterator;
  }
  // Five of them are a little less than a megabyte of 1,048,576 bytes.
  EXPECT_THAT(pages, ElementsAre(5, 5, 2));
}

TEST_P(GetRecords, ChecksItsMembers) {
  EXPECT_THAT(db().GetRecords({}),
              IsInvalid("1 validation error detected: Value null at 'shardIterator' failed to "
                        "satisfy constraint: Member must not be null"));
  EXPECT_THAT(db().GetRecords({.shard_iterator = "", .limit = 1001}),
              IsInvalid("2 validation errors detected: Value '' at 'shardIterator' failed to "
                        "satisfy constraint: Member must have length greater than or equal to 1; "
                        "Value '1001' at 'limit' failed to satisfy constraint: Member must have "
                        "value less than or equal to 1000"));
  EXPECT_THAT(db().GetRecords({.shard_iterator = std::string(2049, 'x'), .limit = 0}),
              IsInvalid("2 validation errors detected: Value '" + std::string(2049, 'x') +
                        "' at 'shardIterator' failed to satisfy constraint: Member must have "
                        "length less than or equal to 2048; Value '0' at 'limit' failed to satisfy "
                        "constraint: Member must have value greater than or equal to 1"));
}

}  // namespace
}  // namespace stator::testing
