#include "db/base/check.h"

#include <gtest/gtest.h>

namespace stator {
namespace {

TEST(CheckTest, PassesWhatHolds) { STATOR_CHECK(1 + 1 == 2); }

TEST(CheckDeathTest, EndsTheProgramAndSaysWhatWasExpected) {
  const int got = 3;
  EXPECT_DEATH(STATOR_CHECK(got == 2), "check_test.cc:[0-9]+: internal error, expected: got == 2");
}

}  // namespace
}  // namespace stator
