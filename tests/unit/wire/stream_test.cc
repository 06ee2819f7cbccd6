// Records of a stream as JSON, which are the one place where members begin with small letters.
#include "stator/request/stream.h"

#include <string>

#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsOk;

GetRecordsResult Expiry() {
  GetRecordsResult result;
  result.records.push_back(
      {.event_id = "0123",
       .event_name = OperationType::kRemove,
       .event_version = "1.1",
       .event_source = "aws:dynamodb",
       .aws_region = "us-east-1",
       .dynamodb =
           StreamRecord{.approximate_creation_date_time = Time(std::chrono::seconds(1'700'000'002)),
                        .keys = Item{{"p", "a"}},
                        .old_image = Item{{"p", "a"}, {"n", 1}},
                        .sequence_number = "10000000000000000004700002",
                        .size_bytes = 7,
                        .stream_view_type = StreamViewType::kOldImage},
       .user_identity = Identity{.principal_id = "dynamodb.amazonaws.com", .type = "Service"}});
  result.next_shard_iterator = "next";
  return result;
}

constexpr char kExpiry[] =
    R"({"Records":[{"eventID":"0123","eventName":"REMOVE","eventVersion":"1.1",)"
    R"("eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{)"
    R"("ApproximateCreationDateTime":1700000002.000,"Keys":{"p":{"S":"a"}},)"
    R"("OldImage":{"n":{"N":"1"},"p":{"S":"a"}},"SequenceNumber":"10000000000000000004700002",)"
    R"("SizeBytes":7,"StreamViewType":"OLD_IMAGE"},)"
    R"("userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}}],)"
    R"("NextShardIterator":"next"})";

TEST(StreamMessages, AreWrittenAsTheServiceSpellsThem) {
  std::string json;
  wire::Encode(Expiry(), json);
  EXPECT_EQ(json, kExpiry);
}

TEST(StreamMessages, AreReadBack) {
  const auto read = wire::DecodeResult<GetRecordsResult>(kExpiry);
  ASSERT_THAT(read, IsOk());
  ASSERT_EQ(read->records.size(), 1u);
  const Record& record = read->records[0];
  EXPECT_EQ(record.event_name, OperationType::kRemove);
  EXPECT_EQ(record.dynamodb->keys, (Item{{"p", "a"}}));
  EXPECT_EQ(record.dynamodb->old_image, (Item{{"p", "a"}, {"n", 1}}));
  EXPECT_FALSE(record.dynamodb->new_image.has_value());
  EXPECT_EQ(record.user_identity->type, "Service");
  std::string again;
  wire::Encode(*read, again);
  EXPECT_EQ(again, kExpiry);
}

TEST(StreamMessages, OfNothingHaveAnEmptyList) {
  std::string json;
  wire::Encode(GetRecordsResult(), json);
  wire::Encode(ListStreamsResult(), json);
  EXPECT_EQ(json, R"({"Records":[]}{"Streams":[]})");
}

}  // namespace
}  // namespace stator
