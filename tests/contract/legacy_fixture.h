// What the suites of legacy parameters share: short ways to write conditions, an item with an
// attribute of every type, and its values.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {

using enum ComparisonOperator;

inline constexpr char kInvalid[] = "One or more parameter values were invalid: ";

inline Condition Is(ComparisonOperator comparison, std::vector<Value> values = {}) {
  return {.attribute_value_list = std::move(values), .comparison_operator = comparison};
}

inline ExpectedAttributeValue Expect(ComparisonOperator comparison,
                                     std::vector<Value> values = {}) {
  return {.comparison_operator = comparison, .attribute_value_list = std::move(values)};
}
inline ExpectedAttributeValue ExpectValue(Value value) { return {.value = std::move(value)}; }
inline ExpectedAttributeValue ExpectNothing() { return {.exists = false}; }

inline ExpectedAttributeValue ExpectedOf(const Condition& condition) {
  return {.comparison_operator = condition.comparison_operator,
          .attribute_value_list = condition.attribute_value_list};
}

// A value of each type, by the name of the type.
inline const std::vector<std::pair<std::string, Value>>& ValueOfEachType() {
  static const auto& values = *new std::vector<std::pair<std::string, Value>>{
      {"S", "a"},
      {"N", 1},
      {"B", Binary("\x01")},
      {"SS", StringSet{"a"}},
      {"NS", NumberSet{1}},
      {"BS", BinarySet({"\x01"})},
      {"L", List{"a"}},
      {"M", Map{{"k", "v"}}},
      {"BOOL", true},
      {"NULL", nullptr},
  };
  return values;
}

// The first item of a page.
inline Item First(const absl::StatusOr<QueryResult>& page) {
  EXPECT_THAT(page, IsOk());
  return page.ok() && !page->items->empty() ? Item((*page->items)[0]) : Item();
}

// An item in table "plain" whose attributes are those values under the names of their types.
class LegacyTest : public DoorTest {
 protected:
  void SetUp() override {
    CreatePlain();
    Put("plain", Everything());
  }

  static Item Key() { return Item{{"p", "key"}}; }
  static Item Everything() {
    Item item = Key();
    for (const auto& [type, value] : ValueOfEachType()) item.Set(type, value);
    return item;
  }

  absl::StatusOr<PutItemResult> PutIf(const Expectations& expected,
                                      std::optional<ConditionalOperator> how = std::nullopt) {
    return db().PutItem({.table_name = "plain",
                         .item = Everything(),
                         .expected = expected,
                         .conditional_operator = how});
  }
  absl::StatusOr<UpdateItemResult> UpdateIf(const Expectations& expected,
                                            std::optional<ConditionalOperator> how = std::nullopt) {
    return db().UpdateItem(
        {.table_name = "plain", .key = Key(), .expected = expected, .conditional_operator = how});
  }
  absl::StatusOr<DeleteItemResult> DeleteIf(const Expectations& expected,
                                            std::optional<ConditionalOperator> how = std::nullopt) {
    return db().DeleteItem(
        {.table_name = "plain", .key = Key(), .expected = expected, .conditional_operator = how});
  }
  absl::StatusOr<ScanResult> ScanFor(const Conditions& filter,
                                     std::optional<ConditionalOperator> how = std::nullopt) {
    return db().Scan({.table_name = "plain", .scan_filter = filter, .conditional_operator = how});
  }
  absl::StatusOr<QueryResult> QueryFor(const Conditions& filter,
                                       std::optional<ConditionalOperator> how = std::nullopt) {
    return db().Query({.table_name = "plain",
                       .key_conditions = Conditions{{"p", Is(kEq, {"key"})}},
                       .query_filter = filter,
                       .conditional_operator = how});
  }
};

}  // namespace stator::testing
