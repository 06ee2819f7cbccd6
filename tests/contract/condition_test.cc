// What conditions mean. Each row is asked of every place that takes one: the conditions of PutItem,
// UpdateItem and DeleteItem, and the filters of Query and Scan.
#include <string_view>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

struct Truth {
  std::string_view text;
  bool holds;
};

class Condition : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Sample());
  }

  void Check(const std::vector<Truth>& rows) {
    for (const Truth& row : rows) {
      EXPECT_EQ(AllowsPut(row.text), row.holds) << row.text;
      EXPECT_EQ(AllowsUpdate(row.text), row.holds) << row.text;
      EXPECT_EQ(AllowsDelete(row.text), row.holds) << row.text;
      EXPECT_EQ(PassesQuery(row.text), row.holds) << row.text;
      EXPECT_EQ(PassesScan(row.text), row.holds) << row.text;
    }
  }

 private:
  template <typename Result>
  static bool Allowed(const Result& result) {
    if (result.ok()) return true;
    EXPECT_THAT(result,
                IsErrorWith(ErrorCode::kConditionalCheckFailed, "The conditional request failed"));
    return false;
  }

  bool AllowsPut(std::string_view text) {
    return Allowed(db().PutItem({.table_name = "plain",
                                 .item = Sample(),
                                 .condition_expression = text,
                                 .expression_attribute_names = NamesFor({text}),
                                 .expression_attribute_values = ValuesFor({text})}));
  }
  bool AllowsUpdate(std::string_view text) {
    return Allowed(db().UpdateItem({.table_name = "plain",
                                    .key = SampleKey(),
                                    .condition_expression = text,
                                    .expression_attribute_names = NamesFor({text}),
                                    .expression_attribute_values = ValuesFor({text})}));
  }
  bool AllowsDelete(std::string_view text) {
    const bool deleted =
        Allowed(db().DeleteItem({.table_name = "plain",
                                 .key = SampleKey(),
                                 .condition_expression = text,
                                 .expression_attribute_names = NamesFor({text}),
                                 .expression_attribute_values = ValuesFor({text})}));
    EXPECT_EQ(Get("plain", SampleKey()).empty(), deleted);
    if (deleted) Put("plain", Sample());
    return deleted;
  }
  bool PassesQuery(std::string_view text) {
    const std::string_view key = "p = :s";
    const auto result = db().Query({.table_name = "plain",
                                    .filter_expression = text,
                                    .key_condition_expression = key,
                                    .expression_attribute_names = NamesFor({text, key}),
                                    .expression_attribute_values = ValuesFor({text, key})});
    EXPECT_THAT(result, IsOk());
    return result.ok() && result->count == 1;
  }
  bool PassesScan(std::string_view text) {
    const auto result = db().Scan({.table_name = "plain",
                                   .filter_expression = text,
                                   .expression_attribute_names = NamesFor({text}),
                                   .expression_attribute_values = ValuesFor({text})});
    EXPECT_THAT(result, IsOk());
    return result.ok() && result->count == 1;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Condition);

TEST_P(Condition, ComparesNumbers) {
  Check({{"n = :n5", true},
         {"n = :n6", false},
         {"n <> :n6", true},
         {"n <> :n5", false},
         {"n < :n6", true},
         {"n < :n5", false},
         {"n <= :n5", true},
         {"n <= :n", false},
         {"n > :n", true},
         {"n > :n5", false},
         {"n >= :n5", true},
         {"n >= :n6", false},
         {"n > :frac", true},
         {"largest > :big", true},
         {"n38 > n", true}});
}

TEST_P(Condition, ComparesStringsByTheirBytes) {
  Check({{"s = :str", true},
         {"s = :st", false},
         {"s > :st", true},
         {"s > :s", true},
         {"s < :s", false},
         {"s < :x", true},
         {"s >= :str", true},
         {"s > :none", true}});
}

TEST_P(Condition, ComparesBinaries) {
  Check({{"b = :b12", true}, {"b > :b", true}, {"b < :b2", true}, {"b <> :b", true}});
}

TEST_P(Condition, ValuesOfDifferentTypesAreUnequalAndUnordered) {
  Check({{"s = :n", false},
         {"s <> :n", true},
         {"s < :n", false},
         {"s > :n", false},
         {"s >= :n", false},
         {"NOT s < :n", true},
         {"n = :s", false},
         {"b = :s", false},
         {"t = :n", false},
         {"l = :m", false},
         {"ss = :ns", false}});
}

TEST_P(Condition, AMissingAttributeIsUnequalAndUnordered) {
  Check({{"zz = :s", false},
         {"zz <> :s", true},
         {"zz < :s", false},
         {"zz >= :s", false},
         {"NOT zz = :s", true},
         {"m.zz = :s", false},
         {"l[9] <> :s", true},
         {"s.zz = :s", false},
         {"zz = yy", false}});
}

TEST_P(Condition, ComparesDocumentsAndSetsByTheirContents) {
  Check({{"ss = :sab", true},
         {"ss = :ss", false},
         {"ss <> :ss", true},
         {"bs = :bs", true},
         {"l = :ll", true},
         {"l = :l", false},
         {"m = :mm", true},
         {"m = :m", false},
         {"l[2] = :mk", true},
         {"t = :t", true},
         {"t = :f", false},
         {"t <> :f", true},
         {"u = :u", true},
         {"u <> :t", true}});
}

TEST_P(Condition, WhatHasNoOrderIsNeitherLessNorGreater) {
  Check({{"t < :n", false},
         {"t >= :n", false},
         {"ss < :s", false},
         {"m > :n", false},
         {"l <= :n", false},
         {"u < :s", false}});
}

TEST_P(Condition, OperandsStandOnEitherSide) {
  Check({{":n5 = n", true},
         {":n < n", true},
         {":n6 < n", false},
         {":n < :n2", true},
         {"n < largest", true},
         {"n = s", false},
         {"m.z < n", true},
         {"m.z = l[0]", true},
         {"m.k = s", false}});
}

TEST_P(Condition, BetweenIncludesItsBounds) {
  Check({{"n BETWEEN :n AND :n6", true},
         {"n BETWEEN :n5 AND :n5", true},
         {"n BETWEEN :n AND :n5", true},
         {"n BETWEEN :n5 AND :n6", true},
         {"n BETWEEN :n AND :n2", false},
         {"s BETWEEN :s AND :x", true},
         {"s BETWEEN :s AND :s2", false},
         {"b BETWEEN :b AND :b2", true},
         {"m.z BETWEEN :n AND :n2", true},
         {":n2 BETWEEN :n AND :n5", true},
         {"n BETWEEN m.z AND largest", true},
         {"n BETWEEN largest AND m.z", false}});
}

TEST_P(Condition, BetweenIsFalseForOtherTypesAndForNothing) {
  Check({{"n BETWEEN :s AND :s2", false},
         {"s BETWEEN :n AND :n2", false},
         {"zz BETWEEN :n AND :n2", false},
         {"n BETWEEN zz AND :n6", false},
         {"NOT zz BETWEEN :n AND :n2", true}});
}

TEST_P(Condition, InLooksForOneOfItsOperands) {
  Check({{"n IN (:n5)", true},
         {"n IN (:n, :n2)", false},
         {"n IN (:n, :n2, :n5)", true},
         {"s IN (:n, :str)", true},
         {"zz IN (:n, :s)", false},
         {"ss IN (:ss, :sab)", true},
         {"m.z IN (n, l[0])", true},
         {":n IN (n, m.z)", true},
         {"n IN (zz, :n5)", true},
         {"NOT n IN (:n, :n2)", true}});
}

TEST_P(Condition, InTakesAHundredOperands) {
  std::string text = "n IN (:n";
  for (int i = 2; i < 100; ++i) text += ", :n";
  Check({{text + ", :n5)", true}, {text + ", :n6)", false}});
}

TEST_P(Condition, AttributeExistsFollowsPaths) {
  Check({{"attribute_exists(n)", true},
         {"attribute_exists(u)", true},
         {"attribute_exists(zz)", false},
         {"attribute_exists(m.k)", true},
         {"attribute_exists(m.zz)", false},
         {"attribute_exists(l[2])", true},
         {"attribute_exists(l[3])", false},
         {"attribute_exists(l[2].k)", true},
         {"attribute_exists(s.k)", false},
         {"attribute_exists(m[0])", false},
         {"attribute_exists(l.k)", false},
         {"attribute_not_exists(n)", false},
         {"attribute_not_exists(zz)", true},
         {"attribute_not_exists(m.zz)", true},
         {"attribute_not_exists(l[9])", true}});
}

TEST_P(Condition, AttributeTypeKnowsTheTenTypes) {
  Check({{"attribute_type(s, :tS)", true},
         {"attribute_type(n, :tN)", true},
         {"attribute_type(b, :tB)", true},
         {"attribute_type(t, :tBOOL)", true},
         {"attribute_type(u, :tNULL)", true},
         {"attribute_type(ss, :tSS)", true},
         {"attribute_type(ns, :tNS)", true},
         {"attribute_type(bs, :tBS)", true},
         {"attribute_type(l, :tL)", true},
         {"attribute_type(m, :tM)", true},
         {"attribute_type(m.k, :tS)", true},
         {"attribute_type(l[0], :tN)", true},
         {"attribute_type(s, :tN)", false},
         {"attribute_type(ss, :tS)", false},
         {"attribute_type(zz, :tS)", false},
         {"NOT attribute_type(zz, :tS)", true}});
}

TEST_P(Condition, BeginsWithComparesTheStartOfStringsAndBinaries) {
  Check({{"begins_with(s, :st)", true},
         {"begins_with(s, :str)", true},
         {"begins_with(s, :tr)", false},
         {"begins_with(s, :none)", true},
         {"begins_with(b, :b)", true},
         {"begins_with(b, :b2)", false},
         {"begins_with(b, :s)", false},
         {"begins_with(n, :s)", false},
         {"begins_with(zz, :s)", false},
         {"begins_with(m.k, :v)", true},
         {"begins_with(ss, :s)", false},
         {"begins_with(:str, s)", true},
         {"begins_with(:st, s)", false}});
}

TEST_P(Condition, ContainsLooksIntoStringsSetsAndLists) {
  Check({{"contains(s, :tr)", true},
         {"contains(:str, s)", true},
         {"contains(s, :x)", false},
         {"contains(b, :b2)", true},
         {"contains(b, :b12)", true},
         {"contains(ss, :s)", true},
         {"contains(ss, :x)", false},
         {"contains(ns, :n)", true},
         {"contains(ns, :n5)", false},
         {"contains(bs, :b)", true},
         {"contains(l, :n)", true},
         {"contains(l, :x)", true},
         {"contains(l, :mk)", true},
         {"contains(l, :n5)", false},
         {"contains(:ll, m.z)", true},
         {"contains(:sab, m.k)", false}});
}

TEST_P(Condition, ContainsIsFalseForOtherTypes) {
  Check({{"contains(s, :n)", false},
         {"contains(n, :n5)", false},
         {"contains(m, :v)", false},
         {"contains(t, :t)", false},
         {"contains(ss, :n)", false},
         {"contains(zz, :s)", false}});
}

TEST_P(Condition, SizeCountsBytesAndElements) {
  Check({{"size(s) = :n3", true},
         {"size(b) = :n2", true},
         {"size(ss) = :n2", true},
         {"size(ns) = :n2", true},
         {"size(bs) = :n", true},
         {"size(l) = :n3", true},
         {"size(m) = :n2", true},
         {"size(m.k) = :n", true},
         {"size(l[2]) = :n", true},
         {"size(s) > size(b)", true},
         {"size(s) < size(b)", false},
         {"size(s) BETWEEN :n AND :n5", true},
         {"size(l) IN (:n, :n3)", true},
         {"m.z < size(s)", true},
         {"size(:str) = :n3", true},
         {"size(:sab) = size(m)", true}});
}

TEST_P(Condition, WhatHasNoSizeHasNoneToCompare) {
  Check({{"size(n) > :n", false},
         {"size(t) > :n", false},
         {"size(u) > :n", false},
         {"size(zz) > :n", false},
         {"size(zz) = :n", false}});
}

TEST_P(Condition, NotBindsTighterThanAndWhichBindsTighterThanOr) {
  Check({{"n = :n5 AND s = :str", true},
         {"n = :n5 AND s = :s", false},
         {"n = :n OR s = :str", true},
         {"n = :n OR s = :s", false},
         {"n = :n5 OR n = :n5 AND s = :s", true},
         {"(n = :n5 OR n = :n5) AND s = :s", false},
         {"n = :n AND s = :s OR t = :t", true},
         {"n = :n AND (s = :s OR t = :t)", false},
         {"NOT n = :n AND s = :str", true},
         {"NOT n = :n5 AND s = :s OR t = :t", true},
         {"NOT (n = :n5 AND s = :s)", true},
         {"NOT (n = :n5 AND s = :str)", false},
         {"NOT NOT n = :n5", true}});
}

TEST_P(Condition, KeywordsHaveNoCaseAndSpaceIsFree) {
  Check({{"n=:n5 and s=:str", true},
         {"n = :n Or s = :str", true},
         {"not n = :n", true},
         {"n between :n aNd :n6", true},
         {"n in(:n,:n5)", true},
         {"\tn\n=\r\n:n5 ", true},
         {"(n=:n5)AND(s=:str)", true},
         {"attribute_exists ( m . k )", true},
         {"size( s )=:n3", true}});
}

TEST_P(Condition, NamesMayStandForAnyAttribute) {
  Check({{"#n = :n5", true},
         {"#m.#k = :v", true},
         {"m.#k = :v", true},
         {"#m.k = :v", true},
         {"attribute_exists(#dot)", true},
         {"attribute_exists(#reserved)", true},
         {"attribute_exists(#zz)", false},
         {"l[2].#k = :n", true}});
}

TEST_P(Condition, ParenthesesMayStandAroundConditionsAndOperands) {
  Check({{"(n = :n5)", true},
         {"(n) = :n5", true},
         {"n = (:n5)", true},
         {"(n = :n5) AND (NOT (s = :s))", true}});
}

}  // namespace
}  // namespace stator::testing
