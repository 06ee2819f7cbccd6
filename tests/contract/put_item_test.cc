// PutItem: what it stores, what it returns, and on what condition.
#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class PutItem : public DoorTest {
 protected:
  void SetUp() override { CreatePlain(); }

  // Puts `item` and reads it back.
  void ExpectKept(const Item& item) {
    EXPECT_THAT(db().PutItem({.table_name = "plain", .item = item}), IsOk());
    EXPECT_EQ(Get("plain", Item{{"p", Value(*item.Find("p"))}}), item);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(PutItem);

TEST_P(PutItem, KeepsEveryTypeExactly) { ExpectKept(Sample()); }

TEST_P(PutItem, KeepsAnItemOfTheKeyAlone) { ExpectKept(Item{{"p", "a"}}); }

TEST_P(PutItem, KeepsEmptyStringsBinariesListsAndMaps) {
  ExpectKept(Item{{"p", "a"},
                  {"s", ""},
                  {"b", Binary("")},
                  {"l", List{}},
                  {"m", Map{}},
                  {"ss", StringSet{""}},
                  {"bs", BinarySet({""})}});
}

TEST_P(PutItem, KeepsNumbersOf38DigitsAndAllMagnitudes) {
  ExpectKept(Item{{"p", "a"},
                  {"largest", Largest()},
                  {"least", *Subtract(Number(0), Largest())},
                  {"tiny", *Number::Parse("-1E-130")},
                  {"digits", *Number::Parse("-1.2345678901234567890123456789012345678")}});
}

TEST_P(PutItem, KeepsAnyNameAndAnyText) {
  ExpectKept(Item{{"p", std::string("a\0b\xff", 3)},
                  {"a.b[0] \"#:", "punctuation"},
                  {"\xc3\xa9\xf0\x9f\x90\x98", "\xf0\x9f\x90\x98"},
                  {std::string(300, 'n'), Binary(std::string("\0\xff\x80", 3))}});
}

TEST_P(PutItem, ReplacesTheWholeItem) {
  Put("plain", Sample());
  ExpectKept(Item{{"p", "a"}, {"other", 1}});
}

TEST_P(PutItem, LeavesOtherItemsAlone) {
  Put("plain", Item{{"p", "a"}, {"v", 1}});
  Put("plain", Item{{"p", "b"}, {"v", 2}});
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), (Item{{"p", "a"}, {"v", 1}}));
}

TEST_P(PutItem, ReturnsNothingUnlessAsked) {
  Put("plain", Sample());
  const auto silent = db().PutItem({.table_name = "plain", .item = Sample()});
  ASSERT_THAT(silent, IsOk());
  EXPECT_EQ(silent->attributes, std::nullopt);
  EXPECT_EQ(silent->consumed_capacity, std::nullopt);
  const auto none =
      db().PutItem({.table_name = "plain", .item = Sample(), .return_values = ReturnValues::kNone});
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->attributes, std::nullopt);
}

TEST_P(PutItem, ReturnsTheOldItemIfThereWasOne) {
  const PutItemRequest request{.table_name = "plain",
                               .item = Item{{"p", "a"}, {"v", 2}},
                               .return_values = ReturnValues::kAllOld};
  const auto first = db().PutItem(request);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->attributes, std::nullopt);
  Put("plain", Sample());
  const auto second = db().PutItem(request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->attributes, Sample());
}

TEST_P(PutItem, RefusesReturnValuesOfUpdates) {
  for (const ReturnValues values :
       {ReturnValues::kAllNew, ReturnValues::kUpdatedOld, ReturnValues::kUpdatedNew}) {
    EXPECT_THAT(db().PutItem({.table_name = "plain", .item = Sample(), .return_values = values}),
                IsInvalid("1 validation error detected: ReturnValues can only be ALL_OLD or NONE"));
  }
}

TEST_P(PutItem, PutsIfTheConditionHolds) {
  PutItemRequest request{.table_name = "plain",
                         .item = Item{{"p", "a"}, {"v", 1}},
                         .condition_expression = "attribute_not_exists(p)"};
  EXPECT_THAT(db().PutItem(request), IsOk());
  request.item = Item{{"p", "a"}, {"v", 2}};
  EXPECT_THAT(db().PutItem(request),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), (Item{{"p", "a"}, {"v", 1}}));
  request.condition_expression = "v = :n";
  request.expression_attribute_values = ValuesFor({":n"});
  EXPECT_THAT(db().PutItem(request), IsOk());
  EXPECT_EQ(Get("plain", Item{{"p", "a"}}), (Item{{"p", "a"}, {"v", 2}}));
}

TEST_P(PutItem, AMissingItemHasNoAttributesToMeetACondition) {
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = SampleKey(),
                            .condition_expression = "attribute_exists(p)"}),
              IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_EQ(Get("plain", SampleKey()), Item());
}

TEST_P(PutItem, AFailedConditionReturnsTheItemOnlyWhenAsked) {
  Put("plain", Sample());
  PutItemRequest request{.table_name = "plain",
                         .item = SampleKey(),
                         .condition_expression = "attribute_not_exists(p)"};
  EXPECT_EQ(ErrorOf(db().PutItem(request).status()).item, std::nullopt);
  request.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kNone;
  EXPECT_EQ(ErrorOf(db().PutItem(request).status()).item, std::nullopt);
  request.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld;
  EXPECT_EQ(ErrorOf(db().PutItem(request).status()).item, Sample());
}

TEST_P(PutItem, AFailedConditionOnNothingReturnsNoItem) {
  const auto put = db().PutItem(
      {.table_name = "plain",
       .item = SampleKey(),
       .condition_expression = "attribute_exists(p)",
       .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld});
  ASSERT_THAT(put, IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_EQ(ErrorOf(put.status()).item, std::nullopt);
}

TEST_P(PutItem, AcceptsAskingForItemCollectionMetrics) {
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Sample(),
                            .return_item_collection_metrics = ReturnItemCollectionMetrics::kSize}),
              IsOk());
}

}  // namespace
}  // namespace stator::testing
