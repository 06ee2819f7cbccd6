// UpdateItem: what each clause makes of an item.
#include "tests/contract/update_item_fixture.h"

namespace stator::testing {
namespace {

class UpdateItem : public UpdateItemTest {};
INSTANTIATE_FOR_EVERY_DOOR(UpdateItem);

TEST_P(UpdateItem, SetsAttributesAndLeavesTheOthers) {
  ExpectBecomes("SET n = :s", Changed(Item{{"n", "a"}}));
  ExpectBecomes("SET zz = :mm", Changed(Item{{"zz", Map{{"k", "v"}, {"z", 1}}}}));
  ExpectBecomes("SET n = :n, s = :n2, zz = :u", Changed(Item{{"n", 1}, {"s", 2}, {"zz", nullptr}}));
  ExpectBecomes("SET n = n", Sample());
  ExpectBecomes("set #n = (:s)", Changed(Item{{"n", "a"}}));
}

TEST_P(UpdateItem, CopiesAttributes) {
  ExpectBecomes("SET zz = m", Changed(Item{{"zz", Map{{"k", "v"}, {"z", 1}}}}));
  ExpectBecomes("SET zz = l[2].k", Changed(Item{{"zz", 1}}));
  ExpectBecomes("SET zz = p", Changed(Item{{"zz", "a"}}));
  ExpectBecomes("SET n = ss", Changed(Item{{"n", StringSet{"a", "b"}}}));
}

TEST_P(UpdateItem, AddsAndSubtractsInSet) {
  ExpectBecomes("SET n = n + :n", Changed(Item{{"n", 6}}));
  ExpectBecomes("SET n = n - :n6", Changed(Item{{"n", -1}}));
  ExpectBecomes("SET n = :n - n", Changed(Item{{"n", -4}}));
  ExpectBecomes("SET zz = n - n", Changed(Item{{"zz", 0}}));
  ExpectBecomes("SET zz = l[0] + m.z", Changed(Item{{"zz", 2}}));
  ExpectBecomes("SET zz = :n + :n2", Changed(Item{{"zz", 3}}));
  ExpectBecomes("SET n = (n + :frac)", Changed(Item{{"n", *Number::Parse("5.1")}}));
}

TEST_P(UpdateItem, IfNotExistsTakesWhatIsThere) {
  ExpectBecomes("SET n = if_not_exists(n, :s)", Sample());
  ExpectBecomes("SET zz = if_not_exists(zz, :s)", Changed(Item{{"zz", "a"}}));
  ExpectBecomes("SET zz = if_not_exists(n, :s)", Changed(Item{{"zz", 5}}));
  ExpectBecomes("SET zz = if_not_exists(zz, :n5) + :n", Changed(Item{{"zz", 6}}));
  ExpectBecomes("SET zz = :n6 - if_not_exists(n, :n)", Changed(Item{{"zz", 1}}));
  ExpectBecomes("SET m.zz = if_not_exists(m.k, :s)",
                Changed(Item{{"m", Map{{"k", "v"}, {"z", 1}, {"zz", "v"}}}}));
  ExpectBecomes("SET zz = if_not_exists(zz, n)", Changed(Item{{"zz", 5}}));
}

TEST_P(UpdateItem, ListAppendJoinsLists) {
  ExpectBecomes("SET l = list_append(l, :l)",
                Changed(Item{{"l", List{1, "x", Map{{"k", 1}}, "a"}}}));
  ExpectBecomes("SET l = list_append(:l, l)",
                Changed(Item{{"l", List{"a", 1, "x", Map{{"k", 1}}}}}));
  ExpectBecomes("SET zz = list_append(:l, :l)", Changed(Item{{"zz", List{"a", "a"}}}));
  ExpectBecomes("SET zz = list_append(if_not_exists(zz, :l), :l)",
                Changed(Item{{"zz", List{"a", "a"}}}));
  ExpectBecomes("SET zz = if_not_exists(zz, list_append(:l, :l))",
                Changed(Item{{"zz", List{"a", "a"}}}));
}

TEST_P(UpdateItem, SetsWithinMaps) {
  ExpectBecomes("SET m.k = :n", Changed(Item{{"m", Map{{"k", 1}, {"z", 1}}}}));
  ExpectBecomes("SET m.zz = :s, m.k = :n",
                Changed(Item{{"m", Map{{"k", 1}, {"z", 1}, {"zz", "a"}}}}));
  ExpectBecomes("SET #m.#k = :ll",
                Changed(Item{{"m", Map{{"k", List{1, "x", Map{{"k", 1}}}}, {"z", 1}}}}));
  ExpectBecomes("SET #dot = :s", Changed(Item{{"x.y", "a"}}));
}

TEST_P(UpdateItem, SetsWithinLists) {
  ExpectBecomes("SET l[0] = :s", Changed(Item{{"l", List{"a", "x", Map{{"k", 1}}}}}));
  ExpectBecomes("SET l[2].k = :s", Changed(Item{{"l", List{1, "x", Map{{"k", "a"}}}}}));
  ExpectBecomes("SET l[2].zz = :s", Changed(Item{{"l", List{1, "x", Map{{"k", 1}, {"zz", "a"}}}}}));
  ExpectBecomes("SET l[1] = :s, l[0] = :n2", Changed(Item{{"l", List{2, "a", Map{{"k", 1}}}}}));
}

TEST_P(UpdateItem, AppendsToAListBeyondItsEnd) {
  ExpectBecomes("SET l[3] = :s", Changed(Item{{"l", List{1, "x", Map{{"k", 1}}, "a"}}}));
  ExpectBecomes("SET l[90] = :s", Changed(Item{{"l", List{1, "x", Map{{"k", 1}}, "a"}}}));
  ExpectBecomes("SET l[9] = :s, l[5] = :n",
                Changed(Item{{"l", List{1, "x", Map{{"k", 1}}, 1, "a"}}}));
}

TEST_P(UpdateItem, AllRightSidesSeeTheItemAsItWas) {
  ExpectBecomes("SET n = s, s = n", Changed(Item{{"n", "str"}, {"s", 5}}));
  ExpectBecomes("SET l[0] = l[1], l[1] = l[0]", Changed(Item{{"l", List{"x", 1, Map{{"k", 1}}}}}));
  ExpectBecomes("SET zz = n, n = n + :n", Changed(Item{{"zz", 5}, {"n", 6}}));
  ExpectBecomes("REMOVE s SET zz = s", Changed(Item{{"zz", "str"}}, {"s"}));
}

TEST_P(UpdateItem, RemovesAttributesAndParts) {
  ExpectBecomes("REMOVE s", Changed(Item{}, {"s"}));
  ExpectBecomes("REMOVE s, n, #dot", Changed(Item{}, {"s", "n", "x.y"}));
  ExpectBecomes("REMOVE m.k", Changed(Item{{"m", Map{{"z", 1}}}}));
  ExpectBecomes("REMOVE m.k, m.z", Changed(Item{{"m", Map{}}}));
  ExpectBecomes("REMOVE l[2].k", Changed(Item{{"l", List{1, "x", Map{}}}}));
}

TEST_P(UpdateItem, RemovesListElementsByTheirOldPlaces) {
  ExpectBecomes("REMOVE l[0]", Changed(Item{{"l", List{"x", Map{{"k", 1}}}}}));
  ExpectBecomes("REMOVE l[0], l[1]", Changed(Item{{"l", List{Map{{"k", 1}}}}}));
  ExpectBecomes("REMOVE l[1], l[0]", Changed(Item{{"l", List{Map{{"k", 1}}}}}));
  ExpectBecomes("REMOVE l[0], l[1], l[2]", Changed(Item{{"l", List{}}}));
  ExpectBecomes("REMOVE l[0] SET l[1] = :s", Changed(Item{{"l", List{"a", Map{{"k", 1}}}}}));
}

TEST_P(UpdateItem, RemovingNothingIsNoError) {
  ExpectBecomes("REMOVE zz", Sample());
  ExpectBecomes("REMOVE m.zz", Sample());
  ExpectBecomes("REMOVE l[9]", Sample());
}

TEST_P(UpdateItem, AddsToNumbers) {
  ExpectBecomes("ADD n :n", Changed(Item{{"n", 6}}));
  ExpectBecomes("ADD zz :n", Changed(Item{{"zz", 1}}));
  ExpectBecomes("ADD m.z :n", Changed(Item{{"m", Map{{"k", "v"}, {"z", 2}}}}));
  ExpectBecomes("ADD m.zz :n", Changed(Item{{"m", Map{{"k", "v"}, {"z", 1}, {"zz", 1}}}}));
  ExpectBecomes("ADD l[0] :n5", Changed(Item{{"l", List{6, "x", Map{{"k", 1}}}}}));
  ExpectBecomes("ADD n :n, zz :n2", Changed(Item{{"n", 6}, {"zz", 2}}));
}

TEST_P(UpdateItem, AddsToSets) {
  ExpectBecomes("ADD ss :sc", Changed(Item{{"ss", StringSet{"a", "b", "c"}}}));
  ExpectBecomes("ADD ss :ss", Sample());
  ExpectBecomes("ADD ns :n23", Changed(Item{{"ns", NumberSet{1, 2, 3}}}));
  ExpectBecomes("ADD bs :bs", Sample());
  ExpectBecomes("ADD zz :sab", Changed(Item{{"zz", StringSet{"a", "b"}}}));
}

TEST_P(UpdateItem, DeletesFromSets) {
  ExpectBecomes("DELETE ss :ss", Changed(Item{{"ss", StringSet{"b"}}}));
  ExpectBecomes("DELETE ss :sc", Sample());
  ExpectBecomes("DELETE ns :n23", Changed(Item{{"ns", NumberSet{1}}}));
  ExpectBecomes("DELETE zz :ss", Sample());
}

TEST_P(UpdateItem, ASetThatBecomesEmptyIsRemoved) {
  ExpectBecomes("DELETE ss :sab", Changed(Item{}, {"ss"}));
  ExpectBecomes("DELETE bs :bs", Changed(Item{}, {"bs"}));
}

TEST_P(UpdateItem, TakesAllClausesInAnyOrder) {
  ExpectBecomes("DELETE ss :ss ADD n :n REMOVE s SET zz = :x",
                Changed(Item{{"ss", StringSet{"b"}}, {"n", 6}, {"zz", "x"}}, {"s"}));
  ExpectBecomes("set zz = :x remove s add n :n delete ss :ss",
                Changed(Item{{"ss", StringSet{"b"}}, {"n", 6}, {"zz", "x"}}, {"s"}));
}

TEST_P(UpdateItem, MakesAnItemWhereThereWasNone) {
  const Item key{{"p", "new"}};
  EXPECT_THAT(UpdateOf(key, "SET n = :n ADD zz :n2"), IsOk());
  EXPECT_EQ(Get("plain", key), (Item{{"p", "new"}, {"n", 1}, {"zz", 2}}));
}

TEST_P(UpdateItem, WithoutAnExpressionMakesSureOfAnItem) {
  const Item key{{"p", "new"}};
  EXPECT_THAT(db().UpdateItem({.table_name = "plain", .key = key}), IsOk());
  EXPECT_EQ(Get("plain", key), key);
  EXPECT_THAT(db().UpdateItem({.table_name = "plain", .key = SampleKey()}), IsOk());
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
}

TEST_P(UpdateItem, ThatOnlyRemovesMakesNoItem) {
  const Item key{{"p", "new"}};
  EXPECT_THAT(UpdateOf(key, "REMOVE n"), IsOk());
  EXPECT_THAT(UpdateOf(key, "DELETE ss :ss"), IsOk());
  EXPECT_EQ(Get("plain", key), Item());
}

TEST_P(UpdateItem, UpdatesIfTheConditionHolds) {
  UpdateItemRequest request{.table_name = "plain",
                            .key = SampleKey(),
                            .update_expression = "SET n = :n6",
                            .condition_expression = "n = :n",
                            .expression_attribute_values = ValuesFor({":n", ":n6"})};
  EXPECT_THAT(db().UpdateItem(request),
              IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
  EXPECT_EQ(Get("plain", SampleKey()), Sample());
  request.condition_expression = "n > :n";
  EXPECT_THAT(db().UpdateItem(request), IsOk());
  EXPECT_EQ(Get("plain", SampleKey()), Changed(Item{{"n", 6}}));
}

TEST_P(UpdateItem, AFailedConditionReturnsTheItemOnlyWhenAsked) {
  UpdateItemRequest request{.table_name = "plain",
                            .key = SampleKey(),
                            .return_values = ReturnValues::kAllNew,
                            .update_expression = "REMOVE n",
                            .condition_expression = "attribute_exists(zz)"};
  EXPECT_EQ(ErrorOf(db().UpdateItem(request).status()).item, std::nullopt);
  request.return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld;
  EXPECT_EQ(ErrorOf(db().UpdateItem(request).status()).item, Sample());
  request.key = Item{{"p", "new"}};
  EXPECT_EQ(ErrorOf(db().UpdateItem(request).status()).item, std::nullopt);
  EXPECT_EQ(Get("plain", Item{{"p", "new"}}), Item());
}

TEST_P(UpdateItem, KeepsTheKeyOfATableWithASortKey) {
  CreateSorted(ScalarAttributeType::kN);
  const Item key{{"p", "a"}, {"s", 1}};
  EXPECT_THAT(db().UpdateItem({.table_name = "sorted",
                               .key = key,
                               .update_expression = "SET v = :v",
                               .condition_expression = "attribute_not_exists(s)",
                               .expression_attribute_values = Item{{":v", "x"}}}),
              IsOk());
  EXPECT_EQ(Get("sorted", key), (Item{{"p", "a"}, {"s", 1}, {"v", "x"}}));
}

}  // namespace
}  // namespace stator::testing
