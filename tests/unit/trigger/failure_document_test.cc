// Dead letters: the document of the service, and the way back from an item to records.
#include "db/trigger/failure_document.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stator/json.h"

namespace stator::trigger {
namespace {

using ::testing::AllOf;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kUuid = "11111111-2222-4333-8444-555555555555";
constexpr std::string_view kRequest = "99999999-2222-4333-8444-555555555555";

Record Change(std::string_view id) {
  return {.event_id = "0123",
          .event_name = OperationType::kRemove,
          .event_version = "1.1",
          .event_source = "aws:dynamodb",
          .aws_region = "us-east-1",
          .dynamodb = StreamRecord{.approximate_creation_date_time =
                                       Time(std::chrono::seconds(1'678'831'218)),
                                   .keys = Item{{"id", id}},
                                   .old_image = Item{{"id", id}, {"n", 1}},
                                   .sequence_number = "100",
                                   .size_bytes = 7,
                                   .stream_view_type = StreamViewType::kOldImage},
          .user_identity = Identity{.principal_id = "dynamodb.amazonaws.com", .type = "Service"}};
}

// 2019-11-14T00:13:49.717Z
constexpr Time kNow{std::chrono::microseconds(1'573'690'429'717'999)};

Failure GivenUp() {
  return {.condition = FailureCondition::kRetryAttemptsExhausted,
          .request_id = kRequest,
          .function_arn = "arn:aws:lambda:us-east-1:000000000000:function:count",
          .mapping = kUuid,
          .stream_arn = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2019",
          .shard_id = "shardId-1",
          .invocations = 4,
          .function_error = "Unhandled",
          .now = kNow,
          .first = {.stamp = 5, .ordinal = 1},
          .last = {.stamp = 6, .ordinal = 0},
          .first_arrival = kNow - std::chrono::seconds(30),
          .last_arrival = kNow,
          .batch_size = 1};
}

// As plain JSON, in which members are in the order of their names.
std::string DocumentOf(const Failure& failure) {
  return ToJson(Value(*MakeDeadLetter(failure).Find("document")).view());
}

TEST(FailureDocument, IsThatOfTheService) {
  EXPECT_EQ(DocumentOf(GivenUp()),
            R"({"DDBStreamBatchInfo":{"approximateArrivalOfFirstRecord":"2019-11-14T00:13:19Z",)"
            R"("approximateArrivalOfLastRecord":"2019-11-14T00:13:49Z","batchSize":1,)"
            R"("endSequenceNumber":"10000000000000000000600000","shardId":"shardId-1",)"
            R"("startSequenceNumber":"10000000000000000000500001",)"
            R"("streamArn":"arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2019"},)"
            R"("requestContext":{"approximateInvokeCount":4,"condition":"RetryAttemptsExhausted",)"
            R"("functionArn":"arn:aws:lambda:us-east-1:000000000000:function:count",)"
            R"("requestId":"99999999-2222-4333-8444-555555555555"},)"
            R"("responseContext":{"executedVersion":"$LATEST","functionError":"Unhandled",)"
            R"("statusCode":200},"timestamp":"2019-11-14T00:13:49.717Z","version":"1.0"})");
}

TEST(FailureDocument, ABatchResponseIsNoErrorOfTheFunction) {
  Failure failure = GivenUp();
  failure.function_error.reset();
  EXPECT_THAT(DocumentOf(failure),
              HasSubstr(R"({"executedVersion":"$LATEST","functionError":null,"statusCode":200})"));
}

TEST(FailureDocument, WhatWasTooOldHasNoResponse) {
  Failure failure = GivenUp();
  failure.condition = FailureCondition::kRecordAgeExceeded;
  failure.invocations = 0;
  EXPECT_THAT(DocumentOf(failure),
              AllOf(HasSubstr(R"("approximateInvokeCount":0,"condition":"RecordAgeExceeded")"),
                    Not(HasSubstr("responseContext"))));
}

TEST(FailureDocument, ALoopIsToldByItsPath) {
  Failure failure = GivenUp();
  failure.condition = FailureCondition::kRecursionDepthExceeded;
  failure.invocations = 0;
  failure.path = {"first", "second \"2\""};
  EXPECT_THAT(DocumentOf(failure), AllOf(HasSubstr(R"("condition":"RecursionDepthExceeded")"),
                                         HasSubstr(R"("path":["first","second \"2\""])"),
                                         Not(HasSubstr("responseContext"))));
}

TEST(DeadLetter, IsSortedByMappingAndSequence) {
  const Item letter = MakeDeadLetter(GivenUp());
  EXPECT_EQ(letter.Find("mapping")->AsString(), kUuid);
  EXPECT_EQ(letter.Find("id")->AsString(), "10000000000000000000500001-" + std::string(kRequest));
}

TEST(DeadLetter, HasTheRecordsAsAFunctionSeesThem) {
  const std::vector<Record> records = {Change("a")};
  Failure failure = GivenUp();
  failure.records = &records;
  const Value expected = List{
      Map{{"eventID", "0123"},
          {"eventName", "REMOVE"},
          {"eventVersion", "1.1"},
          {"eventSource", "aws:dynamodb"},
          {"awsRegion", "us-east-1"},
          {"dynamodb", Map{{"ApproximateCreationDateTime", 1'678'831'218},
                           {"Keys", Map{{"id", "a"}}},
                           {"OldImage", Map{{"id", "a"}, {"n", 1}}},
                           {"SequenceNumber", "100"},
                           {"SizeBytes", 7},
                           {"StreamViewType", "OLD_IMAGE"}}},
          {"eventSourceARN", failure.stream_arn},
          {"userIdentity", Map{{"type", "Service"}, {"principalId", "dynamodb.amazonaws.com"}}}}};
  EXPECT_EQ(Value(*MakeDeadLetter(failure).Find("records")), expected);
}

void ExpectSame(const Record& a, const Record& b) {
  EXPECT_EQ(a.event_id, b.event_id);
  EXPECT_EQ(a.event_name, b.event_name);
  EXPECT_EQ(a.event_version, b.event_version);
  EXPECT_EQ(a.event_source, b.event_source);
  EXPECT_EQ(a.aws_region, b.aws_region);
  EXPECT_EQ(a.dynamodb->approximate_creation_date_time, b.dynamodb->approximate_creation_date_time);
  EXPECT_EQ(a.dynamodb->keys, b.dynamodb->keys);
  EXPECT_EQ(a.dynamodb->new_image, b.dynamodb->new_image);
  EXPECT_EQ(a.dynamodb->old_image, b.dynamodb->old_image);
  EXPECT_EQ(a.dynamodb->sequence_number, b.dynamodb->sequence_number);
  EXPECT_EQ(a.dynamodb->size_bytes, b.dynamodb->size_bytes);
  EXPECT_EQ(a.dynamodb->stream_view_type, b.dynamodb->stream_view_type);
  ASSERT_EQ(a.user_identity.has_value(), b.user_identity.has_value());
  if (a.user_identity) {
    EXPECT_EQ(a.user_identity->type, b.user_identity->type);
    EXPECT_EQ(a.user_identity->principal_id, b.user_identity->principal_id);
  }
}

TEST(DeadLetter, GivesItsRecordsBack) {
  std::vector<Record> records = {Change("a"), Change("b")};
  records[1].user_identity.reset();
  records[1].dynamodb->new_image = Item{{"id", "b"}, {"raw", Binary("\x01")}};
  Failure failure = GivenUp();
  failure.records = &records;
  const auto back = RecordsOf(MakeDeadLetter(failure));
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 2u);
  ExpectSame((*back)[0], records[0]);
  ExpectSame((*back)[1], records[1]);
}

TEST(DeadLetter, WithoutRecordsHasAnEmptyList) {
  const auto back = RecordsOf(MakeDeadLetter(GivenUp()));
  ASSERT_TRUE(back.has_value());
  EXPECT_TRUE(back->empty());
}

TEST(DeadLetter, KeepsImagesThatNestAsDeeplyAsItemsMay) {
  Value nested = "leaf";
  for (int i = 0; i < 32; ++i) nested = List(std::vector<Value>{nested});
  std::vector<Record> records = {Change("a")};
  records[0].dynamodb->new_image = Item{{"id", "a"}, {"deep", nested}};
  ASSERT_TRUE(CheckEncoded(records[0].dynamodb->new_image->encoded()));
  Failure failure = GivenUp();
  failure.records = &records;
  const Item letter = MakeDeadLetter(failure);
  EXPECT_TRUE(CheckEncoded(letter.encoded()));
  const auto back = RecordsOf(letter);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 1u);
  ExpectSame((*back)[0], records[0]);
}

TEST(DeadLetter, AnotherItemIsNone) {
  EXPECT_THAT(RecordsOf(Item{{"mapping", "a"}, {"id", "b"}}), Eq(std::nullopt));
  Item letter = MakeDeadLetter(GivenUp());
  letter.Set("records", "none");
  EXPECT_THAT(RecordsOf(letter), Eq(std::nullopt));
  letter.Set("records", List{1});
  EXPECT_THAT(RecordsOf(letter), Eq(std::nullopt));
  letter.Set("records", List{Map{{"eventID", "1"}}});
  EXPECT_THAT(RecordsOf(letter), Eq(std::nullopt));
}

TEST(DeadLetter, WithARecordThatWasChangedByHandIsNone) {
  const std::vector<Record> records = {Change("a")};
  Failure failure = GivenUp();
  failure.records = &records;
  const Item letter = MakeDeadLetter(failure);
  const Item record(letter.Find("records")->AsList().At(0)->AsMap());
  const Item change(record.Find("dynamodb")->AsMap());
  const auto with = [&](std::string_view name, const Value& value) {
    Item changed = change;
    changed.Set(name, value);
    Item outer = record;
    outer.Set("dynamodb", Value::FromEncoded(changed.encoded()));
    Item copy = letter;
    copy.Set("records", List{Value::FromEncoded(outer.encoded())});
    return RecordsOf(copy);
  };
  EXPECT_TRUE(with("SizeBytes", 8).has_value());
  EXPECT_FALSE(with("SizeBytes", "8").has_value());
  EXPECT_FALSE(with("StreamViewType", "SIDEWAYS").has_value());
  EXPECT_FALSE(with("OldImage", Binary("no encoding")).has_value());
  EXPECT_FALSE(with("Keys", 1).has_value());
}

}  // namespace
}  // namespace stator::trigger
