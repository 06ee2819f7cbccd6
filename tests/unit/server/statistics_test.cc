#include "server/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace stator::server {
namespace {

using std::chrono::nanoseconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(Statistics, CountWhatEachOperationDid) {
  Statistics statistics;
  OperationStatistics& puts = statistics.Add("PutItem");
  OperationStatistics& gets = statistics.Add("GetItem");
  puts.Record(nanoseconds(20));
  puts.Record(nanoseconds(40));
  puts.RecordError(ErrorCode::kValidation, nanoseconds(60));
  ASSERT_EQ(statistics.operations().size(), 2u);
  EXPECT_EQ(statistics.operations()[0].name(), "PutItem");
  EXPECT_EQ(puts.Latency().count(), 3u);
  EXPECT_EQ(puts.Latency().sum(), 120u);
  EXPECT_THAT(puts.Errors(), ElementsAre(Pair("ValidationException", 1)));
  EXPECT_EQ(gets.Latency().count(), 0u);
  EXPECT_THAT(gets.Errors(), IsEmpty());
}

TEST(Statistics, TellOurOwnErrorsApart) {
  Statistics statistics;
  OperationStatistics& puts = statistics.Add("PutItem");
  for (const ErrorCode code : {ErrorCode::kInternal, ErrorCode::kStorageFull,
                               ErrorCode::kStorageFull, ErrorCode::kUnavailable}) {
    puts.RecordError(code, nanoseconds(1));
  }
  EXPECT_THAT(puts.Errors(), ElementsAre(Pair("InternalServerError", 1), Pair("StorageFull", 2),
                                         Pair("Unavailable", 1)));
}

TEST(Statistics, TakeATimeThatRanBackwardsForNone) {
  Statistics statistics;
  OperationStatistics& puts = statistics.Add("PutItem");
  puts.Record(nanoseconds(-5));
  EXPECT_EQ(puts.Latency().max(), 0u);
  EXPECT_EQ(puts.Latency().count(), 1u);
}

TEST(Statistics, LoseNothingWhenSeveralThreadsBegin) {
  Statistics statistics;
  for (int round = 0; round < 50; ++round) {
    OperationStatistics& operation = statistics.Add("PutItem");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        operation.Record(nanoseconds(1));
        operation.RecordError(ErrorCode::kThrottling, nanoseconds(1));
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(operation.Latency().count(), 8u);
    EXPECT_THAT(operation.Errors(), ElementsAre(Pair("ThrottlingException", 4)));
  }
}

}  // namespace
}  // namespace stator::server
