// Events, to the byte, as AWS Lambda was seen to give them to functions.
#include "db/trigger/event.h"

#include <string>

#include "gtest/gtest.h"

namespace stator::trigger {
namespace {

constexpr std::string_view kArn =
    "arn:aws:dynamodb:us-east-1:000000000000:table/T/stream/2026-01-01T00:00:00.000";

Record Change() {
  return {.event_id = "0123456789abcdef0123456789abcdef",
          .event_name = OperationType::kModify,
          .event_version = "1.1",
          .event_source = "aws:dynamodb",
          .aws_region = "us-east-1",
          .dynamodb = StreamRecord{
              .approximate_creation_date_time = Time(std::chrono::seconds(1'678'831'218)),
              .keys = Item{{"id", "a"}},
              .new_image = Item{{"id", "a"}, {"b", Binary("\x01\x02")}},
              .old_image = Item{{"id", "a"}, {"n", 1}},
              .sequence_number = "100",
              .size_bytes = 70,
              .stream_view_type = StreamViewType::kNewAndOldImages}};
}

std::string Written(const Record& record) {
  std::string out;
  AppendRecord(record, kArn, out);
  return out;
}

TEST(Event, ARecordHasItsMembersInTheServicesOrder) {
  EXPECT_EQ(
      Written(Change()),
      R"({"eventID":"0123456789abcdef0123456789abcdef","eventName":"MODIFY","eventVersion":"1.1",)"
      R"("eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{)"
      R"("ApproximateCreationDateTime":1678831218.0,"Keys":{"id":{"S":"a"}},)"
      R"("NewImage":{"b":{"B":"AQI="},"id":{"S":"a"}},"OldImage":{"id":{"S":"a"},"n":{"N":"1"}},)"
      R"("SequenceNumber":"100","SizeBytes":70,"StreamViewType":"NEW_AND_OLD_IMAGES"},)"
      R"("eventSourceARN":"arn:aws:dynamodb:us-east-1:000000000000:table/T/stream/)"
      R"(2026-01-01T00:00:00.000"})");
}

TEST(Event, ImagesThatAreNotThereAreLeftOut) {
  Record record = Change();
  record.event_name = OperationType::kInsert;
  record.dynamodb->old_image.reset();
  EXPECT_EQ(Written(record).find("OldImage"), std::string::npos);
  record.dynamodb->new_image.reset();
  EXPECT_EQ(Written(record).find("NewImage"), std::string::npos);
}

TEST(Event, ARoundTimeHasNoExponent) {
  Record record = Change();
  record.dynamodb->approximate_creation_date_time = Time(std::chrono::seconds(1'700'000'000));
  EXPECT_NE(Written(record).find(R"("ApproximateCreationDateTime":1700000000.0,)"),
            std::string::npos);
}

TEST(Event, WhoeverDeletedWhatHasExpiredIsNamedInSmallLetters) {
  Record record = Change();
  record.event_name = OperationType::kRemove;
  record.user_identity = Identity{.principal_id = "dynamodb.amazonaws.com", .type = "Service"};
  const std::string written = Written(record);
  constexpr std::string_view kIdentity =
      R"(,"userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}})";
  ASSERT_GE(written.size(), kIdentity.size());
  EXPECT_EQ(written.substr(written.size() - kIdentity.size()), kIdentity);
}

TEST(Event, ARecordIsAppended) {
  std::string out = "[";
  AppendRecord(Change(), kArn, out);
  EXPECT_EQ(out, "[" + Written(Change()));
}

TEST(Event, AnEventHasAListOfRecords) {
  EXPECT_EQ(MakeEvent({}, std::nullopt), R"({"Records":[]})");
  EXPECT_EQ(MakeEvent({"{}"}, std::nullopt), R"({"Records":[{}]})");
  EXPECT_EQ(MakeEvent({"{}", R"({"a":1})"}, std::nullopt), R"({"Records":[{},{"a":1}]})");
}

TEST(Event, AWindowIsToldBesideTheRecords) {
  const EventWindow window{.window = {.start = Time(std::chrono::seconds(1'596'128'400)),
                                      .end = Time(std::chrono::seconds(1'596'128'700))},
                           .state = R"({"1":282})",
                           .shard_id = "shardId-1",
                           .stream_arn = "arn",
                           .is_final = false,
                           .is_terminated_early = true};
  EXPECT_EQ(MakeEvent({"{}"}, window),
            R"({"Records":[{}],"window":{"start":"2020-07-30T17:00:00Z",)"
            R"("end":"2020-07-30T17:05:00Z"},"state":{"1":282},"shardId":"shardId-1",)"
            R"("eventSourceARN":"arn","isFinalInvokeForWindow":false,)"
            R"("isWindowTerminatedEarly":true})");
}

}  // namespace
}  // namespace stator::trigger
