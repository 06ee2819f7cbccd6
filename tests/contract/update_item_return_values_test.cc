// What UpdateItem returns, for each of its ReturnValues.
#include "tests/contract/update_item_fixture.h"

namespace stator::testing {
namespace {

struct Row {
  std::string_view update;
  std::optional<Item> updated_old;
  std::optional<Item> updated_new;
};

class UpdateItemReturns : public UpdateItemTest {
 protected:
  std::optional<Item> Returned(const Item& key, std::string_view update, ReturnValues values) {
    const auto updated = UpdateOf(key, update, values);
    EXPECT_THAT(updated, IsOk()) << update;
    return updated.ok() ? updated->attributes : std::nullopt;
  }

  void Check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      EXPECT_EQ(Returned(SampleKey(), row.update, ReturnValues::kUpdatedOld), row.updated_old)
          << row.update;
      Put("plain", Sample());
      EXPECT_EQ(Returned(SampleKey(), row.update, ReturnValues::kUpdatedNew), row.updated_new)
          << row.update;
      Put("plain", Sample());
    }
  }
};
INSTANTIATE_FOR_EVERY_DOOR(UpdateItemReturns);

TEST_P(UpdateItemReturns, NothingUnlessAsked) {
  const auto silent = Update("SET n = :n");
  ASSERT_THAT(silent, IsOk());
  EXPECT_EQ(silent->attributes, std::nullopt);
  EXPECT_EQ(silent->consumed_capacity, std::nullopt);
  EXPECT_EQ(Returned(SampleKey(), "SET n = :n", ReturnValues::kNone), std::nullopt);
}

TEST_P(UpdateItemReturns, TheWholeItemBeforeOrAfter) {
  EXPECT_EQ(Returned(SampleKey(), "SET n = :n", ReturnValues::kAllOld), Sample());
  EXPECT_EQ(Returned(SampleKey(), "SET n = :n2", ReturnValues::kAllOld), Changed(Item{{"n", 1}}));
  EXPECT_EQ(Returned(SampleKey(), "REMOVE m.k", ReturnValues::kAllNew),
            Changed(Item{{"n", 2}, {"m", Map{{"z", 1}}}}));
}

TEST_P(UpdateItemReturns, NoOldValuesOfAnItemThatWasNotThere) {
  EXPECT_EQ(Returned(Item{{"p", "1"}}, "SET n = :n", ReturnValues::kAllOld), std::nullopt);
  EXPECT_EQ(Returned(Item{{"p", "2"}}, "SET n = :n", ReturnValues::kUpdatedOld), std::nullopt);
  EXPECT_EQ(Returned(Item{{"p", "3"}}, "SET n = :n", ReturnValues::kAllNew),
            (Item{{"p", "3"}, {"n", 1}}));
  EXPECT_EQ(Returned(Item{{"p", "4"}}, "SET n = :n", ReturnValues::kUpdatedNew), (Item{{"n", 1}}));
}

TEST_P(UpdateItemReturns, OfAnUpdateWithoutAnExpressionTheItem) {
  for (const ReturnValues values : {ReturnValues::kUpdatedOld, ReturnValues::kUpdatedNew}) {
    const auto updated =
        db().UpdateItem({.table_name = "plain", .key = SampleKey(), .return_values = values});
    ASSERT_THAT(updated, IsOk());
    EXPECT_EQ(updated->attributes, std::nullopt);
  }
  const auto made = db().UpdateItem(
      {.table_name = "plain", .key = Item{{"p", "new"}}, .return_values = ReturnValues::kAllNew});
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->attributes, (Item{{"p", "new"}}));
}

TEST_P(UpdateItemReturns, WhatSetTouched) {
  Check({{"SET s = :s", Item{{"s", "str"}}, Item{{"s", "a"}}},
         {"SET s = s", Item{{"s", "str"}}, Item{{"s", "str"}}},
         {"SET zz = :s", std::nullopt, Item{{"zz", "a"}}},
         {"SET s = :s, zz = :n", Item{{"s", "str"}}, Item{{"s", "a"}, {"zz", 1}}},
         {"SET n = n + :n", Item{{"n", 5}}, Item{{"n", 6}}}});
}

TEST_P(UpdateItemReturns, WhatSetTouchedInsideMapsWithoutItsSiblings) {
  Check({{"SET m.k = :s", Item{{"m", Map{{"k", "v"}}}}, Item{{"m", Map{{"k", "a"}}}}},
         {"SET m.zz = :s", std::nullopt, Item{{"m", Map{{"zz", "a"}}}}},
         {"SET m.k = :s, m.z = :n2", Item{{"m", Map{{"k", "v"}, {"z", 1}}}},
          Item{{"m", Map{{"k", "a"}, {"z", 2}}}}}});
}

TEST_P(UpdateItemReturns, WhatSetTouchedInsideListsPackedInOrder) {
  Check(
      {{"SET l[0] = :s", Item{{"l", List{1}}}, Item{{"l", List{"a"}}}},
       {"SET l[1] = :s, l[0] = :n2", Item{{"l", List{1, "x"}}}, Item{{"l", List{2, "a"}}}},
       {"SET l[2].k = :s", Item{{"l", List{Map{{"k", 1}}}}}, Item{{"l", List{Map{{"k", "a"}}}}}}});
}

TEST_P(UpdateItemReturns, WhatStandsAtTheIndexesThatAListIsTouchedAt) {
  Check({{"SET l[9] = :s", std::nullopt, std::nullopt},
         {"REMOVE l[9]", std::nullopt, std::nullopt},
         {"REMOVE l[0]", Item{{"l", List{1}}}, Item{{"l", List{"x"}}}},
         {"REMOVE l[1], l[0]", Item{{"l", List{1, "x"}}}, Item{{"l", List{Map{{"k", 1}}}}}}});
}

TEST_P(UpdateItemReturns, WhatRemoveTouched) {
  Check({{"REMOVE s", Item{{"s", "str"}}, std::nullopt},
         {"REMOVE zz", std::nullopt, std::nullopt},
         {"REMOVE m.k", Item{{"m", Map{{"k", "v"}}}}, std::nullopt},
         {"REMOVE s SET n = :n", Item{{"n", 5}, {"s", "str"}}, Item{{"n", 1}}}});
}

TEST_P(UpdateItemReturns, WhatAddAndDeleteTouched) {
  Check({{"ADD n :n", Item{{"n", 5}}, Item{{"n", 6}}},
         {"ADD zz :n", std::nullopt, Item{{"zz", 1}}},
         {"ADD ss :sc", Item{{"ss", StringSet{"a", "b"}}}, Item{{"ss", StringSet{"a", "b", "c"}}}},
         {"ADD m.z :n", Item{{"m", Map{{"z", 1}}}}, Item{{"m", Map{{"z", 2}}}}},
         {"DELETE ss :ss", Item{{"ss", StringSet{"a", "b"}}}, Item{{"ss", StringSet{"b"}}}},
         {"DELETE ss :sab", Item{{"ss", StringSet{"a", "b"}}}, std::nullopt},
         {"DELETE zz :ss", std::nullopt, std::nullopt}});
}

}  // namespace
}  // namespace stator::testing
