#include "db/expression/cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace stator::expression {
namespace {

TEST(Cache, ParsesATextOnce) {
  Cache cache;
  const auto first = *cache.Get(Kind::kCondition, "a = :v");
  EXPECT_EQ(first, *cache.Get(Kind::kCondition, std::string("a = ") + ":v"));
  EXPECT_EQ(cache.size(), 1u);
}

TEST(Cache, TellsKindsApart) {
  Cache cache;
  const auto condition = *cache.Get(Kind::kCondition, "a = :v");
  const auto filter = *cache.Get(Kind::kFilter, "a = :v");
  EXPECT_NE(condition, filter);
  EXPECT_EQ(filter->kind(), Kind::kFilter);
  EXPECT_FALSE(cache.Get(Kind::kProjection, "a = :v").ok());
}

TEST(Cache, RemembersNoErrors) {
  Cache cache;
  EXPECT_FALSE(cache.Get(Kind::kCondition, "a =").ok());
  EXPECT_FALSE(cache.Get(Kind::kCondition, "a =").ok());
  EXPECT_EQ(cache.size(), 0u);
}

TEST(Cache, IsBounded) {
  Cache cache(64);
  for (int i = 0; i < 10000; ++i) {
    ASSERT_TRUE(cache.Get(Kind::kProjection, "a" + std::to_string(i)).ok());
  }
  EXPECT_LE(cache.size(), 64u);
  EXPECT_GT(cache.size(), 0u);
}

TEST(Cache, KeepsWhatIsAskedFor) {
  Cache cache(64);
  const auto hot = *cache.Get(Kind::kCondition, "hot = :v");
  for (int i = 0; i < 10000; ++i) {
    ASSERT_TRUE(cache.Get(Kind::kProjection, "a" + std::to_string(i)).ok());
    ASSERT_EQ(cache.Get(Kind::kCondition, "hot = :v")->get(), hot.get()) << i;
  }
}

TEST(Cache, TreesOutliveTheirPlace) {
  Cache cache(1);
  const auto tree = *cache.Get(Kind::kProjection, "a");
  for (int i = 0; i < 100; ++i) (void)cache.Get(Kind::kProjection, "b" + std::to_string(i));
  EXPECT_EQ(tree->ToString(), "a");
}

TEST(Cache, IsThreadSafe) {
  Cache cache(32);
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, &wrong, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string text = "a" + std::to_string((i * 7 + t) % 100);
        const auto tree = cache.Get(Kind::kProjection, text);
        if (!tree.ok() || (*tree)->ToString() != text) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace stator::expression
