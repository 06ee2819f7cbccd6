#include "db/engine/epochs.h"

#include <vector>

#include "gtest/gtest.h"

namespace stator::engine {
namespace {

constexpr MarkId kFirst{1};
constexpr MarkId kSecond{2};

TEST(Epochs, EachMarkAndEachRewindBeginsOne) {
  Epochs epochs;
  const uint64_t at_first = epochs.Now();
  epochs.Marked(kFirst);
  const uint64_t marked = epochs.Now();
  EXPECT_GT(marked, at_first);
  epochs.Rewound(kFirst);
  EXPECT_GT(epochs.Now(), marked);
}

TEST(Epochs, ARewindKillsWhatBeganWithItsMarkAndNothingBefore) {
  Epochs epochs;
  const uint64_t before = epochs.Now();
  epochs.Marked(kFirst);
  const uint64_t between = epochs.Now();
  epochs.Marked(kSecond);
  const uint64_t late = epochs.Now();
  EXPECT_FALSE(epochs.IsDead(between));
  epochs.Rewound(kSecond);
  EXPECT_FALSE(epochs.IsDead(before));
  EXPECT_FALSE(epochs.IsDead(between));
  EXPECT_TRUE(epochs.IsDead(late));
  const uint64_t after = epochs.Now();
  EXPECT_FALSE(epochs.IsDead(after));
  epochs.Rewound(kFirst);
  EXPECT_FALSE(epochs.IsDead(before));
  EXPECT_TRUE(epochs.IsDead(between));
  EXPECT_TRUE(epochs.IsDead(late));
  EXPECT_TRUE(epochs.IsDead(after));
  EXPECT_FALSE(epochs.IsDead(epochs.Now()));
}

TEST(Epochs, AMarkIsRewoundToAgain) {
  Epochs epochs;
  epochs.Marked(kFirst);
  epochs.Rewound(kFirst);
  const uint64_t between = epochs.Now();
  epochs.Rewound(kFirst);
  EXPECT_TRUE(epochs.IsDead(between));
  EXPECT_FALSE(epochs.IsDead(epochs.Now()));
}

TEST(Epochs, WhatLivedBetweenTwoRewindsStaysAlive) {
  Epochs epochs;
  std::vector<uint64_t> alive;
  std::vector<uint64_t> dead;
  for (uint64_t i = 1; i <= 20; ++i) {
    epochs.Marked(MarkId{i});
    dead.push_back(epochs.Now());
    epochs.Rewound(MarkId{i});
    alive.push_back(epochs.Now());
    epochs.Released(MarkId{i});
  }
  for (const uint64_t epoch : dead) EXPECT_TRUE(epochs.IsDead(epoch));
  for (const uint64_t epoch : alive) EXPECT_FALSE(epochs.IsDead(epoch));
}

TEST(Epochs, OfVeryManyRewindsTheOldestAreTakenTogether) {
  Epochs epochs;
  const uint64_t before = epochs.Now();
  uint64_t first_alive = 0;
  for (uint64_t i = 1; i <= Epochs::kRangesMax + 10; ++i) {
    epochs.Marked(MarkId{i});
    epochs.Rewound(MarkId{i});
    if (i == 1) first_alive = epochs.Now();
  }
  EXPECT_FALSE(epochs.IsDead(before));
  EXPECT_TRUE(epochs.IsDead(first_alive)) << "on the safe side";
  EXPECT_TRUE(epochs.IsDead(epochs.Now() - 1));
  EXPECT_FALSE(epochs.IsDead(epochs.Now() - 2));
  EXPECT_FALSE(epochs.IsDead(epochs.Now()));
}

TEST(Epochs, ToGoBackToAMarkLongForgottenKillsEverything) {
  Epochs epochs;
  const uint64_t before = epochs.Now();
  for (uint64_t i = 1; i <= Epochs::kMarksMax + 1; ++i) epochs.Marked(MarkId{i});
  epochs.Rewound(kFirst);
  EXPECT_TRUE(epochs.IsDead(before));
  EXPECT_FALSE(epochs.IsDead(epochs.Now()));
}

TEST(Epochs, AForkGoesOnWhereItsOriginWas) {
  const Epochs fork(41);
  EXPECT_EQ(fork.Now(), 41);
  EXPECT_FALSE(fork.IsDead(7));
}

}  // namespace
}  // namespace stator::engine
