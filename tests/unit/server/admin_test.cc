// What lies under /_stator/: which paths and methods there are, and the clock.
#include "server/admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/gzip.h"
#include "stator/trigger.h"
#include "tests/unit/server/admin_fixture.h"

namespace stator::server::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Invalid(std::string_view message) {
  return R"(400 {"__type":"com.stator#ValidationException","message":")" + std::string(message) +
         "\"}";
}

constexpr std::string_view kNoSuchMark =
    R"(404 {"__type":"com.stator#NotFoundException","message":"There is no such mark: it was )"
    R"(never made, was released, was dropped because too much was written since, or lies after )"
    R"(one that was rewound to."})";

TEST_F(AdminTest, SaysThatItIsWellAndWhatItIs) {
  EXPECT_EQ(Get("/_stator/health"), R"({"status":"ok"})");
  EXPECT_EQ(Get("/_stator/version"),
            R"({"name":"Stator","version":")" STATOR_VERSION R"(","storage":"memory"})");
  EXPECT_EQ(Ask("GET", "/_stator/health").content_type, "application/json");
  EXPECT_EQ(Ask("HEAD", "/_stator/health").status, 200);
  EXPECT_EQ(Ask("GET", "/_stator/health?now").status, 200);
}

TEST_F(AdminTest, HasNothingElse) {
  const auto missing = [](std::string_view path) {
    return R"(404 {"__type":"com.stator#NotFoundException","message":"There is nothing at )" +
           std::string(path) + "\"}";
  };
  EXPECT_EQ(Get("/_stator/tables"), missing("/_stator/tables"));
  EXPECT_EQ(Get("/_stator/"), missing("/_stator/"));
  EXPECT_EQ(Get("/_stator"), missing("/_stator/"));
  EXPECT_EQ(Get("/_stator/health/"), missing("/_stator/health/"));
  EXPECT_EQ(Get("/_stator/a\"b"), missing(R"(/_stator/a\"b)"));
  EXPECT_EQ(Get("/_statornot"), "404 <UnknownOperationException/>\n");
  EXPECT_EQ(Get("/_stator/" + std::string(1000, 'x')),
            missing("/_stator/" + std::string(200, 'x')));
}

TEST_F(AdminTest, NamesTheMethodsThatThereAre) {
  const HttpResponse health = Ask("POST", "/_stator/health");
  EXPECT_EQ(health.status, 405);
  EXPECT_EQ(health.body, R"({"__type":"com.stator#MethodNotAllowedException",)"
                         R"("message":"/_stator/health takes GET, HEAD"})");
  EXPECT_EQ(health.extra_headers, "Allow: GET, HEAD\r\n");
  const HttpResponse clock = Ask("DELETE", "/_stator/clock");
  EXPECT_EQ(clock.status, 405);
  EXPECT_EQ(clock.extra_headers, "Allow: GET, HEAD, POST\r\n");
}

TEST_F(AdminTest, IsRefusedToForeignPagesAndHosts) {
  HttpRequest request;
  request.method = "POST";
  request.target = "/_stator/clock";
  request.host = "localhost:8000";
  request.body = R"({"advance_seconds":1})";
  request.origin = "http://evil.example";
  EXPECT_EQ(Ask(request).status, 403);
  request.origin.reset();
  request.host = "evil.example";
  EXPECT_EQ(Ask(request).status, 403);
  request.method = "GET";
  EXPECT_EQ(Ask(request).status, 403);
  EXPECT_EQ(Get("/_stator/clock"), R"({"now":1700000000,"frozen":false,"offset_seconds":0})");
}

TEST_F(AdminTest, TheClockTellsTheTime) {
  machine_.Advance(std::chrono::milliseconds(1'250));
  EXPECT_EQ(Get("/_stator/clock"), R"({"now":1700000001.25,"frozen":false,"offset_seconds":0})");
}

TEST_F(AdminTest, TheClockIsTurned) {
  EXPECT_EQ(Post("/_stator/clock", R"({"advance_seconds": 172800.5})"),
            R"({"now":1700172800.5,"frozen":false,"offset_seconds":172800.5})");
  EXPECT_EQ(Post("/_stator/clock", R"({"frozen": true})"),
            R"({"now":1700172800.5,"frozen":true,"offset_seconds":172800.5})");
  machine_.Advance(std::chrono::seconds(10));
  EXPECT_EQ(Get("/_stator/clock"),
            R"({"now":1700172800.5,"frozen":true,"offset_seconds":172790.5})");
  EXPECT_EQ(Post("/_stator/clock", R"({"set": 1600000000})"),
            R"({"now":1600000000,"frozen":true,"offset_seconds":-100000010})");
  EXPECT_EQ(Post("/_stator/clock", R"({"frozen": false, "advance_seconds": 0.000001})"),
            R"({"now":1600000000.000001,"frozen":false,"offset_seconds":-100000009.999999})");
  EXPECT_EQ(Post("/_stator/clock", R"({"set": 1.8e9, "frozen": true})"),
            R"({"now":1800000000,"frozen":true,"offset_seconds":99999990})");
  EXPECT_EQ(Post("/_stator/clock", R"({"advance_seconds": 0})"),
            R"({"now":1800000000,"frozen":true,"offset_seconds":99999990})");
}

TEST_F(AdminTest, SaysWhatIsWrongWithATurn) {
  const auto turn = [this](std::string_view body) { return Post("/_stator/clock", body); };
  for (const std::string_view body : {"", "now", "[]", "3", "null", "{", "{} {}", "{\"set\":}"}) {
    EXPECT_EQ(turn(body), Invalid("The body must be a JSON object")) << body;
  }
  EXPECT_EQ(turn("{}"), Invalid("Say what to do: advance_seconds, set or frozen"));
  EXPECT_EQ(turn(R"({"advance": 3})"),
            Invalid("Unknown member 'advance'; known: advance_seconds, set, frozen"));
  EXPECT_EQ(turn(R"({"frozen": true, "é": 3})"),
            Invalid("Unknown member 'é'; known: advance_seconds, set, frozen"));
  for (const std::string_view advance : {"-1", "\"3\"", "null", "true", "253402300800", "1e100"}) {
    EXPECT_EQ(turn(R"({"advance_seconds":)" + std::string(advance) + "}"),
              Invalid("advance_seconds must be a number of seconds, 0 or more; set goes back"))
        << advance;
  }
  for (const std::string_view time : {"-1", "\"now\"", "253402300800"}) {
    EXPECT_EQ(turn(R"({"set":)" + std::string(time) + "}"),
              Invalid("set must be a number of seconds since 1970, up to the end of the year 9999"))
        << time;
  }
  for (const std::string_view frozen : {"1", "\"true\"", "null"}) {
    EXPECT_EQ(turn(R"({"frozen":)" + std::string(frozen) + "}"),
              Invalid("frozen must be true or false"));
  }
  EXPECT_EQ(turn(R"({"set": 1, "advance_seconds": 1})"),
            Invalid("Say either advance_seconds or set"));
  EXPECT_EQ(turn(R"({"advance_seconds": 253402300799})"),
            Invalid("The clock ends with the year 9999"));
  EXPECT_THAT(turn(R"({"set": 1e200})"), HasSubstr("Number overflow"));
  // Nothing of all this has moved it.
  EXPECT_EQ(Get("/_stator/clock"), R"({"now":1700000000,"frozen":false,"offset_seconds":0})");
}

TEST_F(AdminTest, TakesBodiesInGzipOfABoundedSize) {
  HttpRequest request;
  request.method = "POST";
  request.target = "/_stator/clock";
  request.content_encoding = "gzip";
  const std::string turn = http::Gzip(R"({"set": 5, "frozen": true})");
  request.body = turn;
  EXPECT_EQ(Ask(request).status, 200);
  EXPECT_EQ(clock_.Now(), Time(std::chrono::seconds(5)));
  const std::string bomb = http::Gzip(std::string(100'000, ' '));
  request.body = bomb;
  EXPECT_EQ(Ask(request).status, 413);
  EXPECT_THAT(Post("/_stator/clock", std::string(100'000, ' ')), HasSubstr("413 "));
}

TEST_F(AdminTest, MarksAreMadeListedAndReleased) {
  EXPECT_EQ(Get("/_stator/marks"), R"({"marks":[]})");
  EXPECT_EQ(Post("/_stator/marks", ""), R"({"mark":"1"})");
  EXPECT_EQ(Post("/_stator/marks", "{}"), R"({"mark":"2"})");
  EXPECT_EQ(Get("/_stator/marks"), R"({"marks":["1","2"]})");
  EXPECT_EQ(Text(Ask("DELETE", "/_stator/marks/1")), "{}");
  EXPECT_EQ(Get("/_stator/marks"), R"({"marks":["2"]})");
  EXPECT_EQ(Text(Ask("DELETE", "/_stator/marks/1")), kNoSuchMark);
}

TEST_F(AdminTest, ARewindTakesBackWhatWasWritten) {
  ASSERT_TRUE(db_->CreateTable("tbl", "p").ok());
  ASSERT_EQ(Post("/_stator/marks", ""), R"({"mark":"1"})");
  ASSERT_EQ(Call("PutItem", R"({"TableName":"tbl","Item":{"p":{"S":"a"}}})"), "{}");
  ASSERT_EQ(Post("/_stator/marks", ""), R"({"mark":"2"})");
  ASSERT_TRUE(db_->CreateTable("later", "p").ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(Post("/_stator/rewind", R"({"mark":"1"})"), "{}");
    EXPECT_EQ(Call("ListTables", "{}"), R"({"TableNames":["tbl"]})");
    EXPECT_EQ(Call("Scan", R"({"TableName":"tbl"})"), R"({"Items":[],"Count":0,"ScannedCount":0})");
    ASSERT_EQ(Call("PutItem", R"({"TableName":"tbl","Item":{"p":{"S":"b"}}})"), "{}");
  }
  EXPECT_EQ(Get("/_stator/marks"), R"({"marks":["1"]})");
  EXPECT_EQ(Post("/_stator/rewind", R"({"mark":"2"})"), kNoSuchMark);
}

TEST_F(AdminTest, SaysWhatIsWrongWithAMark) {
  ASSERT_EQ(Post("/_stator/marks", ""), R"({"mark":"1"})");
  for (const std::string_view mark :
       {"", "0", "2", "01", "+1", "-1", "x", "1 ", "18446744073709551617"}) {
    EXPECT_EQ(Post("/_stator/rewind", R"({"mark":")" + std::string(mark) + "\"}"), kNoSuchMark)
        << mark;
  }
  EXPECT_EQ(Text(Ask("DELETE", "/_stator/marks/01")), kNoSuchMark);
  const std::string no_string = Invalid("mark must be a string, as POST /_stator/marks gave it");
  EXPECT_EQ(Post("/_stator/rewind", "{}"), no_string);
  EXPECT_EQ(Post("/_stator/rewind", R"({"mark":1})"), no_string);
  EXPECT_EQ(Post("/_stator/rewind", ""), Invalid("The body must be a JSON object"));
  EXPECT_EQ(Post("/_stator/rewind", R"({"mark":"1","to":2})"),
            Invalid("Unknown member 'to'; known: mark"));
  EXPECT_EQ(Post("/_stator/marks", R"({"name":"a"})"), Invalid("Unknown member 'name'"));
  EXPECT_EQ(Ask("DELETE", "/_stator/marks").extra_headers, "Allow: GET, HEAD, POST\r\n");
  EXPECT_EQ(Ask("GET", "/_stator/marks/1").extra_headers, "Allow: DELETE\r\n");
  EXPECT_EQ(Ask("DELETE", "/_stator/marks/").status, 404);
  EXPECT_EQ(Ask("DELETE", "/_stator/marks/1/2").status, 404);
  EXPECT_EQ(Ask("GET", "/_stator/rewind").extra_headers, "Allow: POST\r\n");
}

TEST_F(AdminTest, ShardsAreRolledOnDemand) {
  ASSERT_TRUE(db_->CreateTable("Sessions", "id").ok());
  EXPECT_THAT(Post("/_stator/streams/Sessions/roll", ""),
              HasSubstr("Table: Sessions has no enabled stream"));
  EXPECT_THAT(Post("/_stator/streams/Nothing/roll", ""), HasSubstr("ResourceNotFoundException"));
  const auto streamed = db_->UpdateTable(
      {.table_name = "Sessions",
       .stream_specification = StreamSpecification{true, StreamViewType::kKeysOnly}});
  ASSERT_TRUE(streamed.ok());
  EXPECT_EQ(Post("/_stator/streams/Sessions/roll", ""), "{}");
  EXPECT_EQ(Post("/_stator/streams/Sessions/roll", R"({"now":true})"),
            Invalid("Unknown member 'now'"));
  const auto described =
      db_->DescribeStream({.stream_arn = *streamed->table_description->latest_stream_arn});
  ASSERT_TRUE(described.ok());
  const std::vector<Shard>& shards = *described->stream_description->shards;
  ASSERT_EQ(shards.size(), 2U);
  EXPECT_EQ(shards[1].parent_shard_id, shards[0].shard_id);
}

// Two days later the item is gone when the answer is there, and its size with it.
TEST_F(AdminTest, WhatFallsDueIsDoneWhenTheClockHasBeenTurned) {
  ASSERT_THAT(Call("CreateTable", R"({"TableName":"Sessions","BillingMode":"PAY_PER_REQUEST",)"
                                  R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                                  R"("AttributeDefinitions":)"
                                  R"([{"AttributeName":"id","AttributeType":"S"}]})"),
              HasSubstr("CREATING"));
  ASSERT_EQ(Call("UpdateTimeToLive", R"({"TableName":"Sessions","TimeToLiveSpecification":)"
                                     R"({"AttributeName":"expires","Enabled":true}})"),
            R"({"TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}})");
  for (const char* const item :
       {R"({"id":{"S":"short"},"expires":{"N":"1700003600"}})",
        R"({"id":{"S":"long"},"expires":{"N":"1700172801"}})", R"({"id":{"S":"ever"}})"}) {
    ASSERT_EQ(Call("PutItem", R"({"TableName":"Sessions","Item":)" + std::string(item) + "}"),
              "{}");
  }
  const std::string scan = R"({"TableName":"Sessions","Select":"COUNT"})";
  EXPECT_EQ(Call("Scan", scan), R"({"Count":3,"ScannedCount":3})");
  EXPECT_EQ(Post("/_stator/clock", R"({"advance_seconds":172800})"),
            R"({"now":1700172800,"frozen":false,"offset_seconds":172800})");
  EXPECT_EQ(Call("Scan", scan), R"({"Count":2,"ScannedCount":2})");
  EXPECT_EQ(Call("GetItem", R"({"TableName":"Sessions","Key":{"id":{"S":"short"}}})"), "{}");
  EXPECT_THAT(Call("DescribeTable", R"({"TableName":"Sessions"})"), HasSubstr(R"("ItemCount":2)"));
}

TEST_F(AdminTest, WhatExpiredOnTheWayIsGoneAndItsRecordIsThere) {
  ASSERT_TRUE(db_->CreateTable("Sessions", "id").ok());
  const auto streamed = db_->UpdateTable(
      {.table_name = "Sessions",
       .stream_specification = StreamSpecification{true, StreamViewType::kOldImage}});
  ASSERT_TRUE(streamed.ok());
  const std::string arn = *streamed->table_description->latest_stream_arn;
  ASSERT_TRUE(db_->UpdateTimeToLive(
                     {.table_name = "Sessions",
                      .time_to_live_specification = TimeToLiveSpecification{true, "expires"}})
                  .ok());
  ASSERT_TRUE(db_->Put("Sessions", Item{{"id", "short"}, {"expires", 1'700'003'600}}).ok());
  ASSERT_THAT(Post("/_stator/clock", R"({"advance_seconds":172800})"), HasSubstr("1700172800"));

  std::vector<Record> records;
  const auto described = db_->DescribeStream({.stream_arn = arn});
  ASSERT_TRUE(described.ok());
  for (const Shard& shard : *described->stream_description->shards) {
    const auto iterator =
        db_->GetShardIterator({.stream_arn = arn,
                               .shard_id = shard.shard_id,
                               .shard_iterator_type = ShardIteratorType::kTrimHorizon});
    ASSERT_TRUE(iterator.ok());
    const auto read = db_->GetRecords({.shard_iterator = iterator->shard_iterator});
    ASSERT_TRUE(read.ok());
    records.insert(records.end(), read->records.begin(), read->records.end());
  }
  // That it was put is a record of two days ago.
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].event_name, OperationType::kRemove);
  EXPECT_EQ(records[0].user_identity->type, "Service");
  EXPECT_EQ(records[0].dynamodb->old_image->Find("id")->AsString(), "short");
  EXPECT_EQ(records[0].dynamodb->approximate_creation_date_time,
            Time(std::chrono::seconds(1'700'172'800)));
}

// The clock goes far beyond what a stream keeps.
class FunctionsOnTheWay : public AdminTest {
 protected:
  FunctionsOnTheWay() {
    EXPECT_TRUE(db_->CreateTable("tab", "p").ok());
    EXPECT_TRUE(db_->UpdateTable({.table_name = "tab",
                                  .stream_specification =
                                      StreamSpecification{true, StreamViewType::kKeysOnly}})
                    .ok());
    EXPECT_EQ(Post("/_stator/clock", R"({"frozen":true})").substr(0, 4), "{\"no");
  }
  // It fails so often, and remembers how many seconds after the beginning it was called.
  void Map(int failures, CreateEventSourceMappingRequest request) {
    const Time begin = clock_.Now();
    const auto called = [=, this, left = std::make_shared<std::atomic<int>>(failures)](
                            const Invocation&) -> FunctionResult {
      const std::lock_guard lock(mutex_);
      calls_.push_back(std::chrono::duration<double>(clock_.Now() - begin).count());
      if ((*left)-- > 0) return absl::UnknownError("not yet");
      return FunctionResponse();
    };
    ASSERT_TRUE(db_->triggers().Register("f", called).ok());
    request.event_source_arn = db_->ListStreams({.table_name = "tab"})->streams.at(0).stream_arn;
    request.function_name = "f";
    request.starting_position = EventSourcePosition::kTrimHorizon;
    ASSERT_TRUE(db_->triggers().CreateEventSourceMapping(request).ok());
  }
  MappingStats Stats() const { return db_->triggers().stats().at(0); }
  ~FunctionsOnTheWay() override { db_->triggers().Unregister("f"); }

  std::mutex mutex_;
  std::vector<double> calls_;
};

TEST_F(FunctionsOnTheWay, AreCalledWhenTheirWindowIsOver) {
  Map(0, {.maximum_batching_window_in_seconds = 300});
  ASSERT_TRUE(db_->Put("tab", Item{{"p", "a"}}).ok());
  Post("/_stator/clock", R"({"advance_seconds":720000})");
  EXPECT_THAT(calls_, ElementsAre(300));
  EXPECT_EQ(Stats().records, 1u);
  EXPECT_EQ(Get("/_stator/clock"), R"({"now":1700720000,"frozen":true,"offset_seconds":720000})");
}

TEST_F(FunctionsOnTheWay, AreCalledWithWhatWasThereBefore) {
  Map(0, {.batch_size = 1});
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(db_->Put("tab", Item{{"p", std::to_string(i)}}).ok());
  }
  Post("/_stator/clock", R"({"set":1800000000})");
  EXPECT_EQ(Stats().records, 60u);
  EXPECT_EQ(Stats().dropped, 0u);
  EXPECT_EQ(calls_, std::vector<double>(60, 0));
}

TEST_F(FunctionsOnTheWay, AreTriedAgainWhenTheirWaitsAreOver) {
  Map(3, {});
  ASSERT_TRUE(db_->Put("tab", Item{{"p", "a"}}).ok());
  Post("/_stator/clock", R"({"advance_seconds":0.35})");
  EXPECT_THAT(calls_, ElementsAre(0, 0.1, 0.3));
  Post("/_stator/clock", R"({"advance_seconds":720000})");
  EXPECT_THAT(calls_, ElementsAre(0, 0.1, 0.3, 0.7));
  EXPECT_EQ(Stats().records, 1u);
  EXPECT_EQ(Get("/_stator/clock"),
            R"({"now":1700720000.35,"frozen":true,"offset_seconds":720000.35})");
}

}  // namespace
}  // namespace stator::server::testing
