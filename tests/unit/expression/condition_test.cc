// Conditions on the item of the fixture, and whether they hold.

#include "db/expression/condition.h"

#include <gtest/gtest.h>

#include "tests/unit/expression/fixture.h"

namespace stator::expression {
namespace {

struct Truth {
  std::string_view condition;
  bool holds;
};

void CheckTruth(ItemView item, const Truth& row) {
  absl::StatusOr<Binding> binding = BoundText(Kind::kCondition, row.condition);
  ASSERT_TRUE(binding.ok()) << row.condition << ": " << binding.status();
  EXPECT_EQ(BoundCondition(*std::move(binding)).Matches(item), row.holds) << row.condition;
}

TEST(Condition, ComparesForEquality) {
  constexpr Truth kRows[] = {
      {"n = :five", true},       {"n = :six", false},        {":five = n", true},
      {"#n = :five", true},      {"n <> :five", false},      {"n <> :six", true},
      {"s = :s", true},          {"s = :he", false},         {"s = :five", false},
      {"s <> :five", true},      {"e = :empty", true},       {"s = :empty", false},
      {"b = :b", true},          {"b = :bstart", false},     {"b = :s", false},
      {"t = :true", true},       {"t = :false", false},      {"f = :false", true},
      {"nul = :null", true},     {"nul = :false", false},    {"ss = :ss", true},
      {"ss = :ssy", false},      {"ns = :ns", true},         {"ns <> :ns7", true},
      {"bs = :bs", false},       {"l[2] = :deep", true},     {"m.b = :m", true},
      {"m.b <> :m", false},      {"emptylist = :el", true},  {"emptymap = :em", true},
      {"emptymap = :el", false}, {"emptylist = :l", false},  {"n = neg", false},
      {"n <> neg", true},        {"m.a = :one", true},       {"#m.#a = :one", true},
      {"m.b.c = :s", false},     {"l[0] = :zerotext", true}, {"l[1] = :one", true},
      {"l[3].k = :k", true},     {"l[2][0] = :deep", false}, {"#dot = :dotted", true},
      {"m.l[1] = :ten", false},  {"m.l[0] = :ten", true},    {":one = :one", true},
      {":one = :two", false},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, OrdersNumbersStringsAndBinaries) {
  constexpr Truth kRows[] = {
      {"n < :six", true},    {"n < :five", false},  {"n <= :five", true}, {"n > :four", true},
      {"n > :five", false},  {"n >= :five", true},  {"n >= :six", false}, {"n < :ten", true},
      {"neg < :zero", true}, {"neg > :neg", true},  {":neg < neg", true}, {"n < :big", true},
      {"n > :tiny", true},   {"neg < :tiny", true}, {"s < :z", true},     {"s > :he", true},
      {"s >= :s", true},     {"s > :empty", true},  {"e < :he", true},    {"u > :z", false},
      {"b > :bstart", true}, {"b < :bmid", true},   {"b <= :b", true},    {"n < :s", false},
      {"n > :s", false},     {"s < :five", false},  {"s > :b", false},    {"t < n", false},
      {"t >= f", false},     {"l < m", false},      {"ss <= ns", false},  {"l[1] < n", true},
      {"m.a <= l[1]", true},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, MissingOperandsAreOnlyUnequal) {
  constexpr Truth kRows[] = {
      {"gone = :one", false},        {"gone <> :one", true},
      {"gone < :one", false},        {"gone >= :one", false},
      {":one = gone", false},        {":one <> gone", true},
      {"gone = absent", false},      {"gone <> absent", true},
      {"n.x = :one", false},         {"l.k = :one", false},
      {"m[0] = :one", false},        {"l[4] = :one", false},
      {"l[4] <> :one", true},        {"m.b.c.d = :one", false},
      {"m.zz.c <> :one", true},      {"gone BETWEEN :one AND :two", false},
      {"gone IN (:one)", false},     {"NOT gone = :one", true},
      {"contains(gone, :x)", false}, {"begins_with(gone, :x)", false},
      {"size(gone) = :zero", false}, {"size(gone) <> :zero", true},
      {"size(n) = :one", false},     {"size(t) < :five", false},
      {"size(nul) >= :zero", false}, {"attribute_type(gone, :tS)", false},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, TestsRangesAndLists) {
  constexpr Truth kRows[] = {
      {"n BETWEEN :four AND :six", true},
      {"n BETWEEN :five AND :five", true},
      {"n BETWEEN :six AND :ten", false},
      {"n BETWEEN :neg AND :four", false},
      {"s BETWEEN :he AND :z", true},
      {"n BETWEEN :he AND :z", false},
      {"b BETWEEN :bstart AND :bmid", true},
      {":five BETWEEN neg AND n", true},
      {":six BETWEEN neg AND n", false},
      {"n BETWEEN neg AND :ten", true},
      {"size(s) BETWEEN :four AND :six", true},
      {"n IN (:five)", true},
      {"n IN (:one, :two, :five)", true},
      {"n IN (:one, :two)", false},
      {"n IN (:s, :ss, n)", true},
      {"s IN (:five, :s)", true},
      {"ss IN (:ns, :ss)", true},
      {"n IN (gone, :five)", true},
      {"size(l) IN (:four)", true},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, TestsExistenceAndType) {
  constexpr Truth kRows[] = {
      {"attribute_exists(n)", true},        {"attribute_exists(gone)", false},
      {"attribute_exists(nul)", true},      {"attribute_exists(m.b.c)", true},
      {"attribute_exists(m.b.x)", false},   {"attribute_exists(l[3].k)", true},
      {"attribute_exists(l[9])", false},    {"attribute_exists(#dot)", true},
      {"attribute_not_exists(n)", false},   {"attribute_not_exists(gone)", true},
      {"attribute_not_exists(n.x)", true},  {"attribute_type(s, :tS)", true},
      {"attribute_type(n, :tN)", true},     {"attribute_type(b, :tB)", true},
      {"attribute_type(t, :tBOOL)", true},  {"attribute_type(nul, :tNULL)", true},
      {"attribute_type(ss, :tSS)", true},   {"attribute_type(ns, :tNS)", true},
      {"attribute_type(bs, :tBS)", true},   {"attribute_type(l, :tL)", true},
      {"attribute_type(m, :tM)", true},     {"attribute_type(n, :tS)", false},
      {"attribute_type(ss, :tS)", false},   {"attribute_type(m.b.c, :tS)", true},
      {"attribute_type(:five, :tN)", true},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, LooksIntoStringsSetsAndLists) {
  constexpr Truth kRows[] = {
      {"begins_with(s, :he)", true},     {"begins_with(s, :s)", true},
      {"begins_with(s, :ell)", false},   {"begins_with(s, :empty)", true},
      {"begins_with(b, :bstart)", true}, {"begins_with(b, :bmid)", false},
      {"begins_with(b, :he)", false},    {"begins_with(n, :he)", false},
      {"begins_with(:s, :he)", true},    {"begins_with(ss, :x)", false},
      {"contains(s, :ell)", true},       {"contains(s, :z)", false},
      {"contains(s, :empty)", true},     {"contains(b, :bmid)", true},
      {"contains(s, :b)", false},        {"contains(ss, :x)", true},
      {"contains(ss, :z)", false},       {"contains(ss, :one)", false},
      {"contains(ns, :one)", true},      {"contains(ns, :five)", false},
      {"contains(bs, :p)", true},        {"contains(bs, :x)", false},
      {"contains(l, :zerotext)", true},  {"contains(l, :one)", true},
      {"contains(l, :deep)", true},      {"contains(l, :two)", false},
      {"contains(n, :five)", false},     {"contains(m, :one)", false},
      {"contains(:s, :ell)", true},      {"contains(:ss, s)", false},
      {"contains(m.s, :x)", true},       {"contains(ns, size(ss))", true},
      {"contains(l, size(l))", false},   {"contains(m.l, :ten)", true},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, MeasuresSizes) {
  constexpr Truth kRows[] = {
      {"size(s) = :five", true},
      {"size(e) = :zero", true},
      {"size(u) = :five", true},
      {"size(b) = :three", true},
      {"size(ss) = :two", true},
      {"size(ns) = :three", true},
      {"size(bs) = :two", true},
      {"size(l) = :four", true},
      {"size(m) = :four", true},
      {"size(m.l) = :two", true},
      {"size(emptylist) = :zero", true},
      {"size(emptymap) = :zero", true},
      {"size(:s) = :five", true},
      {"size(s) > size(ss)", true},
      {"size(s) = n", true},
      {"size(l) < size(s)", true},
      {":five = size(s)", true},
      {"size(s) = :s", false},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, CombinesTests) {
  constexpr Truth kRows[] = {
      {"n = :five AND s = :s", true},
      {"n = :five AND s = :z", false},
      {"n = :six OR s = :s", true},
      {"n = :six OR s = :z", false},
      {"NOT n = :six", true},
      {"NOT NOT n = :six", false},
      {"n = :six AND s = :s OR t = :true", true},
      {"n = :six AND (s = :s OR t = :true)", false},
      {"t = :true OR s = :s AND n = :six", true},
      {"NOT n = :six AND s = :s", true},
      {"NOT (n = :five AND s = :s)", false},
      {"n = :five AND s = :s AND t = :true AND NOT f = :true", true},
  };
  for (const Truth& row : kRows) CheckTruth(Everything(), row);
}

TEST(Condition, AnItemThatIsNotThereIsEmpty) {
  CheckTruth(ItemView(), {"attribute_not_exists(pk)", true});
  CheckTruth(ItemView(), {"attribute_exists(pk)", false});
  CheckTruth(ItemView(), {"pk = :s", false});
  CheckTruth(ItemView(), {"pk <> :s", true});
  CheckTruth(ItemView(), {"NOT pk = :s OR size(pk) > :one", true});
}

TEST(Condition, HighTowersOfNotAreEvaluated) {
  std::string text;
  while (text.size() < 4000) text += "not ";
  CheckTruth(Everything(), {text + "n = :five", true});
}

}  // namespace
}  // namespace stator::expression
