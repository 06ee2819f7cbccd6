// Query and Scan of secondary indexes: what they return, in which order, page by page, and what of
// an item an index can give.
#include "tests/contract/index_fixture.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

const std::string kInvalid = "One or more parameter values were invalid: ";

class IndexRead : public IndexTest {
 protected:
  // Ten items in one partition of every index, two and two with the same sort values, whose order
  // is the store's own; or every other one of them.
  void PutTen() { PutEach(1); }
  void PutFive() { PutEach(2); }
  void PutEach(int step) {
    for (int i = 0; i < 10; i += step) {
      Put(With(Key(std::to_string(i)), {{"d", 9 - i / 2},
                                        {"e", Binary(std::string(1, static_cast<char>(i / 2)))},
                                        {"g", "G"},
                                        {"h", 1},
                                        {"n", i / 2},
                                        {"t", "t"},
                                        {"x", i},
                                        {"y", std::string(5000, 'y')}}));
    }
  }
  std::vector<int> NumbersOf(const QueryRequest& request, std::string_view attribute) {
    std::vector<int> numbers;
    for (const Item& item : QueryOf(request)) {
      numbers.push_back(static_cast<int>(*item.Find(attribute)->AsNumber().ToInt64()));
    }
    return numbers;
  }
  void ExpectRefused(QueryRequest request, const std::string& message) {
    EXPECT_THAT(db().Query(request), IsInvalid(message));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(IndexRead);

TEST_P(IndexRead, AQueryIsInTheOrderOfTheIndex) {
  PutTen();
  EXPECT_THAT(NumbersOf(RequestOf("best"), "n"), ElementsAre(0, 0, 1, 1, 2, 2, 3, 3, 4, 4));
  QueryRequest backward = RequestOf("recent");
  backward.scan_index_forward = false;
  EXPECT_THAT(NumbersOf(backward, "d"), ElementsAre(9, 9, 8, 8, 7, 7, 6, 6, 5, 5));
}

TEST_P(IndexRead, TheSortKeyOfAnIndexTakesEveryCondition) {
  PutTen();
  const auto numbers = [&](const std::string& condition, Item values) {
    values.Set(":g", "G");
    return NumbersOf(RequestOf("best", "g = :g AND " + condition, values), "n");
  };
  EXPECT_THAT(numbers("n = :n", Item{{":n", 2}}), ElementsAre(2, 2));
  EXPECT_THAT(numbers("n < :n", Item{{":n", 2}}), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(numbers("n <= :n", Item{{":n", 1}}), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(numbers("n > :n", Item{{":n", 2}}), ElementsAre(3, 3, 4, 4));
  EXPECT_THAT(numbers("n >= :n", Item{{":n", 3}}), ElementsAre(3, 3, 4, 4));
  EXPECT_THAT(numbers("n BETWEEN :n AND :m", Item{{":n", 1}, {":m", 2}}), ElementsAre(1, 1, 2, 2));
  EXPECT_EQ(QueryOf(RequestOf("whole", "p = :p AND begins_with(e, :e)",
                              Item{{":p", "a"}, {":e", Binary(std::string(1, '\0'))}}))
                .size(),
            2u);
}

TEST_P(IndexRead, SortAttributesAreTakenFromTheLeft) {
  PutTen();
  const auto count = [&](const std::string& condition, Item values) {
    values.Set(":g", "G").Set(":h", 1);
    return QueryOf(RequestOf("multi", "g = :g AND h = :h" + condition, values)).size();
  };
  EXPECT_EQ(count("", {}), 10u);
  EXPECT_EQ(count(" AND n = :n", Item{{":n", 1}}), 2u);
  EXPECT_EQ(count(" AND n >= :n", Item{{":n", 3}}), 4u);
  EXPECT_EQ(count(" AND n = :n AND t = :t", Item{{":n", 1}, {":t", "t"}}), 2u);
  EXPECT_EQ(count(" AND n = :n AND begins_with(t, :t)", Item{{":n", 1}, {":t", "u"}}), 0u);
  ExpectRefused(RequestOf("multi", "g = :g", Item{{":g", "G"}}),
                "Query condition missed key schema element: h");
  ExpectRefused(RequestOf("multi", "g = :g AND h > :h", Item{{":g", "G"}, {":h", 1}}),
                "Query key condition not supported");
  ExpectRefused(RequestOf("multi", "g = :g AND h = :h AND t = :g", Item{{":g", "G"}, {":h", 1}}),
                "Query condition missed key schema element: n");
  ExpectRefused(
      RequestOf("multi", "g = :g AND h = :h AND n < :h AND t = :g", Item{{":g", "G"}, {":h", 1}}),
      "Query key condition not supported");
}

TEST_P(IndexRead, AConditionIsOnTheKeyOfTheIndex) {
  ExpectRefused(RequestOf("best", "p = :v", Item{{":v", "a"}}),
                "Query condition missed key schema element: g");
  ExpectRefused(RequestOf("best", "g = :v AND s = :v", Item{{":v", "a"}}),
                "Query condition missed key schema element: n");
  ExpectRefused(RequestOf("every", "g = :v AND n = :v", Item{{":v", "a"}}),
                "Query key condition not supported");
  ExpectRefused(RequestOf("best", "g = :v", Item{{":v", 1}}),
                kInvalid + "Condition parameter type does not match schema type");
}

TEST_P(IndexRead, ReadsEveryEntryOnceWithAnyLimitInBothDirections) {
  PutTen();
  for (const std::string index : kIndexNames) {
    for (const bool forward : {true, false}) {
      QueryRequest whole = RequestOf(index);
      whole.scan_index_forward = forward;
      const std::vector<Item> expected = QueryOf(whole);
      EXPECT_EQ(expected.size(), 10u);
      for (const int limit : {1, 3, 10}) {
        std::vector<Item> seen;
        QueryRequest request = whole;
        request.limit = limit;
        do {
          const auto page = db().Query(request);
          for (const Item& item : ItemsOf(page)) seen.push_back(item);
          request.exclusive_start_key = page.ok() ? page->last_evaluated_key : std::nullopt;
        } while (request.exclusive_start_key && seen.size() < 20);
        EXPECT_EQ(seen, expected) << index << " by " << limit;
      }
    }
  }
}

TEST_P(IndexRead, ALastEvaluatedKeyHasTheKeysOfIndexAndTable) {
  PutFive();
  QueryRequest request = RequestOf("best");
  request.limit = 1;
  EXPECT_EQ(db().Query(request)->last_evaluated_key, With(Key("0"), {{"g", "G"}, {"n", 0}}));
  request = RequestOf("recent");
  request.limit = 1;
  EXPECT_TRUE(db().Query(request)->last_evaluated_key->Find("d").has_value());
  EXPECT_EQ(db().Query(request)->last_evaluated_key->size(), 3u);
  const auto scanned = db().Scan({.table_name = "games", .index_name = "every", .limit = 1});
  EXPECT_EQ(scanned->last_evaluated_key->size(), 3u);
}

TEST_P(IndexRead, AnEntryThatIsGoneIsStillAPlaceToStartFrom) {
  PutTen();
  QueryRequest request = RequestOf("best");
  request.limit = 5;
  const auto first = db().Query(request);
  ASSERT_THAT(first, IsOk());
  const Item last(first->items->back());
  ASSERT_THAT(
      db().DeleteItem({.table_name = "games", .key = Key(std::string(last.Find("s")->AsString()))}),
      IsOk());
  request.exclusive_start_key = first->last_evaluated_key;
  EXPECT_EQ(QueryOf(request).size(), 5u);
}

TEST_P(IndexRead, AScanReadsAllEntriesInSegmentsToo) {
  for (int i = 0; i < 30; ++i) {
    Put(With(Key(std::to_string(i)), {{"g", "g" + std::to_string(i)}, {"y", i}}));
  }
  EXPECT_EQ(ScanOf("every").size(), 30u);
  size_t entries = 0;
  for (int segment = 0; segment < 4; ++segment) {
    ScanRequest request{.table_name = "games",
                        .index_name = "every",
                        .limit = 3,
                        .total_segments = 4,
                        .segment = segment};
    do {
      const auto page = db().Scan(request);
      entries += ItemsOf(page).size();
      request.exclusive_start_key = page.ok() ? page->last_evaluated_key : std::nullopt;
    } while (request.exclusive_start_key && entries <= 30);
  }
  EXPECT_EQ(entries, 30u);
}

TEST_P(IndexRead, PagesCountTheBytesOfTheEntries) {
  for (int i = 0; i < 5; ++i) {
    Put(With(Key(std::to_string(i)), {{"g", "G"}, {"n", i}, {"y", std::string(300'000, 'y')}}));
  }
  EXPECT_EQ(QueryOf(RequestOf("best")).size(), 5u);
  const auto whole = db().Query(RequestOf("every"));
  EXPECT_EQ(ItemsOf(whole).size(), 4u) << "1 MB";
  EXPECT_TRUE(whole->last_evaluated_key.has_value());
}

TEST_P(IndexRead, SelectChoosesWhatIsReturned) {
  PutFive();
  QueryRequest request = RequestOf("best");
  request.limit = 1;
  const Item projected = With(Key("0"), {{"g", "G"}, {"n", 0}, {"x", 0}});
  EXPECT_THAT(QueryOf(request), ElementsAre(projected));
  request.select = Select::kAllProjectedAttributes;
  EXPECT_THAT(QueryOf(request), ElementsAre(projected));
  request.select = Select::kCount;
  EXPECT_EQ(db().Query(request)->count, 1);
  EXPECT_EQ(db().Query(request)->items, std::nullopt);
  request.select = Select::kSpecificAttributes;
  request.projection_expression = "x, s";
  EXPECT_THAT(QueryOf(request), ElementsAre(Item{{"x", 0}, {"s", "0"}}));
}

TEST_P(IndexRead, AGlobalIndexGivesOnlyWhatItHolds) {
  PutTen();
  const std::string all =
      kInvalid +
      "Select type ALL_ATTRIBUTES is not supported for global secondary index best because its "
      "projection type is not ALL";
  QueryRequest request = RequestOf("best");
  request.select = Select::kAllAttributes;
  ExpectRefused(request, all);
  EXPECT_THAT(
      db().Scan({.table_name = "games", .index_name = "best", .select = Select::kAllAttributes}),
      IsInvalid(all));
  request.select.reset();
  request.projection_expression = "x, y, z.a";
  const std::string missing = kInvalid + "Global secondary index best does not project [y, z]";
  ExpectRefused(request, missing);
  EXPECT_THAT(
      db().Scan(
          {.table_name = "games", .index_name = "best", .projection_expression = "x, y, z.a"}),
      IsInvalid(missing));
  request.projection_expression = "x";
  request.filter_expression = "attribute_exists(y) OR x = :v";
  ExpectRefused(request, kInvalid +
                             "Secondary index best does not project one or more filter attributes: "
                             "[y]");
  QueryRequest every = RequestOf("every");
  every.select = Select::kAllAttributes;
  every.limit = 1;
  EXPECT_EQ(QueryOf(every)[0].size(), 10u);
}

TEST_P(IndexRead, ALocalIndexFetchesWhatItLacksFromTheTable) {
  PutFive();
  QueryRequest request = RequestOf("recent");
  request.limit = 2;
  EXPECT_EQ(QueryOf(request)[0].size(), 3u);
  request.select = Select::kAllAttributes;
  for (const bool consistent : {false, true}) {
    request.consistent_read = consistent;
    const std::vector<Item> whole = QueryOf(request);
    ASSERT_EQ(whole.size(), 2u);
    EXPECT_EQ(whole[0].size(), 10u);
    EXPECT_EQ(whole[0], Get("games", Key("8")));
  }
  request.select.reset();
  request.projection_expression = "x, d";
  EXPECT_THAT(QueryOf(request), ElementsAre(Item{{"x", 8}, {"d", 5}}, Item{{"x", 6}, {"d", 6}}));
  request.filter_expression = "x = :x";
  request.expression_attribute_values->Set(":x", 6);
  EXPECT_THAT(QueryOf(request), ElementsAre(Item{{"x", 6}, {"d", 6}}))
      << "A filter sees what is fetched anyway.";
  EXPECT_THAT(ItemsOf(db().Scan({.table_name = "games",
                                 .index_name = "recent",
                                 .limit = 1,
                                 .projection_expression = "y"}))[0]
                  .Find("y")
                  ->AsString()
                  .size(),
              5000u);
  request.projection_expression.reset();
  ExpectRefused(request, kInvalid +
                             "Secondary index recent does not project one or more filter "
                             "attributes: [x]");
}

TEST_P(IndexRead, FiltersSeeTheEntryAndMayNotNameTheKeyOfTheIndex) {
  PutTen();
  QueryRequest request = RequestOf("best");
  request.filter_expression = "x > :x AND s <> :s";
  request.expression_attribute_values->Set(":x", 6).Set(":s", "8");
  EXPECT_THAT(NumbersOf(request, "x"), UnorderedElementsAre(7, 9));
  request.filter_expression = "n = :x AND s = :s";
  ExpectRefused(request,
                "Filter Expression can only contain non-primary key attributes: Primary key "
                "attribute: n");
  const auto scanned = db().Scan({.table_name = "games",
                                  .index_name = "best",
                                  .filter_expression = "n = :n",
                                  .expression_attribute_values = Item{{":n", 3}}});
  EXPECT_EQ(ItemsOf(scanned).size(), 2u) << "A Scan has no key condition, so its filter may.";
}

TEST_P(IndexRead, AnIndexMustBeOfTheTableAndConsistentOnlyALocalOne) {
  const std::string unknown = "The table does not have the specified index: worst";
  ExpectRefused(RequestOf("worst"), unknown);
  EXPECT_THAT(db().Scan({.table_name = "games", .index_name = "worst"}), IsInvalid(unknown));
  const std::string consistent = "Consistent reads are not supported on global secondary indexes";
  QueryRequest request = RequestOf("best", "zz = :v", Item{{":v", "G"}});
  request.consistent_read = true;
  ExpectRefused(request, consistent);
  EXPECT_THAT(db().Scan({.table_name = "games", .index_name = "every", .consistent_read = true}),
              IsInvalid(consistent));
  request = RequestOf("whole");
  request.consistent_read = true;
  EXPECT_THAT(db().Query(request), IsOk());
  ExpectRefused(RequestOf("no"),
                "1 validation error detected: Value 'no' at 'indexName' failed to satisfy "
                "constraint: Member must have length greater than or equal to 3");
  ExpectRefused(RequestOf("a b$"),
                "1 validation error detected: Value 'a b$' at 'indexName' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
}

TEST_P(IndexRead, SelectOfProjectedAttributesNeedsAnIndexAndNoProjection) {
  ExpectRefused({.table_name = "games",
                 .select = Select::kAllProjectedAttributes,
                 .key_condition_expression = "p = :p",
                 .expression_attribute_values = Item{{":p", "a"}}},
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  QueryRequest request = RequestOf("best");
  request.select = Select::kAllProjectedAttributes;
  request.projection_expression = "x";
  ExpectRefused(request,
                "Cannot specify the ProjectionExpression when choosing to get "
                "ALL_PROJECTED_ATTRIBUTES");
}

}  // namespace
}  // namespace stator::testing
