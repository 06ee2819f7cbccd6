// A door to a database, for suites that run through every one of them: the embedded engine on
// either store, and a server behind the client.
//
//   class GetItem : public DoorTest {};
//   INSTANTIATE_FOR_EVERY_DOOR(GetItem);
//   TEST_P(GetItem, ReturnsNothingForAMissingKey) { ... db().GetItem(...) ... }
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stator/database.h"
#include "tests/support/matchers.h"

namespace stator::testing {

// What a test is given: an empty database, whose clock it may turn.
class Door {
 public:
  virtual ~Door() = default;
  virtual Database& db() = 0;
  virtual ManualClock& clock() = 0;
  // Returns when the background has done what is due by the clock.
  virtual void RunDue() = 0;
};

struct DoorKind {
  std::string name;
  std::function<std::unique_ptr<Door>()> open;
};
// Prints as its name in test listings.
void PrintTo(const DoorKind& kind, std::ostream* out);

const std::vector<DoorKind>& EveryDoor();

// The fixture: owns the verbs, so that a case is a few lines.
class DoorTest : public ::testing::TestWithParam<DoorKind> {
 protected:
  DoorTest() : door_(GetParam().open()) {}

  Database& db() { return door_->db(); }
  ManualClock& clock() { return door_->clock(); }
  void RunDue() { door_->RunDue(); }

  // Tables: "plain" has partition key "p" (S); "sorted" has also sort key "s" of the given type.
  void CreatePlain() { ASSERT_THAT(db().CreateTable("plain", "p"), IsOk()); }
  void CreateSorted(ScalarAttributeType sort = ScalarAttributeType::kS) {
    ASSERT_THAT(db().CreateTable("sorted", "p", KeyDefinition("s", sort)), IsOk());
  }
  void Put(const std::string& table, const Item& item) {
    ASSERT_THAT(db().Put(table, item), IsOk());
  }
  // The item, or an empty one where there is none (which no stored item is).
  Item Get(const std::string& table, const Item& key) {
    auto item = db().Get(table, key);
    EXPECT_THAT(item, IsOk());
    return item.ok() && *item ? **item : Item();
  }

 private:
  std::unique_ptr<Door> door_;
};

}  // namespace stator::testing

#define INSTANTIATE_FOR_EVERY_DOOR(suite)                                                \
  INSTANTIATE_TEST_SUITE_P(, suite, ::testing::ValuesIn(::stator::testing::EveryDoor()), \
                           [](const auto& info) { return info.param.name; })
