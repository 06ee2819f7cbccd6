// What conditions of legacy parameters mean. Each row is asked of every place that takes one:
// Expected of the three writes, QueryFilter and ScanFilter.
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

class LegacyCondition : public LegacyTest {
 protected:
  // Whether Everything() passes, as all places say.
  bool Holds(const Conditions& conditions, std::optional<ConditionalOperator> how = std::nullopt) {
    Expectations expected;
    for (const auto& [name, condition] : conditions) expected[name] = ExpectedOf(condition);
    const bool holds = Allowed(PutIf(expected, how));
    EXPECT_EQ(Allowed(UpdateIf(expected, how)), holds);
    EXPECT_EQ(Allowed(DeleteIf(expected, how)), holds);
    Put("plain", Everything());
    EXPECT_EQ(Passes(ScanFor(conditions, how)), holds);
    EXPECT_EQ(Passes(QueryFor(conditions, how)), holds);
    return holds;
  }
  bool Holds(const std::string& name, const Condition& condition) {
    return Holds(Conditions{{name, condition}});
  }

  // The types of the attributes that pass.
  std::string Passing(const Condition& condition) {
    std::string types;
    for (const auto& [type, value] : ValueOfEachType()) {
      if (Holds(type, condition)) types += (types.empty() ? "" : " ") + type;
    }
    return types;
  }

 private:
  template <typename Result>
  static bool Allowed(const Result& result) {
    if (result.ok()) return true;
    EXPECT_THAT(result,
                IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
    return false;
  }
  static bool Passes(const absl::StatusOr<QueryResult>& result) {
    EXPECT_THAT(result, IsOk());
    if (!result.ok()) return false;
    EXPECT_EQ(result->scanned_count, 1);
    return result->count == 1;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(LegacyCondition);

TEST_P(LegacyCondition, EqIsEqualityOfTypeAndValue) {
  for (const auto& [type, value] : ValueOfEachType()) {
    EXPECT_EQ(Passing(Is(kEq, {value})), type);
  }
  EXPECT_FALSE(Holds("S", Is(kEq, {"b"})));
  EXPECT_FALSE(Holds("N", Is(kEq, {"1"})));
  EXPECT_TRUE(Holds("N", Is(kEq, {*Number::Parse("1.0")})));
  EXPECT_FALSE(Holds("nothing", Is(kEq, {"a"})));
}

TEST_P(LegacyCondition, NeIsTrueOfOtherTypesAndOfWhatIsNotThere) {
  for (const auto& [type, value] : ValueOfEachType()) {
    EXPECT_FALSE(Holds(type, Is(kNe, {value}))) << type;
    EXPECT_TRUE(Holds(type, Is(kNe, {"another"}))) << type;
    EXPECT_TRUE(Holds("nothing", Is(kNe, {value}))) << type;
  }
}

TEST_P(LegacyCondition, OrderIsAmongValuesOfOneType) {
  EXPECT_EQ(Passing(Is(kLt, {"b"})), "S");
  EXPECT_EQ(Passing(Is(kLt, {"a"})), "");
  EXPECT_EQ(Passing(Is(kLe, {"a"})), "S");
  EXPECT_EQ(Passing(Is(kGt, {0})), "N");
  EXPECT_EQ(Passing(Is(kGt, {1})), "");
  EXPECT_EQ(Passing(Is(kGe, {1})), "N");
  EXPECT_EQ(Passing(Is(kGe, {Binary("\x01")})), "B");
  EXPECT_EQ(Passing(Is(kGe, {Binary("\x02")})), "");
  EXPECT_TRUE(Holds("N", Is(kLt, {10})));
  for (const ComparisonOperator comparison : {kLt, kLe, kGt, kGe}) {
    EXPECT_FALSE(Holds("nothing", Is(comparison, {1})));
  }
}

TEST_P(LegacyCondition, BetweenIncludesItsBounds) {
  EXPECT_EQ(Passing(Is(kBetween, {1, 2})), "N");
  EXPECT_EQ(Passing(Is(kBetween, {0, 1})), "N");
  EXPECT_EQ(Passing(Is(kBetween, {1, 1})), "N");
  EXPECT_EQ(Passing(Is(kBetween, {2, 3})), "");
  EXPECT_EQ(Passing(Is(kBetween, {"a", "b"})), "S");
  EXPECT_EQ(Passing(Is(kBetween, {Binary(""), Binary("\xFF")})), "B");
  EXPECT_FALSE(Holds("nothing", Is(kBetween, {0, 9})));
}

TEST_P(LegacyCondition, InIsEqualityWithAnyOfTheValues) {
  EXPECT_EQ(Passing(Is(kIn, {"a"})), "S");
  EXPECT_EQ(Passing(Is(kIn, {"x", "y", "a"})), "S");
  EXPECT_EQ(Passing(Is(kIn, {3, 2, 1})), "N");
  EXPECT_EQ(Passing(Is(kIn, {Binary("\x01")})), "B");
  EXPECT_EQ(Passing(Is(kIn, {"x", "y"})), "");
  EXPECT_FALSE(Holds("nothing", Is(kIn, {"a"})));
}

TEST_P(LegacyCondition, NullAsksForAbsenceAndNotForTheType) {
  EXPECT_EQ(Passing(Is(kNotNull)), "S N B SS NS BS L M BOOL NULL");
  EXPECT_EQ(Passing(Is(kNull)), "");
  EXPECT_TRUE(Holds("nothing", Is(kNull)));
  EXPECT_FALSE(Holds("nothing", Is(kNotNull)));
}

TEST_P(LegacyCondition, ContainsLooksIntoTextsSetsAndLists) {
  EXPECT_EQ(Passing(Is(kContains, {"a"})), "S SS L");
  EXPECT_EQ(Passing(Is(kContains, {""})), "S");
  EXPECT_EQ(Passing(Is(kContains, {1})), "NS");
  EXPECT_EQ(Passing(Is(kContains, {Binary("\x01")})), "B BS");
  EXPECT_EQ(Passing(Is(kContains, {"z"})), "");
  EXPECT_FALSE(Holds("nothing", Is(kContains, {"a"})));
}

// Where "NOT contains(...)" of an expression is true, NOT_CONTAINS is not: the attribute must be
// there.
TEST_P(LegacyCondition, NotContainsIsTrueOfOtherTypesAndFalseOfWhatIsNotThere) {
  EXPECT_EQ(Passing(Is(kNotContains, {"a"})), "N B NS BS M BOOL NULL");
  EXPECT_EQ(Passing(Is(kNotContains, {1})), "S N B SS BS L M BOOL NULL");
  EXPECT_FALSE(Holds("nothing", Is(kNotContains, {"a"})));
}

TEST_P(LegacyCondition, BeginsWithAsksOfTextsAndBytes) {
  EXPECT_EQ(Passing(Is(kBeginsWith, {"a"})), "S");
  EXPECT_EQ(Passing(Is(kBeginsWith, {""})), "S");
  EXPECT_EQ(Passing(Is(kBeginsWith, {Binary("\x01")})), "B");
  EXPECT_EQ(Passing(Is(kBeginsWith, {"ab"})), "");
  EXPECT_FALSE(Holds("nothing", Is(kBeginsWith, {"a"})));
}

TEST_P(LegacyCondition, SeveralConditionsMustAllHoldUnlessOneIsEnough) {
  const Condition yes = Is(kNotNull), no = Is(kNull);
  const Conditions one_fails{{"S", yes}, {"N", yes}, {"B", no}};
  const Conditions all_fail{{"S", no}, {"N", no}};
  const Conditions all_hold{{"S", yes}, {"N", yes}};
  EXPECT_TRUE(Holds(all_hold));
  EXPECT_FALSE(Holds(one_fails));
  EXPECT_TRUE(Holds(all_hold, ConditionalOperator::kAnd));
  EXPECT_FALSE(Holds(one_fails, ConditionalOperator::kAnd));
  EXPECT_TRUE(Holds(all_hold, ConditionalOperator::kOr));
  EXPECT_TRUE(Holds(one_fails, ConditionalOperator::kOr));
  EXPECT_FALSE(Holds(all_fail, ConditionalOperator::kOr));
}

TEST_P(LegacyCondition, NoConditionsHoldAlways) {
  EXPECT_THAT(PutIf({}), IsOk());
  EXPECT_THAT(UpdateIf({}), IsOk());
  EXPECT_THAT(DeleteIf({}), IsOk());
  Put("plain", Everything());
  EXPECT_EQ(ScanFor({})->count, 1);
  EXPECT_EQ(QueryFor({})->count, 1);
}

TEST_P(LegacyCondition, NamesAreAttributesAndNoPaths) {
  EXPECT_FALSE(Holds("M.k", Is(kNotNull)));
  EXPECT_FALSE(Holds("L[0]", Is(kNotNull)));
  EXPECT_FALSE(Holds("#n", Is(kNotNull)));
  Item item = Everything();
  item.Set("M.k", "dotted");
  item.Set(":v", "colon");
  item.Set("name", "reserved");
  Put("plain", item);
  const Expectations expected{{"M.k", ExpectValue("dotted")},
                              {":v", ExpectValue("colon")},
                              {"name", ExpectValue("reserved")}};
  EXPECT_THAT(UpdateIf(expected), IsOk());
}

// Of every place: how many values an operator takes, and of which types.
class LegacyConditionError : public LegacyTest {
 protected:
  void ExpectRefused(const Condition& condition, const std::string& message) {
    const Expectations expected{{"x", ExpectedOf(condition)}};
    const Conditions filter{{"x", condition}};
    EXPECT_THAT(PutIf(expected), IsInvalid(message));
    EXPECT_THAT(UpdateIf(expected), IsInvalid(message));
    EXPECT_THAT(DeleteIf(expected), IsInvalid(message));
    EXPECT_THAT(ScanFor(filter), IsInvalid(message));
    EXPECT_THAT(QueryFor(filter), IsInvalid(message));
    EXPECT_THAT(db().Query({.table_name = "plain", .key_conditions = filter}), IsInvalid(message));
  }

  static std::vector<Value> Copies(const Value& value, size_t count) {
    return std::vector<Value>(count, value);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(LegacyConditionError);

struct Signature {
  ComparisonOperator comparison;
  std::string name;
  std::vector<size_t> wrong_counts;
  size_t count;
  std::string_view refused_types;
};

const Signature kSignatures[] = {
    {kEq, "EQ", {0, 2}, 1, ""},
    {kNe, "NE", {0, 2}, 1, ""},
    {kIn, "IN", {0}, 1, "SS NS BS L M BOOL NULL"},
    {kLe, "LE", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kLt, "LT", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kGe, "GE", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kGt, "GT", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kBetween, "BETWEEN", {0, 1, 3}, 2, "SS NS BS L M BOOL NULL"},
    {kNotNull, "NOT_NULL", {1, 2}, 0, ""},
    {kNull, "NULL", {1, 2}, 0, ""},
    {kContains, "CONTAINS", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kNotContains, "NOT_CONTAINS", {0, 2}, 1, "SS NS BS L M BOOL NULL"},
    {kBeginsWith, "BEGINS_WITH", {0, 2}, 1, "N SS NS BS L M BOOL NULL"},
};

TEST_P(LegacyConditionError, EveryOperatorTakesSoManyValues) {
  for (const Signature& signature : kSignatures) {
    for (const size_t count : signature.wrong_counts) {
      ExpectRefused(Is(signature.comparison, Copies("a", count)),
                    std::string(kInvalid) + "Invalid number of argument(s) for the " +
                        signature.name + " ComparisonOperator");
    }
  }
}

TEST_P(LegacyConditionError, EveryOperatorTakesValuesOfSomeTypes) {
  for (const Signature& signature : kSignatures) {
    std::string refused;
    for (const auto& [type, value] : ValueOfEachType()) {
      if (signature.count == 0) continue;
      const Condition condition = Is(signature.comparison, Copies(value, signature.count));
      if (ScanFor({{"x", condition}}).ok()) continue;
      refused += (refused.empty() ? "" : " ") + type;
      ExpectRefused(condition, std::string(kInvalid) + "ComparisonOperator " + signature.name +
                                   " is not valid for " + type + " AttributeValue type");
    }
    EXPECT_EQ(refused, signature.refused_types) << signature.name;
  }
}

TEST_P(LegacyConditionError, ValuesOfOneConditionHaveOneType) {
  const std::string message =
      std::string(kInvalid) + "AttributeValues inside AttributeValueList must be of same type";
  ExpectRefused(Is(kIn, {"a", 1}), message);
  ExpectRefused(Is(kIn, {"a", "b", Binary("c")}), message);
  ExpectRefused(Is(kBetween, {1, "2"}), message);
  // Before the types themselves.
  ExpectRefused(Is(kIn, {StringSet{"a"}, "b"}), message);
}

TEST_P(LegacyConditionError, BoundsAscend) {
  const std::string message =
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper "
      "bound";
  ExpectRefused(Is(kBetween, {2, 1}), message);
  ExpectRefused(Is(kBetween, {10, 9}), message);
  ExpectRefused(Is(kBetween, {"b", "a"}), message);
  ExpectRefused(Is(kBetween, {Binary("\xFF"), Binary("\x01")}), message);
}

TEST_P(LegacyConditionError, ComesBeforeTheTable) {
  EXPECT_THAT(db().Scan({.table_name = "nosuch", .scan_filter = Conditions{{"x", Is(kEq)}}}),
              IsInvalid(std::string(kInvalid) +
                        "Invalid number of argument(s) for the EQ ComparisonOperator"));
  EXPECT_THAT(db().DeleteItem({.table_name = "nosuch",
                               .key = Key(),
                               .expected = Expectations{{"x", Expect(kNull, {1})}}}),
              IsInvalid(std::string(kInvalid) +
                        "Invalid number of argument(s) for the NULL ComparisonOperator"));
}

TEST_P(LegacyConditionError, ConditionalOperatorNeedsTwoConditions) {
  for (const auto how : {ConditionalOperator::kAnd, ConditionalOperator::kOr}) {
    const std::string none = "ConditionalOperator cannot be used without Filter or Expected";
    EXPECT_THAT(PutIf({}, how), IsInvalid(none));
    EXPECT_THAT(UpdateIf({}, how), IsInvalid(none));
    EXPECT_THAT(DeleteIf({}, how), IsInvalid(none));
    EXPECT_THAT(ScanFor({}, how), IsInvalid(none));
    EXPECT_THAT(QueryFor({}, how), IsInvalid(none));
    EXPECT_THAT(db().Scan({.table_name = "plain", .conditional_operator = how}), IsInvalid(none));
    EXPECT_THAT(db().DeleteItem({.table_name = "plain", .key = Key(), .conditional_operator = how}),
                IsInvalid(none));

    const std::string one =
        "ConditionalOperator can only be used when Filter or Expected has two or more elements";
    EXPECT_THAT(PutIf({{"x", ExpectNothing()}}, how), IsInvalid(one));
    EXPECT_THAT(UpdateIf({{"x", ExpectNothing()}}, how), IsInvalid(one));
    EXPECT_THAT(DeleteIf({{"x", ExpectNothing()}}, how), IsInvalid(one));
    EXPECT_THAT(ScanFor({{"x", Is(kNull)}}, how), IsInvalid(one));
    EXPECT_THAT(QueryFor({{"x", Is(kNull)}}, how), IsInvalid(one));
  }
}

}  // namespace
}  // namespace stator::testing
