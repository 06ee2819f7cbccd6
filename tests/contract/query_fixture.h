// What the suites of Query share: table "sorted" with partitions, and a query of one that is one
// text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/sample.h"
#include "tests/support/door.h"

namespace stator::testing {

class QueryTest : public DoorTest {
 protected:
  // An item for each sort key, in the order given.
  void PutSorts(const std::string& partition, const std::vector<Value>& sorts) {
    for (const Value& sort : sorts) Put("sorted", Item{{"p", partition}, {"s", sort}});
  }

  // Of partition "a" (":s"), unless the condition says otherwise.
  static QueryRequest RequestOf(std::string_view condition) {
    return {.table_name = "sorted",
            .key_condition_expression = condition,
            .expression_attribute_names = NamesFor({condition}),
            .expression_attribute_values = ValuesFor({condition})};
  }
  absl::StatusOr<QueryResult> QueryOf(std::string_view condition) {
    return db().Query(RequestOf(condition));
  }

  // The sort keys of the result.
  static std::vector<Value> SortsOf(const absl::StatusOr<QueryResult>& result) {
    EXPECT_THAT(result, IsOk());
    std::vector<Value> sorts;
    if (!result.ok() || !result->items) return sorts;
    for (const ItemView item : *result->items) sorts.emplace_back(*item.Find("s"));
    return sorts;
  }

  // Reads all pages of `request`, and returns the sort keys in the order in which they came.
  std::vector<Value> AllSorts(QueryRequest request) {
    std::vector<Value> all;
    for (;;) {
      const auto page = db().Query(request);
      for (const Value& sort : SortsOf(page)) all.push_back(sort);
      if (!page.ok() || !page->last_evaluated_key) return all;
      request.exclusive_start_key = page->last_evaluated_key;
    }
  }
};

inline std::vector<Value> Numbers(int first, int last) {
  std::vector<Value> numbers;
  const int step = first <= last ? 1 : -1;
  for (int n = first; n != last + step; n += step) numbers.emplace_back(n);
  return numbers;
}

}  // namespace stator::testing
