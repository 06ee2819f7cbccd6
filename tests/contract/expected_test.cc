// Expected, in its two notations, on the three writes. What comparison operators mean is in
// legacy_condition_test.cc.
#include <string>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

class Expected : public LegacyTest {
 protected:
  void ExpectAllowed(const Expectations& expected) {
    EXPECT_THAT(PutIf(expected), IsOk());
    EXPECT_THAT(UpdateIf(expected), IsOk());
    EXPECT_THAT(DeleteIf(expected), IsOk());
    Put("plain", Everything());
  }
  void ExpectFails(const Expectations& expected) {
    const auto fails =
        IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed");
    EXPECT_THAT(PutIf(expected), fails);
    EXPECT_THAT(UpdateIf(expected), fails);
    EXPECT_THAT(DeleteIf(expected), fails);
  }
  void ExpectRefused(const ExpectedAttributeValue& expected, const std::string& message) {
    EXPECT_THAT(PutIf({{"x", expected}}), IsInvalid(kInvalid + message));
    EXPECT_THAT(UpdateIf({{"x", expected}}), IsInvalid(kInvalid + message));
    EXPECT_THAT(DeleteIf({{"x", expected}}), IsInvalid(kInvalid + message));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Expected);

TEST_P(Expected, AValueIsToBeEqual) {
  for (const auto& [type, value] : ValueOfEachType()) {
    ExpectAllowed({{type, ExpectValue(value)}});
    ExpectAllowed({{type, {.value = value, .exists = true}}});
    ExpectFails({{type, ExpectValue("another")}});
    ExpectFails({{"nothing", ExpectValue(value)}});
  }
}

TEST_P(Expected, ExistsFalseIsToBeAbsent) {
  ExpectAllowed({{"nothing", ExpectNothing()}});
  ExpectFails({{"S", ExpectNothing()}});
  ExpectFails({{"NULL", ExpectNothing()}});  // There, though it holds a NULL.
}

TEST_P(Expected, AValueMayStandForAListOfOne) {
  ExpectAllowed({{"N", {.value = Value(0), .comparison_operator = kGt}}});
  ExpectFails({{"N", {.value = Value(1), .comparison_operator = kGt}}});
  ExpectAllowed({{"S", {.value = Value("a"), .comparison_operator = kIn}}});
  ExpectRefused({.value = Value(1), .comparison_operator = kBetween},
                "Invalid number of argument(s) for the BETWEEN ComparisonOperator");
  ExpectRefused({.value = Value(1), .comparison_operator = kNull},
                "Invalid number of argument(s) for the NULL ComparisonOperator");
}

TEST_P(Expected, OfAnItemThatIsNotThereNothingIsThere) {
  const auto put_if = [&](const ExpectedAttributeValue& expected) {
    return db().PutItem({.table_name = "plain",
                         .item = Item{{"p", "new"}},
                         .expected = Expectations{{"p", expected}}});
  };
  const auto fails = IsErrorCode(ErrorCode::kConditionalCheckFailed);
  EXPECT_THAT(put_if(ExpectValue("new")), fails);
  EXPECT_THAT(put_if(Expect(kNotNull)), fails);
  EXPECT_THAT(put_if(Expect(kNotContains, {"x"})), fails);
  EXPECT_THAT(put_if(ExpectNothing()), IsOk());
  EXPECT_THAT(put_if(ExpectNothing()), fails);  // Now it is.
  EXPECT_THAT(put_if(ExpectValue("new")), IsOk());
}

TEST_P(Expected, TheFailureCarriesTheItemWhenAsked) {
  const auto deleted = db().DeleteItem(
      {.table_name = "plain",
       .key = Key(),
       .return_values_on_condition_check_failure = ReturnValuesOnConditionCheckFailure::kAllOld,
       .expected = Expectations{{"S", ExpectNothing()}}});
  ASSERT_THAT(deleted, IsErrorCode(ErrorCode::kConditionalCheckFailed));
  EXPECT_EQ(ErrorOf(deleted.status()).item, Everything());
}

TEST_P(Expected, ExistsNeedsOrForbidsAValue) {
  ExpectRefused({}, "Value must be provided when Exists is null for Attribute: x");
  ExpectRefused({.exists = true}, "Value must be provided when Exists is true for Attribute: x");
  ExpectRefused({.value = Value("a"), .exists = false},
                "Value cannot be used when Exists is false for Attribute: x");
}

TEST_P(Expected, TheTwoNotationsDoNotMix) {
  const std::vector<Value> list{"a"};
  const std::string both = "Value and AttributeValueList cannot be used together for Attribute: x";
  ExpectRefused({.value = Value("a"), .attribute_value_list = list}, both);
  ExpectRefused({.value = Value("a"), .comparison_operator = kEq, .attribute_value_list = list},
                both);
  const std::string exists =
      "Exists and ComparisonOperator cannot be used together for Attribute: x";
  ExpectRefused({.exists = true, .comparison_operator = kEq, .attribute_value_list = list}, exists);
  ExpectRefused({.exists = false, .comparison_operator = kNull}, exists);
  ExpectRefused({.value = Value("a"), .exists = false, .comparison_operator = kEq}, exists);
}

TEST_P(Expected, AListNeedsAnOperatorAndMostOperatorsAList) {
  const std::string no_operator =
      "AttributeValueList can only be used with a ComparisonOperator for Attribute: x";
  ExpectRefused({.attribute_value_list = std::vector<Value>{"a"}}, no_operator);
  ExpectRefused({.attribute_value_list = std::vector<Value>{}}, no_operator);
  ExpectRefused({.exists = false, .attribute_value_list = std::vector<Value>{"a"}}, no_operator);
  ExpectRefused({.comparison_operator = kEq},
                "Value or AttributeValueList must be used with ComparisonOperator: EQ for "
                "Attribute: x");
  ExpectRefused({.comparison_operator = kBeginsWith},
                "Value or AttributeValueList must be used with ComparisonOperator: BEGINS_WITH "
                "for Attribute: x");
  ExpectAllowed({{"x", {.comparison_operator = kNull}}});
}

TEST_P(Expected, TheFirstFaultyAttributeByNameIsTold) {
  EXPECT_THAT(DeleteIf({{"y", {}}, {"x", {.exists = true}}}),
              IsInvalid(std::string(kInvalid) +
                        "Value must be provided when Exists is true for Attribute: x"));
}

// ReturnValues is looked at before Expected by PutItem, behind it by DeleteItem.
TEST_P(Expected, StandsInAnOrderWithReturnValues) {
  const Expectations faulty{{"x", {}}};
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Key(),
                            .return_values = ReturnValues::kAllNew,
                            .expected = faulty}),
              IsInvalid("1 validation error detected: ReturnValues can only be ALL_OLD or NONE"));
  EXPECT_THAT(db().DeleteItem({.table_name = "plain",
                               .key = Key(),
                               .return_values = ReturnValues::kAllNew,
                               .expected = faulty}),
              IsInvalid(std::string(kInvalid) +
                        "Value must be provided when Exists is null for Attribute: x"));
}

TEST_P(Expected, ComesBeforeTheItemAndItsKey) {
  const std::string faulty =
      std::string(kInvalid) + "Value must be provided when Exists is null for Attribute: x";
  EXPECT_THAT(db().PutItem({.table_name = "plain",
                            .item = Item{{"p", "a"}, {"v", std::string(500'000, 'x')}},
                            .expected = Expectations{{"x", {}}}}),
              IsInvalid(faulty));
  EXPECT_THAT(
      db().PutItem(
          {.table_name = "plain", .item = Item{{"v", 1}}, .expected = Expectations{{"x", {}}}}),
      IsInvalid(faulty));
}

TEST_P(Expected, HoldsItsValuesToTheRulesOfValues) {
  const auto put_if = [&](const Value& value) { return PutIf({{"x", ExpectValue(value)}}); };
  EXPECT_THAT(put_if(StringSet{}),
              IsInvalid(std::string(kInvalid) + "An string set  may not be empty"));
  EXPECT_THAT(put_if("\xFF"),
              IsInvalid(std::string(kInvalid) + "A string or a name is not valid UTF-8"));
  EXPECT_THAT(PutIf({{"x", Expect(kEq, {NumberSet{}})}}),
              IsInvalid(std::string(kInvalid) + "An number set  may not be empty"));
}

}  // namespace
}  // namespace stator::testing
