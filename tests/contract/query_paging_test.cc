// The pages of a Query: limits, 1 MB, and where the next page starts.
#include "tests/contract/query_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class QueryPaging : public QueryTest {
 protected:
  static Item KeyOf(const Value& sort) { return Item{{"p", "a"}, {"s", sort}}; }

  absl::StatusOr<QueryResult> QueryFrom(std::string_view condition, const Item& start) {
    QueryRequest request = RequestOf(condition);
    request.exclusive_start_key = start;
    return db().Query(request);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(QueryPaging);

TEST_P(QueryPaging, StopsAtTheLimitAndGoesOnBehindIt) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.limit = 2;
  const auto first = db().Query(request);
  EXPECT_THAT(SortsOf(first), ElementsAre(1, 2));
  EXPECT_EQ(first->last_evaluated_key, KeyOf(2));
  request.exclusive_start_key = first->last_evaluated_key;
  const auto second = db().Query(request);
  EXPECT_THAT(SortsOf(second), ElementsAre(3, 4));
  EXPECT_EQ(second->last_evaluated_key, KeyOf(4));
  request.exclusive_start_key = second->last_evaluated_key;
  const auto third = db().Query(request);
  EXPECT_THAT(SortsOf(third), ElementsAre(5));
  EXPECT_EQ(third->last_evaluated_key, std::nullopt);
}

TEST_P(QueryPaging, ALimitReachedAtTheLastItemStillGivesAKey) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.limit = 5;
  const auto exact = db().Query(request);
  ASSERT_THAT(exact, IsOk());
  EXPECT_EQ(exact->count, 5);
  EXPECT_EQ(exact->last_evaluated_key, KeyOf(5));
  request.exclusive_start_key = exact->last_evaluated_key;
  const auto rest = db().Query(request);
  EXPECT_THAT(SortsOf(rest), IsEmpty());
  EXPECT_EQ(rest->last_evaluated_key, std::nullopt);
  request.exclusive_start_key.reset();
  request.limit = 6;
  const auto beyond = db().Query(request);
  ASSERT_THAT(beyond, IsOk());
  EXPECT_EQ(beyond->last_evaluated_key, std::nullopt);
}

TEST_P(QueryPaging, ReadsEveryItemOnceWithAnyLimitInBothDirections) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 9));
  PutSorts("b", Numbers(1, 9));
  for (int limit = 1; limit <= 10; ++limit) {
    QueryRequest request = RequestOf("p = :s");
    request.limit = limit;
    EXPECT_EQ(AllSorts(request), Numbers(1, 9));
    request.scan_index_forward = false;
    EXPECT_EQ(AllSorts(request), Numbers(9, 1));
    QueryRequest range = RequestOf("p = :s AND s BETWEEN :n2 AND :n6");
    range.limit = limit;
    EXPECT_EQ(AllSorts(range), Numbers(2, 6));
    range.scan_index_forward = false;
    EXPECT_EQ(AllSorts(range), Numbers(6, 2));
  }
}

TEST_P(QueryPaging, PagesThroughLongKeysInBothDirections) {
  CreateSorted();
  std::vector<Value> ascending;
  for (int i = 0; i < 20; ++i) ascending.emplace_back(std::string(1000, 'k') + char('a' + i));
  PutSorts("a", ascending);
  QueryRequest request = RequestOf("p = :s");
  request.limit = 3;
  EXPECT_EQ(AllSorts(request), ascending);
  request.scan_index_forward = false;
  EXPECT_EQ(AllSorts(request), std::vector<Value>(ascending.rbegin(), ascending.rend()));
}

TEST_P(QueryPaging, CountsTheLimitBeforeTheFilter) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.limit = 2;
  request.filter_expression = "attribute_exists(zz)";
  const auto page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 0);
  EXPECT_EQ(page->scanned_count, 2);
  EXPECT_EQ(page->last_evaluated_key, KeyOf(2));
}

TEST_P(QueryPaging, LimitsACountToo) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.limit = 2;
  request.select = Select::kCount;
  const auto page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 2);
  EXPECT_EQ(page->last_evaluated_key, KeyOf(2));
}

TEST_P(QueryPaging, GivesTheWholeKeyThoughTheProjectionLeavesItOut) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(1, 5));
  QueryRequest request = RequestOf("p = :s");
  request.limit = 1;
  request.projection_expression = "zz";
  const auto page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->last_evaluated_key, KeyOf(1));
}

TEST_P(QueryPaging, EndsAPageBehindTheItemThatCrossesOneMegabyte) {
  CreateSorted(ScalarAttributeType::kN);
  // "p", "a", "s", a number of 2 bytes, "v": 6 bytes, so 100,000 in each item.
  for (int i = 1; i <= 20; ++i) {
    Put("sorted", Item{{"p", "a"}, {"s", i}, {"v", std::string(100'000 - 6, 'x')}});
  }
  const auto page = QueryOf("p = :s");
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 11) << "Ten items are less than 1,048,576 bytes, eleven are more.";
  EXPECT_EQ(page->last_evaluated_key, KeyOf(11));
  EXPECT_EQ(AllSorts(RequestOf("p = :s")), Numbers(1, 20));
}

TEST_P(QueryPaging, CountsWhatItReadsTowardsAMegabyteNotWhatItReturns) {
  CreateSorted(ScalarAttributeType::kN);
  for (int i = 1; i <= 20; ++i) {
    Put("sorted", Item{{"p", "a"}, {"s", i}, {"v", std::string(100'000 - 6, 'x')}});
  }
  QueryRequest request = RequestOf("p = :s");
  request.filter_expression = "attribute_exists(zz)";
  auto page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 0);
  EXPECT_EQ(page->scanned_count, 11);
  EXPECT_EQ(page->last_evaluated_key, KeyOf(11));
  request.filter_expression.reset();
  request.projection_expression = "s";
  page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 11);
  request.projection_expression.reset();
  request.select = Select::kCount;
  page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 11);
}

TEST_P(QueryPaging, TheLargestItemsFitThreeToAPage) {
  CreateSorted(ScalarAttributeType::kN);
  for (int i = 1; i <= 7; ++i) {
    Put("sorted", Item{{"p", "a"}, {"s", i}, {"v", std::string(400 * 1024 - 6, 'x')}});
  }
  const auto page = QueryOf("p = :s");
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 3);
  EXPECT_EQ(AllSorts(RequestOf("p = :s")), Numbers(1, 7));
}

TEST_P(QueryPaging, StartsBehindAKeyThatNeedNotExist) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", {1, 3, 5});
  EXPECT_THAT(SortsOf(QueryFrom("p = :s", KeyOf(2))), ElementsAre(3, 5));
  EXPECT_THAT(SortsOf(QueryFrom("p = :s", KeyOf(3))), ElementsAre(5));
  EXPECT_THAT(SortsOf(QueryFrom("p = :s", KeyOf(0))), ElementsAre(1, 3, 5));
  EXPECT_THAT(SortsOf(QueryFrom("p = :s", KeyOf(99))), IsEmpty());
  QueryRequest backward = RequestOf("p = :s");
  backward.scan_index_forward = false;
  backward.exclusive_start_key = KeyOf(4);
  EXPECT_THAT(SortsOf(db().Query(backward)), ElementsAre(3, 1));
}

TEST_P(QueryPaging, OfATableWithoutASortKeyStartsBehindItsItem) {
  CreatePlain();
  Put("plain", Sample());
  QueryRequest request = RequestOf("p = :s");
  request.table_name = "plain";
  request.exclusive_start_key = SampleKey();
  const auto page = db().Query(request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 0);
}

TEST_P(QueryPaging, TheStartingKeyHasExactlyTheKeyAttributes) {
  CreateSorted(ScalarAttributeType::kN);
  for (const Item& key : {Item(), Item{{"p", "a"}}, Item{{"p", "a"}, {"s", 1}, {"x", "y"}}}) {
    EXPECT_THAT(QueryFrom("p = :s", key), IsInvalid("The provided starting key is invalid")) << key;
  }
}

TEST_P(QueryPaging, TheStartingKeyHasTheTypesOfTheSchema) {
  CreateSorted(ScalarAttributeType::kN);
  for (const Item& key : {Item{{"p", "a"}, {"s", "1"}}, Item{{"p", 1}, {"s", 1}}}) {
    EXPECT_THAT(QueryFrom("p = :s", key),
                IsInvalid("The provided starting key is invalid: The provided key element does not "
                          "match the schema"))
        << key;
  }
}

TEST_P(QueryPaging, TheStartingKeyIsOfThePartitionQueried) {
  CreateSorted(ScalarAttributeType::kN);
  EXPECT_THAT(QueryFrom("p = :s", Item{{"p", "b"}, {"s", 1}}),
              IsInvalid("The provided starting key is outside query boundaries based on provided "
                        "conditions"));
  EXPECT_THAT(QueryFrom("p = :s AND s < :n2", Item{{"p", "b"}, {"s", 1}}),
              IsInvalid("The query can return at most one row and cannot be restarted"));
}

TEST_P(QueryPaging, TheStartingKeyMeetsTheSortCondition) {
  CreateSorted(ScalarAttributeType::kN);
  PutSorts("a", Numbers(0, 9));
  const std::string message = "The provided starting key does not match the range key predicate";
  for (const auto& [condition, sort] :
       std::vector<std::pair<std::string_view, int>>{{"p = :s AND s > :n2", 1},
                                                     {"p = :s AND s > :n2", 2},
                                                     {"p = :s AND s >= :n2", 1},
                                                     {"p = :s AND s < :n2", 2},
                                                     {"p = :s AND s < :n2", 3},
                                                     {"p = :s AND s <= :n2", 3},
                                                     {"p = :s AND s = :n2", 1},
                                                     {"p = :s AND s = :n2", 3},
                                                     {"p = :s AND s BETWEEN :n2 AND :n5", 1},
                                                     {"p = :s AND s BETWEEN :n2 AND :n5", 6}}) {
    EXPECT_THAT(QueryFrom(condition, KeyOf(sort)), IsInvalid(message)) << condition << " " << sort;
  }
  EXPECT_EQ(SortsOf(QueryFrom("p = :s AND s >= :n2", KeyOf(2))), Numbers(3, 9));
  EXPECT_EQ(SortsOf(QueryFrom("p = :s AND s BETWEEN :n2 AND :n5", KeyOf(4))), Numbers(5, 5));
  EXPECT_THAT(SortsOf(QueryFrom("p = :s AND s <= :n2", KeyOf(2))), IsEmpty());
}

TEST_P(QueryPaging, ALimitIsAtLeastOne) {
  CreateSorted();
  QueryRequest request = RequestOf("p = :s");
  request.limit = 0;
  EXPECT_THAT(db().Query(request),
              IsInvalid("1 validation error detected: Value at 'Limit' failed to satisfy "
                        "constraint: Member must have value greater than or equal to 1"));
}

}  // namespace
}  // namespace stator::testing
