// What lies under /_stator/ about functions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "server/admin.h"
#include "server/statistics.h"
#include "server/virtual_clock.h"
#include "stator/database.h"
#include "tests/unit/server/lambda/lambda_fixture.h"

namespace stator::server {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class AdminFunctions : public testing::LambdaTest {
 protected:
  void SetUp() override {
    Create("f");
    admin_ = std::make_unique<Admin>(AdminParts{.db = *db_,
                                                .clock = virtual_clock_,
                                                .statistics = statistics_,
                                                .storage = "memory",
                                                .functions = functions_.get()});
    router_ =
        std::make_unique<Router>(RouterSettings(), dispatcher_, admin_.get(), &functions_->api());
  }

  VirtualClock virtual_clock_{clock_};
  std::unique_ptr<EmbeddedDatabase> db_ = *OpenInMemory({.clock = &virtual_clock_});
  Statistics statistics_;
  std::unique_ptr<Admin> admin_;
};

TEST_F(AdminFunctions, AreDrainedWithTheirEvents) {
  triggers_.on_drain = [this]() -> absl::StatusOr<DrainReport> {
    DrainReport report;
    if (triggers_.drains == 1) {
      report = {.invocations = 2,
                .errors = 1,
                .records = 5,
                .filtered = 3,
                .dropped = 1,
                .skipped = std::chrono::milliseconds(1500)};
    }
    return report;
  };
  Call("POST", "/2015-03-31/functions/f/invocations", "{}", "X-Amz-Invocation-Type: Event\r\n");
  const std::string drained = Call("POST", "/_stator/drain", "{}");
  EXPECT_THAT(drained, HasSubstr(R"(200 {"invocations":2,"errors":1,"records":5,"filtered":3,)"
                                 R"("dropped":1,"skipped_seconds":1.5,"event_invocations":)"));
  EXPECT_EQ(triggers_.drains, 2);
  EXPECT_EQ(Call("POST", "/_stator/drain", R"({"a":1})"),
            R"(400 {"__type":"com.stator#ValidationException","message":"Unknown member 'a'"})");
}

TEST_F(AdminFunctions, AreCalledForEventsThatATurnOfTheClockMakesDue) {
  runner_->Fail();
  Call("POST", "/2015-03-31/functions/f/invocations", "{}", "X-Amz-Invocation-Type: Event\r\n");
  const auto calls_after = [this](std::chrono::seconds time) {
    clock_.Advance(time);
    EXPECT_THAT(Call("POST", "/_stator/clock", R"({"advance_seconds":0})"), HasSubstr("200 "));
    return runner_->calls().size();
  };
  EXPECT_EQ(calls_after(std::chrono::seconds(0)), 1U);
  EXPECT_EQ(calls_after(std::chrono::seconds(60)), 2U);
  EXPECT_EQ(calls_after(std::chrono::seconds(120)), 3U);
}

TEST_F(AdminFunctions, TellOfADrainWithoutEnd) {
  triggers_.on_drain = []() -> absl::StatusOr<DrainReport> {
    DrainReport report;
    report.invocations = 1;
    return report;
  };
  EXPECT_EQ(Call("POST", "/_stator/drain"),
            R"(409 {"__type":"com.stator#DrainDivergedException","message":)"
            R"("Events and changes of tables follow each other without end"})");
  triggers_.on_drain = []() -> absl::StatusOr<DrainReport> {
    return error::Make(ErrorCode::kLimitExceeded, "a -> b -> a");
  };
  EXPECT_THAT(Call("POST", "/_stator/drain"), AllOf(HasSubstr("409 "), HasSubstr("a -> b -> a")));
  triggers_.on_drain = []() -> absl::StatusOr<DrainReport> {
    return error::Make(ErrorCode::kStorageFull, "The disk is full");
  };
  EXPECT_THAT(Call("POST", "/_stator/drain"),
              AllOf(HasSubstr("500 "), Not(HasSubstr("DrainDiverged"))));
}

TEST_F(AdminFunctions, AreCountedWithTheirMappings) {
  MappingStats mapping;
  mapping.uuid = "u-1";
  mapping.function = "f";
  mapping.invocations = 4;
  mapping.errors = 1;
  mapping.records = 9;
  mapping.duration = std::chrono::milliseconds(250);
  mapping.iterator_age = std::chrono::seconds(2);
  triggers_.mapping_stats = {mapping};
  EXPECT_EQ(Call("GET", "/_stator/functions"),
            R"(200 {"functions":[{"name":"f","invocations":0,"errors":0,"throttles":0,)"
            R"("duration_seconds":0,"cold_starts":0,"children":0,"running":0}],"mappings":)"
            R"([{"uuid":"u-1","function":"f","invocations":4,"errors":1,"throttles":0,)"
            R"("duration_seconds":0.25,"records":9,"filtered":0,"dropped":0,"dead_lettered":0,)"
            R"("iterator_age_seconds":2}],"waiting_events":0})");
  const std::string metrics = Call("GET", "/_stator/metrics");
  EXPECT_THAT(metrics, HasSubstr("stator_function_invocations_total{function=\"f\"} 0\n"));
  EXPECT_THAT(metrics,
              HasSubstr("stator_mapping_records_total{mapping=\"u-1\",function=\"f\"} 9\n"));
  EXPECT_THAT(metrics, HasSubstr("stator_mapping_iterator_age_seconds{mapping=\"u-1\","
                                 "function=\"f\"} 2\n"));
  EXPECT_THAT(metrics, HasSubstr("stator_waiting_events 0\n"));
}

TEST_F(AdminFunctions, ShowTheirLogs) {
  EXPECT_EQ(Call("GET", "/_stator/functions/f/log"), "200 log of f\n");
  EXPECT_THAT(Call("GET", "/_stator/functions/g/log"), HasSubstr("404 "));
}

TEST_F(AdminFunctions, AreGivenRecordsAgain) {
  EXPECT_EQ(Call("POST", "/_stator/functions/u-1/replay"), "200 {}");
  EXPECT_EQ(triggers_.asked, "u-1");
  EXPECT_FALSE(triggers_.replayed_from.since.has_value());
  EXPECT_EQ(Call("POST", "/_stator/functions/u-2/replay", R"({"since":1800000000.5})"), "200 {}");
  EXPECT_EQ(triggers_.asked, "u-2");
  EXPECT_EQ(triggers_.replayed_from.since, Time(std::chrono::milliseconds(1'800'000'000'500)));
  EXPECT_EQ(Call("POST", "/_stator/functions/u-2/replay", R"({"sequence_number":"100"})"),
            "200 {}");
  EXPECT_EQ(triggers_.replayed_from.sequence_number, "100");
  EXPECT_THAT(Call("POST", "/_stator/functions/u-2/replay", R"({"sequence_number":100})"),
              HasSubstr("sequence_number must be a string"));
  EXPECT_THAT(Call("POST", "/_stator/functions/u-2/replay", R"({"since":"x"})"),
              HasSubstr("since must be a number of seconds since 1970"));
  EXPECT_EQ(Call("POST", "/_stator/functions/u-3/redrive", "{}"), R"(200 {"delivered":3})");
  triggers_.status = error::Make(ErrorCode::kResourceNotFound, "x");
  EXPECT_THAT(Call("POST", "/_stator/functions/u-3/redrive"), HasSubstr("404 "));
  EXPECT_THAT(Call("POST", "/_stator/functions/u-3/replay"), HasSubstr("404 "));
  EXPECT_THAT(Call("GET", "/_stator/functions/u-3/replay"), HasSubstr("405 "));
}

}  // namespace
}  // namespace stator::server
