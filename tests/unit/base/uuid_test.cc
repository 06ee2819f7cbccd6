#include "db/base/uuid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace stator {
namespace {

TEST(UuidTest, IsOfVersionFour) {
  EXPECT_THAT(NewUuid(), testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-"
                                               "[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
}

TEST(UuidTest, IsNeverTheSameTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(NewUuid()).second);
}

}  // namespace
}  // namespace stator
