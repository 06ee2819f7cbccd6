// What the suites of secondary indexes share: a table with an index of every kind.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

// Table "games": key p (S), s (S).
//   "recent"  local, on p, d (N); keys only
//   "whole"   local, on p, e (B); all attributes
//   "best"    global, on g (S), n (N); with x
//   "every"   global, on g (S); all attributes
//   "multi"   global, on g, h (S, N) and n, t (N, S); keys only
class IndexTest : public DoorTest {
 protected:
  void SetUp() override { ASSERT_THAT(db().CreateTable(Games()), IsOk()); }

  static CreateTableRequest Games() {
    using A = ScalarAttributeType;
    constexpr KeyType kHash = KeyType::kHash, kRange = KeyType::kRange;
    const Projection all{ProjectionType::kAll};
    const Projection keys{ProjectionType::kKeysOnly};
    return {.attribute_definitions = {{{"p", A::kS},
                                       {"s", A::kS},
                                       {"d", A::kN},
                                       {"e", A::kB},
                                       {"g", A::kS},
                                       {"n", A::kN},
                                       {"h", A::kN},
                                       {"t", A::kS}}},
            .table_name = "games",
            .key_schema = {{{"p", kHash}, {"s", kRange}}},
            .billing_mode = BillingMode::kPayPerRequest,
            .local_secondary_indexes = {{{.index_name = "recent",
                                          .key_schema = {{{"p", kHash}, {"d", kRange}}},
                                          .projection = keys},
                                         {.index_name = "whole",
                                          .key_schema = {{{"p", kHash}, {"e", kRange}}},
                                          .projection = all}}},
            .global_secondary_indexes = {
                {{.index_name = "best",
                  .key_schema = {{{"g", kHash}, {"n", kRange}}},
                  .projection = {{ProjectionType::kInclude, std::vector<std::string>{"x"}}}},
                 {.index_name = "every", .key_schema = {{{"g", kHash}}}, .projection = all},
                 {.index_name = "multi",
                  .key_schema = {{{"g", kHash}, {"h", kHash}, {"n", kRange}, {"t", kRange}}},
                  .projection = keys}}}};
  }

  static Item Key(const std::string& s, const std::string& p = "a") {
    return Item{{"p", p}, {"s", s}};
  }
  static Item With(Item item, std::initializer_list<std::pair<std::string_view, Value>> more) {
    for (const auto& [name, value] : more) item.Set(name, value);
    return item;
  }
  void Put(const Item& item) { DoorTest::Put("games", item); }

  absl::StatusOr<UpdateItemResult> Update(const Item& key, std::string_view text,
                                          const Item& values = {}) {
    return db().UpdateItem(
        {.table_name = "games",
         .key = key,
         .return_consumed_capacity = ReturnConsumedCapacity::kIndexes,
         .update_expression = text,
         .expression_attribute_values = values.empty() ? std::nullopt : std::optional(values)});
  }

  static QueryRequest RequestOf(const std::string& index, std::string_view condition,
                                const Item& values) {
    return {.table_name = "games",
            .index_name = index,
            .key_condition_expression = condition,
            .expression_attribute_values = values};
  }
  // All of one partition of an index: "recent" and "whole" of p = a, the others of g = G.
  static QueryRequest RequestOf(const std::string& index) {
    const bool local = index == "recent" || index == "whole";
    if (index == "multi") {
      return RequestOf(index, "g = :v AND h = :h", Item{{":v", "G"}, {":h", 1}});
    }
    return RequestOf(index, local ? "p = :v" : "g = :v", Item{{":v", local ? "a" : "G"}});
  }

  template <typename Result>
  static std::vector<Item> ItemsOf(const absl::StatusOr<Result>& result) {
    EXPECT_THAT(result, IsOk());
    std::vector<Item> items;
    if (!result.ok() || !result->items) return items;
    for (const ItemView item : *result->items) items.emplace_back(item);
    return items;
  }
  std::vector<Item> ScanOf(const std::string& index) {
    return ItemsOf(db().Scan({.table_name = "games", .index_name = index}));
  }
  std::vector<Item> QueryOf(const QueryRequest& request) { return ItemsOf(db().Query(request)); }
};

inline const char* const kIndexNames[] = {"recent", "whole", "best", "every", "multi"};

}  // namespace stator::testing
