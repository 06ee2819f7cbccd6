#include "stator/clock.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace stator {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

TEST(ManualClockTest, StandsStillUntilItIsMoved) {
  ManualClock clock;
  const Time start = clock.Now();
  EXPECT_EQ(clock.Now(), start);
  clock.Advance(hours(48));
  EXPECT_EQ(clock.Now(), start + hours(48));
}

TEST(ManualClockTest, MayBeSetBack) {
  ManualClock clock;
  clock.Set(Time(seconds(5)));
  EXPECT_EQ(clock.Now(), Time(seconds(5)));
  clock.Advance(-seconds(6));
  EXPECT_EQ(clock.Now(), Time(seconds(-1)));
}

TEST(ManualClockTest, AddsUpAdvancesFromSeveralThreads) {
  ManualClock clock{Time(seconds(0))};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&clock] {
      for (int j = 0; j < 1000; ++j) clock.Advance(microseconds(1));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(clock.Now(), Time(microseconds(4000)));
}

TEST(SystemClockTest, IsTheTimeOfDay) {
  const auto before = std::chrono::system_clock::now();
  const Time now = SystemClock().Now();
  const auto after = std::chrono::system_clock::now();
  EXPECT_GE(now, std::chrono::time_point_cast<microseconds>(before));
  EXPECT_LE(now, std::chrono::time_point_cast<microseconds>(after));
  EXPECT_EQ(&SystemClock(), &SystemClock());
}

}  // namespace
}  // namespace stator
