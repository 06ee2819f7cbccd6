#include <atomic>
#include <deque>
#include <thread>
#include <vector>

#include "db/storage/memory/pins.h"
#include "gtest/gtest.h"

namespace stator::storage::memory {
namespace {

TEST(MemoryPins, TheOldestOfNoneIsTheNewestVersion) {
  Pins pins;
  EXPECT_EQ(pins.Oldest(7), 7u);
}

TEST(MemoryPins, TheOldestPinCounts) {
  Pins pins;
  {
    Pins::Pin five(pins, 5);
    EXPECT_EQ(pins.Oldest(9), 5u);
    {
      Pins::Pin three(pins, 3);
      EXPECT_EQ(pins.Oldest(9), 3u);
    }
    Pins::Pin eight(pins, 8);
    EXPECT_EQ(pins.Oldest(9), 5u);
  }
  EXPECT_EQ(pins.Oldest(9), 9u);
}

TEST(MemoryPins, ThereAreAsManyAsAreTaken) {
  Pins pins;
  std::deque<Pins::Pin> taken;
  for (uint64_t version = 1000; version > 800; --version) {
    taken.emplace_back(pins, version);
    EXPECT_EQ(pins.Oldest(5000), version);
  }
  taken.pop_back();
  EXPECT_EQ(pins.Oldest(5000), 802u);
  taken.clear();
  EXPECT_EQ(pins.Oldest(5000), 5000u);
}

TEST(MemoryPins, ThreadsTakeThemAtOnce) {
  Pins pins;
  Pins::Pin lasting(pins, 50);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&pins, thread] {
      for (int i = 0; i < 500; ++i) {
        std::deque<Pins::Pin> own;
        for (int k = 0; k < 8; ++k) own.emplace_back(pins, 100 + thread);
        EXPECT_EQ(pins.Oldest(1000), 50u);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(pins.Oldest(1000), 50u);
}

}  // namespace
}  // namespace stator::storage::memory
