// Thousands of random operations on the store and on maps: they stay equal.
#pragma once

#include <optional>
#include <string>

#include "tests/unit/storage/contract_fixture.h"
#include "tests/unit/storage/contract_history.h"

namespace stator::storage {

class StoreModel : public StoreContract {
 protected:
  // Gets and ranges that the writes so far make interesting, on one snapshot.
  static void ReadAtRandom(History& history, Snapshot& snapshot) {
    for (int i = 0; i < 10; ++i) {
      const Space space = history.RandomSpace();
      const std::string key = history.RandomKey();
      const History::Map& map = history.model()[static_cast<int>(space)];
      const auto expected = map.find(key);
      const auto found = GetFrom(snapshot, key, space);
      ASSERT_EQ(found.has_value(), expected != map.end());
      if (found.has_value()) {
        ASSERT_TRUE(*found == expected->second);
      }
      const std::string end = history.Below(5) == 0 ? "" : history.RandomKey();
      const auto direction = static_cast<Direction>(history.Below(2));
      ASSERT_EQ(history.Compare(snapshot, {space, key, end, direction}), "");
    }
  }

  void Run(uint64_t seed, int updates) {
    SCOPED_TRACE("STATOR_SEED=" + std::to_string(seed));
    History history(*store_, seed);
    for (int i = 0; i < updates; ++i) {
      ASSERT_TRUE(history.Write()) << "update " << i;
      if (i % 50 != 0) continue;
      const absl::Status viewed = store_->View([&](Snapshot& snapshot) {
        ReadAtRandom(history, snapshot);
        return absl::OkStatus();
      });
      ASSERT_TRUE(viewed.ok()) << viewed;
      ASSERT_FALSE(HasFatalFailure()) << "after update " << i;
    }
    ASSERT_EQ(history.FirstDifference(), "");
  }
};

TEST_P(StoreModel, ItIsEqualToAMapAfterThousandsOfWrites) { Run(SeedOr(1), 6000 / kSlowdown); }

TEST_P(StoreModel, ItIsEqualToAMapWithOtherNumbersToo) { Run(SeedOr(2), 6000 / kSlowdown); }

}  // namespace stator::storage
