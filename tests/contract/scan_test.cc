// Scan: what it finds, page by page and segment by segment, and what it refuses. Its filters stand
// in condition_test.cc and condition_error_test.cc.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class Scan : public DoorTest {
 protected:
  // `count` partitions of `each` items.
  void Fill(int count, int each, const std::string& filling = "") {
    for (int p = 0; p < count; ++p) {
      for (int s = 0; s < each; ++s) {
        Put("sorted", Item{{"p", "p" + std::to_string(p)}, {"s", s}, {"v", filling}});
      }
    }
  }

  // How often each key comes, over all pages of `request`.
  std::map<std::string, int> Seen(ScanRequest request) {
    std::map<std::string, int> seen;
    for (;;) {
      const auto page = db().Scan(request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) return seen;
      EXPECT_EQ(page->count, static_cast<int>(page->items->size()));
      for (const ItemView item : *page->items) {
        ++seen[std::string(item.Find("p")->AsString()) + "/" +
               item.Find("s")->AsNumber().ToString()];
      }
      if (!page->last_evaluated_key) return seen;
      request.exclusive_start_key = page->last_evaluated_key;
    }
  }
  static std::map<std::string, int> EachOnce(int count, int each) {
    std::map<std::string, int> once;
    for (int p = 0; p < count; ++p) {
      for (int s = 0; s < each; ++s) {
        once["p" + std::to_string(p) + "/" + std::to_string(s)] = 1;
      }
    }
    return once;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(Scan);

TEST_P(Scan, FindsEveryItemOfItsTableAlone) {
  CreateSorted(ScalarAttributeType::kN);
  CreatePlain();
  Put("plain", Sample());
  Fill(20, 5);
  EXPECT_EQ(Seen({.table_name = "sorted"}), EachOnce(20, 5));
}

TEST_P(Scan, ReturnsWholeItemsAndTheirCounts) {
  CreatePlain();
  Put("plain", Sample());
  const auto page = db().Scan({.table_name = "plain"});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 1);
  EXPECT_EQ(page->scanned_count, 1);
  EXPECT_EQ(page->last_evaluated_key, std::nullopt);
  EXPECT_EQ(page->consumed_capacity, std::nullopt);
  EXPECT_EQ(Item(page->items->front()), Sample());
}

TEST_P(Scan, OfAnEmptyTableReturnsAnEmptyList) {
  CreatePlain();
  const auto page = db().Scan({.table_name = "plain"});
  ASSERT_THAT(page, IsOk());
  ASSERT_TRUE(page->items.has_value());
  EXPECT_TRUE(page->items->empty());
  EXPECT_EQ(page->scanned_count, 0);
  EXPECT_EQ(page->last_evaluated_key, std::nullopt);
}

TEST_P(Scan, KeepsThePartitionsTogetherAndTheirItemsInOrder) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(10, 5);
  const auto page = db().Scan({.table_name = "sorted"});
  ASSERT_THAT(page, IsOk());
  ASSERT_EQ(page->count, 50);
  std::set<std::string> partitions;
  for (int i = 0; i < 50; ++i) {
    const ItemView item = (*page->items)[i];
    partitions.insert(std::string(item.Find("p")->AsString()));
    EXPECT_EQ(static_cast<int>(partitions.size()), i / 5 + 1);
    EXPECT_EQ(item.Find("s")->AsNumber(), i % 5);
  }
}

TEST_P(Scan, ReadsEveryItemOnceWithAnyLimit) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(7, 3);
  for (int limit = 1; limit <= 22; ++limit) {
    EXPECT_EQ(Seen({.table_name = "sorted", .limit = limit}), EachOnce(7, 3)) << limit;
  }
}

TEST_P(Scan, ALimitReachedAtTheLastItemStillGivesAKey) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(1, 5);
  const auto exact = db().Scan({.table_name = "sorted", .limit = 5});
  ASSERT_THAT(exact, IsOk());
  EXPECT_EQ(exact->last_evaluated_key, (Item{{"p", "p0"}, {"s", 4}}));
  const auto beyond = db().Scan({.table_name = "sorted", .limit = 6});
  ASSERT_THAT(beyond, IsOk());
  EXPECT_EQ(beyond->last_evaluated_key, std::nullopt);
}

TEST_P(Scan, EndsAPageBehindTheItemThatCrossesOneMegabyte) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(4, 5, std::string(100'000, 'x'));
  const auto page = db().Scan({.table_name = "sorted"});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 11);
  EXPECT_TRUE(page->last_evaluated_key.has_value());
  EXPECT_EQ(Seen({.table_name = "sorted"}), EachOnce(4, 5));
  const auto counted = db().Scan({.table_name = "sorted", .select = Select::kCount});
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->count, 11);
  EXPECT_EQ(counted->items, std::nullopt);
}

TEST_P(Scan, SegmentsCoverEveryItemExactlyOnce) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(40, 2);
  for (const int total : {1, 2, 3, 7, 16, 100}) {
    std::map<std::string, int> seen;
    for (int segment = 0; segment < total; ++segment) {
      for (const auto& [key, times] : Seen(
               {.table_name = "sorted", .limit = 3, .total_segments = total, .segment = segment})) {
        seen[key] += times;
      }
    }
    EXPECT_EQ(seen, EachOnce(40, 2)) << total;
  }
}

TEST_P(Scan, TakesAMillionSegments) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(3, 1);
  for (const int segment : {0, 1, 999'999}) {
    EXPECT_THAT(
        db().Scan({.table_name = "sorted", .total_segments = 1'000'000, .segment = segment}),
        IsOk());
  }
}

TEST_P(Scan, SegmentsAreOfLikeSizes) {
  CreatePlain();
  for (int i = 0; i < 400; ++i) Put("plain", Item{{"p", "key" + std::to_string(i)}});
  for (int segment = 0; segment < 4; ++segment) {
    const auto page = db().Scan({.table_name = "plain", .total_segments = 4, .segment = segment});
    ASSERT_THAT(page, IsOk());
    // The chance of a miss with random keys is less than one in ten million.
    EXPECT_GT(page->count, 50);
    EXPECT_LT(page->count, 150);
  }
}

TEST_P(Scan, StartsBehindAKeyThatNeedNotExist) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(1, 5);
  ASSERT_THAT(db().Delete("sorted", Item{{"p", "p0"}, {"s", 2}}), IsOk());
  const auto page =
      db().Scan({.table_name = "sorted", .exclusive_start_key = Item{{"p", "p0"}, {"s", 2}}});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 2);
  EXPECT_THAT(
      db().Scan({.table_name = "sorted", .exclusive_start_key = Item{{"p", "never"}, {"s", 1}}}),
      IsOk());
}

TEST_P(Scan, TheStartingKeyFitsTheSchema) {
  CreateSorted(ScalarAttributeType::kN);
  for (const Item& key :
       {Item(), Item{{"p", "a"}}, Item{{"p", "a"}, {"s", "1"}}, Item{{"p", 1}, {"s", 1}},
        Item{{"p", "a"}, {"s", 1}, {"x", "y"}}, Item{{"x", "a"}, {"y", 1}}}) {
    EXPECT_THAT(db().Scan({.table_name = "sorted", .exclusive_start_key = key}),
                IsInvalid("The provided starting key is invalid: The provided key element does not "
                          "match the schema"))
        << key;
  }
}

TEST_P(Scan, TheStartingKeyLiesInTheSegment) {
  CreateSorted(ScalarAttributeType::kN);
  int refused = 0;
  for (int segment = 0; segment < 2; ++segment) {
    const auto page = db().Scan({.table_name = "sorted",
                                 .exclusive_start_key = Item{{"p", "a"}, {"s", 1}},
                                 .total_segments = 2,
                                 .segment = segment});
    if (page.ok()) continue;
    ++refused;
    EXPECT_THAT(page, IsInvalid("The provided starting key is invalid: Invalid ExclusiveStartKey. "
                                "Please use ExclusiveStartKey with correct Segment. TotalSegments: "
                                "2 Segment: " +
                                std::to_string(segment)));
  }
  EXPECT_EQ(refused, 1);
}

TEST_P(Scan, ProjectsAndCounts) {
  CreatePlain();
  Put("plain", Sample());
  const auto projected = db().Scan({.table_name = "plain", .projection_expression = "n, m.k"});
  ASSERT_THAT(projected, IsOk());
  EXPECT_EQ(Item(projected->items->front()), (Item{{"n", 5}, {"m", Map{{"k", "v"}}}}));
  const auto counted = db().Scan({.table_name = "plain", .select = Select::kCount});
  ASSERT_THAT(counted, IsOk());
  EXPECT_EQ(counted->count, 1);
  EXPECT_EQ(counted->items, std::nullopt);
}

TEST_P(Scan, FiltersOnTheKeyToo) {
  CreateSorted(ScalarAttributeType::kN);
  Fill(3, 4);
  const auto page = db().Scan({.table_name = "sorted",
                               .filter_expression = "p = :p AND s < :s",
                               .expression_attribute_values = Item{{":p", "p1"}, {":s", 2}}});
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->count, 2);
  EXPECT_EQ(page->scanned_count, 12);
}

TEST_P(Scan, SelectAgreesWithTheProjection) {
  CreatePlain();
  const auto select = [&](Select select, std::optional<Expression> projection) {
    return db().Scan(
        {.table_name = "plain", .select = select, .projection_expression = std::move(projection)});
  };
  const std::string cannot = "Cannot specify the ProjectionExpression when choosing to get ";
  EXPECT_THAT(select(Select::kAllAttributes, "v"), IsInvalid(cannot + "ALL_ATTRIBUTES"));
  EXPECT_THAT(select(Select::kCount, "v"), IsInvalid(cannot + "only the Count"));
  EXPECT_THAT(select(Select::kAllProjectedAttributes, std::nullopt),
              IsInvalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an "
                        "IndexName"));
  EXPECT_THAT(select(Select::kSpecificAttributes, std::nullopt),
              IsInvalid("Must specify the AttributesToGet or ProjectionExpression when choosing to "
                        "get SPECIFIC_ATTRIBUTES"));
  EXPECT_THAT(select(Select::kSpecificAttributes, "v"), IsOk());
  EXPECT_THAT(select(Select::kAllAttributes, std::nullopt), IsOk());
}

TEST_P(Scan, SegmentAndTotalSegmentsGoTogether) {
  CreatePlain();
  EXPECT_THAT(db().Scan({.table_name = "plain", .segment = 0}),
              IsInvalid("The TotalSegments parameter is required but was not present in the "
                        "request when Segment parameter is present"));
  EXPECT_THAT(db().Scan({.table_name = "plain", .total_segments = 2}),
              IsInvalid("The Segment parameter is required but was not present in the request when "
                        "parameter TotalSegments is present"));
  EXPECT_THAT(db().Scan({.table_name = "plain", .total_segments = 2, .segment = 2}),
              IsInvalid("The Segment parameter is zero-based and must be less than parameter "
                        "TotalSegments: Segment: 2 is not less than TotalSegments: 2"));
}

TEST_P(Scan, HoldsNumbersToTheirRanges) {
  CreatePlain();
  EXPECT_THAT(db().Scan({.table_name = "plain", .limit = 0}),
              IsInvalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                        "constraint: Member must have value greater than or equal to 1"));
  EXPECT_THAT(db().Scan({.table_name = "plain", .total_segments = 0, .segment = 0}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db().Scan({.table_name = "plain", .total_segments = 1'000'001, .segment = 0}),
              IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(db().Scan({.table_name = "plain", .total_segments = 2, .segment = -1}),
              IsErrorCode(ErrorCode::kValidation));
}

TEST_P(Scan, HoldsNamesAndValuesToTheirRules) {
  CreatePlain();
  EXPECT_THAT(
      db().Scan({.table_name = "plain", .expression_attribute_names = AttributeNames{{"#a", "a"}}}),
      IsInvalid("ExpressionAttributeNames can only be specified when using expressions"));
  EXPECT_THAT(db().Scan({.table_name = "plain", .expression_attribute_values = Item{{":a", 1}}}),
              IsInvalid("ExpressionAttributeValues can only be specified when using expressions: "
                        "FilterExpression is null"));
  EXPECT_THAT(db().Scan({.table_name = "plain",
                         .filter_expression = "attribute_exists(a)",
                         .expression_attribute_values = Item{{":a", 1}}}),
              IsInvalid("Value provided in ExpressionAttributeValues unused in expressions: keys: "
                        "{:a}"));
}

TEST_P(Scan, NeedsATable) {
  EXPECT_THAT(db().Scan({.table_name = "nosuch"}),
              IsErrorWith(ErrorCode::kResourceNotFound, "Requested resource not found"));
  EXPECT_THAT(db().Scan(ScanRequest{}),
              IsInvalid("1 validation error detected: Value null at 'tableName' failed to satisfy "
                        "constraint: Member must not be null"));
}

}  // namespace
}  // namespace stator::testing
