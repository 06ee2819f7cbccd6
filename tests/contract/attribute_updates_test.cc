// AttributeUpdates of UpdateItem.
#include <string>
#include <vector>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

AttributeValueUpdate PutOf(Value value) { return {.value = std::move(value)}; }
AttributeValueUpdate AddOf(Value value) {
  return {.value = std::move(value), .action = AttributeAction::kAdd};
}
AttributeValueUpdate DeleteOf(Value value) {
  return {.value = std::move(value), .action = AttributeAction::kDelete};
}
AttributeValueUpdate Removal() { return {.action = AttributeAction::kDelete}; }

class AttributeUpdatesTest : public LegacyTest {
 protected:
  absl::StatusOr<UpdateItemResult> Update(const AttributeUpdates& updates,
                                          std::optional<ReturnValues> values = std::nullopt,
                                          const Item& key = Key()) {
    return db().UpdateItem(
        {.table_name = "plain", .key = key, .return_values = values, .attribute_updates = updates});
  }
  // What attribute `name` of the item is after the update; nullopt: it is not there. Puts the item
  // back.
  std::optional<Value> Becomes(const std::string& name, const AttributeValueUpdate& update) {
    EXPECT_THAT(Update({{name, update}}), IsOk());
    const Item item = Get("plain", Key());
    Put("plain", Everything());
    const std::optional<ValueView> value = item.Find(name);
    return value ? std::optional<Value>(std::in_place, *value) : std::nullopt;
  }
  void ExpectRefused(const AttributeUpdates& updates, const std::string& message) {
    EXPECT_THAT(Update(updates), IsInvalid(message));
    EXPECT_EQ(Get("plain", Key()), Everything());
  }
};
INSTANTIATE_FOR_EVERY_DOOR(AttributeUpdatesTest);

TEST_P(AttributeUpdatesTest, PutSetsAndReplacesAndIsTheDefault) {
  for (const auto& [type, value] : ValueOfEachType()) {
    EXPECT_EQ(Becomes("new", PutOf(value)), value) << type;
    EXPECT_EQ(Becomes("S", PutOf(value)), value) << type;
    EXPECT_EQ(Becomes("M", {.value = value, .action = AttributeAction::kPut}), value) << type;
  }
}

TEST_P(AttributeUpdatesTest, DeleteWithoutAValueRemoves) {
  for (const auto& [type, value] : ValueOfEachType()) {
    EXPECT_EQ(Becomes(type, Removal()), std::nullopt) << type;
  }
  EXPECT_EQ(Becomes("nothing", Removal()), std::nullopt);
}

TEST_P(AttributeUpdatesTest, DeleteWithASetTakesItsElements) {
  EXPECT_EQ(Becomes("SS", DeleteOf(StringSet{"b"})), Value(StringSet{"a"}));
  EXPECT_EQ(Becomes("SS", DeleteOf(StringSet{"a", "b"})), std::nullopt);  // None is left.
  EXPECT_EQ(Becomes("NS", DeleteOf(NumberSet{1})), std::nullopt);
  EXPECT_EQ(Becomes("BS", DeleteOf(BinarySet({"\x02"}))), Value(BinarySet({"\x01"})));
  EXPECT_EQ(Becomes("nothing", DeleteOf(StringSet{"a"})), std::nullopt);
}

TEST_P(AttributeUpdatesTest, AddSumsUnitesAndAppends) {
  EXPECT_EQ(Becomes("N", AddOf(2)), Value(3));
  EXPECT_EQ(Becomes("N", AddOf(-1)), Value(0));
  EXPECT_EQ(Becomes("SS", AddOf(StringSet{"b", "a"})), Value(StringSet{"a", "b"}));
  EXPECT_EQ(Becomes("NS", AddOf(NumberSet{2})), Value(NumberSet{1, 2}));
  EXPECT_EQ(Becomes("BS", AddOf(BinarySet({"\x02"}))), Value(BinarySet({"\x01", "\x02"})));
  EXPECT_EQ(Becomes("L", AddOf(List{"b", List{1}})), Value(List{"a", "b", List{1}}));
}

TEST_P(AttributeUpdatesTest, AddToNothingIsThatValue) {
  for (const Value& value : {Value(5), Value(StringSet{"x"}), Value(NumberSet{1}),
                             Value(BinarySet({"x"})), Value(List{1, "x"})}) {
    EXPECT_EQ(Becomes("nothing", AddOf(value)), value);
  }
}

TEST_P(AttributeUpdatesTest, AddAndDeleteNeedTheTypeOfTheAttribute) {
  for (const auto& [type, old] : ValueOfEachType()) {
    for (const Value& value : {Value(1), Value(StringSet{"a"}), Value(NumberSet{1}),
                               Value(BinarySet({"\x01"})), Value(List{1})}) {
      if (value.type() == old.type()) continue;
      ExpectRefused({{type, AddOf(value)}}, "Type mismatch for attribute to update");
      if (value.type() == Type::kNumber || value.type() == Type::kList) continue;
      ExpectRefused({{type, DeleteOf(value)}}, "Type mismatch for attribute to update");
    }
  }
}

TEST_P(AttributeUpdatesTest, ASumStaysWithinNumbers) {
  EXPECT_EQ(Becomes("N", AddOf(*Number::Parse("1E-37"))),
            Value(*Number::Parse("1." + std::string(36, '0') + "1")));
  Item item = Everything();
  item.Set("N", *Number::Parse("9.9E125"));
  Put("plain", item);
  EXPECT_THAT(Update({{"N", AddOf(*Number::Parse("9.9E125"))}}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_EQ(Get("plain", Key()), item);
}

TEST_P(AttributeUpdatesTest, EveryActionTakesValuesOfSomeTypes) {
  for (const auto& [type, value] : ValueOfEachType()) {
    const bool is_set = IsSet(value.type());
    if (!is_set && type != "N" && type != "L") {
      ExpectRefused({{"x", AddOf(value)}},
                    kInvalid + ("ADD action is not supported for the type " + type));
    }
    if (!is_set) {
      ExpectRefused({{"x", DeleteOf(value)}},
                    kInvalid + ("DELETE action with value is not supported for the type " + type));
    }
  }
}

TEST_P(AttributeUpdatesTest, OnlyDeleteGoesWithoutAValue) {
  const std::string message =
      std::string(kInvalid) + "Only DELETE action is allowed when no attribute value is specified";
  ExpectRefused({{"x", {}}}, message);
  ExpectRefused({{"x", {.action = AttributeAction::kPut}}}, message);
  ExpectRefused({{"x", {.action = AttributeAction::kAdd}}}, message);
}

TEST_P(AttributeUpdatesTest, SeveralAreOneUpdateOfTheItemAsItWas) {
  EXPECT_THAT(Update({{"N", AddOf(1)}, {"S", Removal()}, {"new", PutOf("x")}}), IsOk());
  Item expected = Everything();
  expected.Set("N", 2);
  expected.Set("new", "x");
  expected.Remove("S");
  EXPECT_EQ(Get("plain", Key()), expected);
  // All or nothing.
  EXPECT_FALSE(Update({{"N", AddOf(1)}, {"M", AddOf(1)}}).ok());
  EXPECT_EQ(Get("plain", Key()), expected);
}

TEST_P(AttributeUpdatesTest, NamesAreAttributesAndNoPaths) {
  EXPECT_THAT(Update({{"M.k", PutOf(1)}, {"L[0]", PutOf(2)}, {"#n", PutOf(3)}}), IsOk());
  Item expected = Everything();
  expected.Set("M.k", 1);
  expected.Set("L[0]", 2);
  expected.Set("#n", 3);
  EXPECT_EQ(Get("plain", Key()), expected);
}

TEST_P(AttributeUpdatesTest, WhatOnlyDeletesMakesNoItem) {
  const Item key{{"p", "new"}};
  for (const AttributeValueUpdate& update : {Removal(), DeleteOf(StringSet{"a"})}) {
    const auto result = Update({{"x", update}}, ReturnValues::kAllNew, key);
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->attributes, std::nullopt);
    EXPECT_EQ(Get("plain", key), Item());
  }
}

TEST_P(AttributeUpdatesTest, AnythingElseMakesAnItem) {
  const Item key{{"p", "new"}};
  const std::vector<std::pair<AttributeUpdates, Item>> cases{
      {{}, Item{{"p", "new"}}},
      {{{"x", PutOf("a")}}, Item{{"p", "new"}, {"x", "a"}}},
      {{{"x", AddOf(2)}}, Item{{"p", "new"}, {"x", 2}}},
      {{{"x", AddOf(List{1})}}, Item{{"p", "new"}, {"x", List{1}}}},
      {{{"x", Removal()}, {"y", PutOf(1)}}, Item{{"p", "new"}, {"y", 1}}},
  };
  for (const auto& [updates, item] : cases) {
    const auto result = Update(updates, ReturnValues::kAllNew, key);
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->attributes, item);
    EXPECT_EQ(Get("plain", key), item);
    ASSERT_THAT(db().Delete("plain", key), IsOk());
  }
}

TEST_P(AttributeUpdatesTest, ReturnsWhatItTouched) {
  const AttributeUpdates updates{
      {"S", PutOf("b")}, {"N", Removal()}, {"new", PutOf(1)}, {"gone", Removal()}};
  const auto returned = [&](ReturnValues values) {
    const auto result = Update(updates, values);
    EXPECT_THAT(result, IsOk());
    Put("plain", Everything());
    return result.ok() ? result->attributes : std::nullopt;
  };
  Item after = Everything();
  after.Set("S", "b");
  after.Set("new", 1);
  after.Remove("N");
  EXPECT_EQ(returned(ReturnValues::kNone), std::nullopt);
  EXPECT_EQ(returned(ReturnValues::kAllOld), Everything());
  EXPECT_EQ(returned(ReturnValues::kAllNew), after);
  EXPECT_EQ(returned(ReturnValues::kUpdatedOld), (Item{{"S", "a"}, {"N", 1}}));
  EXPECT_EQ(returned(ReturnValues::kUpdatedNew), (Item{{"S", "b"}, {"new", 1}}));
}

TEST_P(AttributeUpdatesTest, ReturnsNothingForUpdatesOfNothing) {
  for (const ReturnValues values : {ReturnValues::kUpdatedOld, ReturnValues::kUpdatedNew}) {
    EXPECT_EQ(Update({}, values)->attributes, std::nullopt);
  }
  EXPECT_EQ(Update({{"S", Removal()}}, ReturnValues::kUpdatedNew)->attributes, std::nullopt);
}

TEST_P(AttributeUpdatesTest, GoWithExpected) {
  const auto update_if = [&](const ExpectedAttributeValue& expected) {
    return db().UpdateItem({.table_name = "plain",
                            .key = Key(),
                            .attribute_updates = AttributeUpdates{{"N", AddOf(1)}},
                            .expected = Expectations{{"S", expected}}});
  };
  EXPECT_THAT(update_if(ExpectValue("b")), IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_THAT(update_if(ExpectValue("a")), IsOk());
  EXPECT_EQ(Get("plain", Key()).Find("N"), ValueView(Value(2)));
}

TEST_P(AttributeUpdatesTest, DoNotChangeTheKey) {
  const std::string message =
      std::string(kInvalid) + "Cannot update attribute p. This attribute is part of the key";
  ExpectRefused({{"p", PutOf("other")}}, message);
  ExpectRefused({{"p", Removal()}}, message);
}

TEST_P(AttributeUpdatesTest, AreCheckedBeforeExpectedAndBeforeTheTable) {
  EXPECT_THAT(db().UpdateItem({.table_name = "nosuch",
                               .key = Key(),
                               .attribute_updates = AttributeUpdates{{"x", AddOf("a")}},
                               .expected = Expectations{{"x", {}}}}),
              IsInvalid(std::string(kInvalid) + "ADD action is not supported for the type S"));
}

TEST_P(AttributeUpdatesTest, HoldValuesToTheirRules) {
  ExpectRefused({{"x", PutOf(StringSet{})}},
                std::string(kInvalid) + "An string set  may not be empty");
  ExpectRefused({{"x", PutOf(std::string(409'600, 'x'))}},
                "Item size to update has exceeded the maximum allowed size");
}

}  // namespace
}  // namespace stator::testing
