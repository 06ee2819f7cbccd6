#include "server/virtual_clock.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace stator::server {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;

constexpr Time At(int64_t second) { return Time(seconds(second)); }

class VirtualClockTest : public ::testing::Test {
 protected:
  ManualClock machine_{At(1'000)};
  VirtualClock clock_{machine_};
};

TEST_F(VirtualClockTest, RunsWithTheMachineUntilItIsTurned) {
  EXPECT_EQ(clock_.Now(), At(1'000));
  machine_.Advance(microseconds(1));
  EXPECT_EQ(clock_.Now(), At(1'000) + microseconds(1));
  const ClockReading reading = clock_.Read();
  EXPECT_EQ(reading.now, At(1'000) + microseconds(1));
  EXPECT_FALSE(reading.frozen);
  EXPECT_EQ(reading.offset, seconds(0));
}

TEST_F(VirtualClockTest, RunsOnWhenItWasAdvanced) {
  EXPECT_TRUE(clock_.Turn({.advance = hours(48)}));
  EXPECT_TRUE(clock_.Turn({.advance = microseconds(1)}));
  machine_.Advance(seconds(5));
  EXPECT_EQ(clock_.Now(), At(1'005) + hours(48) + microseconds(1));
  EXPECT_EQ(clock_.Read().offset, hours(48) + microseconds(1));
  EXPECT_TRUE(clock_.Turn({.advance = -hours(48)}));
  EXPECT_EQ(clock_.Now(), At(1'005) + microseconds(1));
}

TEST_F(VirtualClockTest, RunsOnFromWhereItWasSet) {
  EXPECT_TRUE(clock_.Turn({.set = At(500)}));
  machine_.Advance(seconds(2));
  EXPECT_EQ(clock_.Now(), At(502));
  EXPECT_EQ(clock_.Read().offset, seconds(-500));
}

TEST_F(VirtualClockTest, StandsStillWhileItIsFrozen) {
  EXPECT_TRUE(clock_.Turn({.frozen = true}));
  machine_.Advance(seconds(7));
  EXPECT_EQ(clock_.Now(), At(1'000));
  const ClockReading reading = clock_.Read();
  EXPECT_TRUE(reading.frozen);
  EXPECT_EQ(reading.now, At(1'000));
  EXPECT_EQ(reading.offset, seconds(-7));
  EXPECT_TRUE(clock_.Turn({.advance = seconds(3)}));
  EXPECT_EQ(clock_.Now(), At(1'003));
  EXPECT_TRUE(clock_.Turn({.set = At(5)}));
  EXPECT_EQ(clock_.Now(), At(5));
  EXPECT_TRUE(clock_.Turn({.frozen = true}));
  EXPECT_EQ(clock_.Now(), At(5));
}

TEST_F(VirtualClockTest, GoesOnFromWhereItStood) {
  EXPECT_TRUE(clock_.Turn({.frozen = true}));
  machine_.Advance(seconds(7));
  EXPECT_TRUE(clock_.Turn({.frozen = false}));
  EXPECT_EQ(clock_.Now(), At(1'000));
  machine_.Advance(seconds(1));
  EXPECT_EQ(clock_.Now(), At(1'001));
}

TEST_F(VirtualClockTest, DoesSeveralThingsAtOneMoment) {
  EXPECT_TRUE(clock_.Turn({.frozen = true, .set = At(50), .advance = seconds(1)}));
  machine_.Advance(seconds(7));
  EXPECT_EQ(clock_.Now(), At(51));
  EXPECT_TRUE(clock_.Turn({.frozen = false, .set = At(60)}));
  machine_.Advance(seconds(1));
  EXPECT_EQ(clock_.Now(), At(61));
}

TEST_F(VirtualClockTest, StaysInItsRange) {
  EXPECT_TRUE(clock_.Turn({.frozen = true, .set = VirtualClock::kEarliest}));
  EXPECT_FALSE(clock_.Turn({.advance = microseconds(-1)}));
  EXPECT_FALSE(clock_.Turn({.advance = microseconds::min()}));
  EXPECT_EQ(clock_.Now(), At(0));
  EXPECT_TRUE(clock_.Turn({.set = VirtualClock::kLatest}));
  EXPECT_FALSE(clock_.Turn({.advance = microseconds(1)}));
  EXPECT_FALSE(clock_.Turn({.frozen = false, .advance = microseconds::max()}));
  EXPECT_FALSE(clock_.Turn({.set = Time::max()}));
  EXPECT_FALSE(clock_.Turn({.set = Time::min()}));
  EXPECT_TRUE(clock_.Read().frozen);
  EXPECT_EQ(clock_.Now(), At(253'402'300'799));
}

TEST_F(VirtualClockTest, AddsUpAdvancesFromSeveralThreads) {
  std::vector<std::thread> threads;
  std::atomic<bool> done{false};
  std::thread reader([&] {
    Time last = clock_.Now();
    while (!done) {
      const Time now = clock_.Now();
      EXPECT_GE(now, last);
      last = now;
    }
  });
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this, i] {
      for (int j = 0; j < 1'000; ++j) {
        clock_.Turn({.frozen = i == 0 && j % 2 == 0, .advance = microseconds(1)});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  done = true;
  reader.join();
  EXPECT_EQ(clock_.Now(), At(1'000) + microseconds(4'000));
}

}  // namespace
}  // namespace stator::server
