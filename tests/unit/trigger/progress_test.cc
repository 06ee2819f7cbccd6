#include "db/trigger/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stator/item.h"

namespace stator::trigger {
namespace {

using ::testing::Eq;
using ::testing::Optional;

Progress FullProgress() {
  return {.after = {.stamp = 5, .ordinal = 3},
          .parts = {{.last = {.stamp = 6, .ordinal = 1}, .retries = 2},
                    {.last = {.stamp = 9, .ordinal = 0}, .retries = 1}},
          .invocations = 4,
          .is_in_flight = true,
          .is_finished = true,
          .window = WindowProgress{.start = Time(std::chrono::seconds(60)),
                                   .state = R"({"n":1})",
                                   .is_terminated_early = true}};
}

TEST(Progress, ItsKeyIsThatOfTheFormat) {
  const LaneId lane{.mapping = 1, .shard = 2, .lane = 0};
  const std::string key = ProgressKey(lane);
  EXPECT_EQ(key, std::string("p\0\0\0\1\0\0\0\2\0", 10));
  EXPECT_THAT(LaneOf(key), Optional(Eq(lane)));
  EXPECT_LT(FirstProgressKey(1), key);
  EXPECT_LT(key, EndOfProgressKeys(1));
  EXPECT_THAT(LaneOf("p"), Eq(std::nullopt));
}

TEST(Progress, IsTheItemOfTheFormat) {
  Progress progress;
  progress.after = {.stamp = 5, .ordinal = 3};
  EXPECT_EQ(EncodeProgress(progress),
            (Item{{"v", 1}, {"after", "10000000000000000000500003"}}).encoded());
}

TEST(Progress, WhatWasEncodedIsDecoded) {
  EXPECT_THAT(DecodeProgress(EncodeProgress(FullProgress())), Optional(Eq(FullProgress())));
  EXPECT_THAT(DecodeProgress(EncodeProgress({})), Optional(Eq(Progress())));
}

TEST(Progress, WhatIsNoRowIsNone) {
  Item row(ItemView(EncodeProgress(FullProgress())));
  row.Set("v", 2);
  EXPECT_THAT(DecodeProgress(row.encoded()), Eq(std::nullopt));
  row.Set("v", 1);
  row.Set("after", "none");
  EXPECT_THAT(DecodeProgress(row.encoded()), Eq(std::nullopt));
  EXPECT_THAT(DecodeProgress("x"), Eq(std::nullopt));
}

}  // namespace
}  // namespace stator::trigger
