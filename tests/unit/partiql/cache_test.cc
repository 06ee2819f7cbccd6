#include "db/partiql/cache.h"

#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::partiql {
namespace {

using ::stator::testing::IsOk;

std::string Text(int i) { return "SELECT * FROM t WHERE a = " + std::to_string(i); }

TEST(PartiqlCache, ParsesATextOnce) {
  Cache cache;
  const auto first = *cache.Get(Text(1));
  EXPECT_EQ(*cache.Get(Text(1)), first);
  EXPECT_NE(*cache.Get(Text(2)), first);
  EXPECT_EQ(cache.size(), 2u);
}

TEST(PartiqlCache, ForgetsWhatWasNotAskedForTheLongest) {
  Cache cache(2);
  const auto first = *cache.Get(Text(1));
  const auto second = *cache.Get(Text(2));
  (void)*cache.Get(Text(1));
  (void)*cache.Get(Text(3));
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_EQ(*cache.Get(Text(1)), first);
  EXPECT_NE(*cache.Get(Text(2)), second);
}

TEST(PartiqlCache, DoesNotRememberErrors) {
  Cache cache;
  EXPECT_FALSE(cache.Get("SELECT").ok());
  EXPECT_EQ(cache.size(), 0u);
}

TEST(PartiqlCache, ServesManyThreads) {
  Cache cache(8);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) EXPECT_THAT(cache.Get(Text(i % 16)), IsOk());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cache.size(), 8u);
}

}  // namespace
}  // namespace stator::partiql
