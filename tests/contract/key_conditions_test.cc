// KeyConditions of Query, and what a QueryFilter beside them refuses. What takes values of which
// types is in legacy_condition_test.cc.
#include <string>
#include <vector>

#include "tests/contract/legacy_fixture.h"

namespace stator::testing {
namespace {

class KeyConditionsTest : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    CreateSorted();
    for (const char* sort : {"a", "ab", "b", "c", "d"}) {
      Put("sorted", Item{{"p", "x"}, {"s", sort}, {"v", sort}});
    }
    Put("sorted", Item{{"p", "y"}, {"s", "a"}});
  }

  absl::StatusOr<QueryResult> Query(const Conditions& conditions) {
    return db().Query({.table_name = "sorted", .key_conditions = conditions});
  }
  // Of partition "x", with this condition on the sort key.
  absl::StatusOr<QueryResult> QuerySorts(const Condition& condition) {
    return Query({{"p", Is(kEq, {"x"})}, {"s", condition}});
  }
  static std::string Sorts(const absl::StatusOr<QueryResult>& result) {
    EXPECT_THAT(result, IsOk());
    std::string sorts;
    if (!result.ok()) return sorts;
    for (const ItemView item : *result->items) {
      sorts += (sorts.empty() ? "" : " ") + std::string(item.Find("s")->AsString());
    }
    return sorts;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(KeyConditionsTest);

TEST_P(KeyConditionsTest, OfThePartitionKeyReadThePartition) {
  EXPECT_EQ(Sorts(Query({{"p", Is(kEq, {"x"})}})), "a ab b c d");
  EXPECT_EQ(Sorts(Query({{"p", Is(kEq, {"y"})}})), "a");
  EXPECT_EQ(Sorts(Query({{"p", Is(kEq, {"z"})}})), "");
}

TEST_P(KeyConditionsTest, OfTheSortKeyAreRanges) {
  EXPECT_EQ(Sorts(QuerySorts(Is(kEq, {"b"}))), "b");
  EXPECT_EQ(Sorts(QuerySorts(Is(kLt, {"b"}))), "a ab");
  EXPECT_EQ(Sorts(QuerySorts(Is(kLe, {"b"}))), "a ab b");
  EXPECT_EQ(Sorts(QuerySorts(Is(kGt, {"b"}))), "c d");
  EXPECT_EQ(Sorts(QuerySorts(Is(kGe, {"b"}))), "b c d");
  EXPECT_EQ(Sorts(QuerySorts(Is(kBetween, {"ab", "c"}))), "ab b c");
  EXPECT_EQ(Sorts(QuerySorts(Is(kBeginsWith, {"a"}))), "a ab");
}

TEST_P(KeyConditionsTest, GoWithTheOtherParametersOfQuery) {
  const Conditions conditions{{"p", Is(kEq, {"x"})}, {"s", Is(kGe, {"ab"})}};
  QueryRequest request{.table_name = "sorted",
                       .limit = 2,
                       .scan_index_forward = false,
                       .key_conditions = conditions};
  const auto first = db().Query(request);
  EXPECT_EQ(Sorts(first), "d c");
  request.exclusive_start_key = first->last_evaluated_key;
  EXPECT_EQ(Sorts(db().Query(request)), "b ab");
  const auto counted =
      db().Query({.table_name = "sorted", .select = Select::kCount, .key_conditions = conditions});
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->count, 4);
  EXPECT_EQ(counted->items, std::nullopt);
}

// They are older than expressions, which came to Query one after the other.
TEST_P(KeyConditionsTest, GoWithFiltersAndProjectionsOfEitherKind) {
  const Conditions conditions{{"p", Is(kEq, {"x"})}};
  EXPECT_EQ(Sorts(db().Query({.table_name = "sorted",
                              .filter_expression = "v > :b",
                              .expression_attribute_values = Item{{":b", "b"}},
                              .key_conditions = conditions})),
            "c d");
  EXPECT_EQ(Sorts(db().Query({.table_name = "sorted",
                              .key_conditions = conditions,
                              .query_filter = Conditions{{"v", Is(kGt, {"b"})}}})),
            "c d");
  const auto projected = db().Query({.table_name = "sorted",
                                     .limit = 1,
                                     .projection_expression = "#v",
                                     .expression_attribute_names = AttributeNames{{"#v", "v"}},
                                     .key_conditions = conditions});
  EXPECT_EQ(First(projected), (Item{{"v", "a"}}));
}

TEST_P(KeyConditionsTest, OrAQueryHasNone) {
  const std::string missing =
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
      "request.";
  EXPECT_THAT(Query({}), IsInvalid(missing));
  EXPECT_THAT(
      db().Query({.table_name = "sorted", .query_filter = Conditions{{"v", Is(kEq, {"a"})}}}),
      IsInvalid(missing));
  // Its other parameters are looked at before.
  EXPECT_THAT(db().Query({.table_name = "sorted", .query_filter = Conditions{{"v", Is(kEq)}}}),
              IsInvalid(std::string(kInvalid) +
                        "Invalid number of argument(s) for the EQ ComparisonOperator"));
  EXPECT_THAT(
      db().Query({.table_name = "sorted", .attributes_to_get = std::vector<std::string>{"a", "a"}}),
      IsInvalid(std::string(kInvalid) + "Duplicate value in attribute name: a"));
  EXPECT_THAT(db().Query({.table_name = "sorted", .select = Select::kSpecificAttributes}),
              IsInvalid("1 validation error detected: Must specify the AttributesToGet or "
                        "ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"));
}

TEST_P(KeyConditionsTest, NeedNoNamesAndValues) {
  const Conditions conditions{{"p", Is(kEq, {"x"})}};
  EXPECT_THAT(db().Query({.table_name = "sorted",
                          .expression_attribute_names = AttributeNames{{"#a", "a"}},
                          .key_conditions = conditions}),
              IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(db().Query({.table_name = "sorted",
                          .expression_attribute_values = Item{{":a", "a"}},
                          .key_conditions = conditions}),
              IsInvalid("ExpressionAttributeValues can only be specified when using expressions: "
                        "FilterExpression is null and KeyConditionExpression is null"));
}

TEST_P(KeyConditionsTest, ComparePartitionKeysForEqualityOnly) {
  const std::string no_range = "Query key condition not supported";
  for (const ComparisonOperator comparison : {kLt, kLe, kGt, kGe, kBeginsWith}) {
    EXPECT_THAT(Query({{"p", Is(comparison, {"x"})}}), IsInvalid(no_range));
  }
  EXPECT_THAT(Query({{"p", Is(kBetween, {"x", "y"})}}), IsInvalid(no_range));
  EXPECT_THAT(Query({{"p", Is(kLt, {"x"})}, {"s", Is(kEq, {"a"})}}), IsInvalid(no_range));
}

TEST_P(KeyConditionsTest, AreTestsThatARangeOfKeysAnswers) {
  const std::string no_index = "Attempted conditional constraint is not an indexable operation";
  for (const Condition& condition :
       {Is(kNe, {"x"}), Is(kIn, {"x", "y"}), Is(kNull), Is(kNotNull), Is(kContains, {"x"}),
        Is(kNotContains, {"x"}), Is(kNe, {1}), Is(kNe, {List{1}})}) {
    EXPECT_THAT(Query({{"p", condition}}), IsInvalid(no_index));
    EXPECT_THAT(QuerySorts(condition), IsInvalid(no_index));
  }
}

TEST_P(KeyConditionsTest, AreOnTheKeyOfTheTable) {
  const std::string missed = "Query condition missed key schema element: ";
  EXPECT_THAT(Query({{"s", Is(kEq, {"a"})}}), IsInvalid(missed + "p"));
  EXPECT_THAT(Query({{"v", Is(kEq, {"a"})}}), IsInvalid(missed + "p"));
  EXPECT_THAT(Query({{"p", Is(kEq, {"x"})}, {"v", Is(kEq, {"a"})}}), IsInvalid(missed + "s"));
  EXPECT_THAT(Query({{"p", Is(kEq, {"x"})}, {"v", Is(kNe, {"a"})}}), IsInvalid(missed + "s"));
  EXPECT_THAT(Query({{"p", Is(kEq, {"x"})}, {"s", Is(kEq, {"a"})}, {"v", Is(kEq, {"a"})}}),
              IsInvalid("Conditions can be of length 1 or 2 only"));
  EXPECT_THAT(
      db().Query({.table_name = "plain",
                  .key_conditions = Conditions{{"p", Is(kEq, {"x"})}, {"s", Is(kEq, {"a"})}}}),
      IsInvalid("Query key condition not supported"));
}

TEST_P(KeyConditionsTest, HaveValuesOfTheTypesOfTheKey) {
  const std::string message =
      std::string(kInvalid) + "Condition parameter type does not match schema type";
  for (const auto& [type, value] : ValueOfEachType()) {
    if (type == "S") continue;
    EXPECT_THAT(Query({{"p", Is(kEq, {value})}}), IsInvalid(message)) << type;
    EXPECT_THAT(QuerySorts(Is(kEq, {value})), IsInvalid(message)) << type;
  }
  EXPECT_THAT(QuerySorts(Is(kLt, {1})), IsInvalid(message));
  EXPECT_THAT(QuerySorts(Is(kBetween, {1, 2})), IsInvalid(message));
  EXPECT_THAT(QuerySorts(Is(kBeginsWith, {Binary("a")})), IsInvalid(message));
}

TEST_P(KeyConditionsTest, HaveNoEmptyValuesForKeys) {
  const std::string message =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
      "contain an empty string value. Key: ";
  EXPECT_THAT(Query({{"p", Is(kEq, {""})}}), IsInvalid(message + "p"));
  EXPECT_THAT(QuerySorts(Is(kEq, {""})), IsInvalid(message + "s"));
  EXPECT_EQ(Sorts(QuerySorts(Is(kGe, {""}))), "a ab b c d");
}

TEST_P(KeyConditionsTest, NeedATable) {
  EXPECT_THAT(
      db().Query({.table_name = "nosuch", .key_conditions = Conditions{{"p", Is(kNe, {"x"})}}}),
      IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
}

TEST_P(KeyConditionsTest, AFilterBesideThemHasNoKeyAttribute) {
  const auto query_for = [&](const Conditions& filter) {
    return db().Query({.table_name = "sorted",
                       .key_conditions = Conditions{{"p", Is(kEq, {"x"})}},
                       .query_filter = filter});
  };
  const std::string message =
      "QueryFilter can only contain non-primary key attributes: Primary key attribute: ";
  EXPECT_THAT(query_for({{"p", Is(kEq, {"x"})}}), IsInvalid(message + "p"));
  EXPECT_THAT(query_for({{"s", Is(kNotNull)}}), IsInvalid(message + "s"));
  EXPECT_THAT(query_for({{"s", Is(kNotContains, {"a"})}, {"v", Is(kNull)}}),
              IsInvalid(message + "s"));
  // A Scan's may.
  EXPECT_EQ(
      Sorts(db().Scan({.table_name = "sorted", .scan_filter = Conditions{{"p", Is(kEq, {"y"})}}})),
      "a");
}

TEST_P(KeyConditionsTest, ComeAfterTheFilterInTheOrderOfChecks) {
  EXPECT_THAT(db().Query({.table_name = "sorted",
                          .key_conditions = Conditions{{"p", Is(kEq)}},
                          .query_filter = Conditions{{"v", Is(kLt, {StringSet{"a"}})}}}),
              IsInvalid(std::string(kInvalid) +
                        "ComparisonOperator LT is not valid for SS AttributeValue type"));
}

}  // namespace
}  // namespace stator::testing
