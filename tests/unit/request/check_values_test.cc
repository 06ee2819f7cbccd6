// The value gate of the embedded door.
#include "db/request/check_values.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "stator/request/transaction.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsInvalid;
using testing::IsOk;

constexpr char kTooDeep[] =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
    "beyond supported limit";
constexpr char kNotUtf8[] =
    "One or more parameter values were invalid: A string or a name is not valid UTF-8";
constexpr char kEmptyStringSet[] =
    "One or more parameter values were invalid: An string set  may not be empty";
constexpr char kEnvelope[] = "1 validation error detected: ";

// A value inside this many lists or maps.
Value Nested(int levels, bool in_maps, Value value = 1) {
  for (int i = 0; i < levels; ++i) {
    value = in_maps ? Value(Map{{"k", value}}) : Value(List({value}));
  }
  return value;
}

PutItemRequest Put(const Value& value) {
  return {.table_name = "tab", .item = Item{{"p", "a"}, {"v", value}}};
}

TEST(CheckValues, AcceptsWhatDynamoDbHas) {
  for (const Value& value :
       {Value(""), Value(Binary("")), Value(1), Value(nullptr), Value(true), Value(StringSet{""}),
        Value(NumberSet{1, 2}), Value(BinarySet({std::string("\xFF")})), Value(List{}),
        Value(Map{}), Value(Map{{"", "empty name"}}), Value("\xF0\x9F\x98\x80")}) {
    EXPECT_THAT(CheckValues(Put(value)), IsOk()) << value;
  }
}

TEST(CheckValues, RefusesEmptySets) {
  EXPECT_THAT(CheckValues(Put(StringSet{})), IsInvalid(std::string(kEnvelope) + kEmptyStringSet));
  EXPECT_THAT(CheckValues(Put(NumberSet{})),
              IsInvalid(std::string(kEnvelope) + "One or more parameter values were invalid: "
                                                 "An number set  may not be empty"));
  EXPECT_THAT(CheckValues(Put(BinarySet({}))),
              IsInvalid(std::string(kEnvelope) + "One or more parameter values were invalid: "
                                                 "Binary sets should not be empty"));
  EXPECT_THAT(CheckValues(Put(List{1, Map{{"k", StringSet{}}}})),
              IsInvalid(std::string(kEnvelope) + kEmptyStringSet));
}

TEST(CheckValues, SpeaksAsTheRequestDoes) {
  const Item bad{{":v", StringSet{}}};
  const std::string wrapped =
      "ExpressionAttributeValues contains invalid value: " + std::string(kEmptyStringSet) +
      " for key :v";
  EXPECT_THAT(CheckExpressionValues(bad, true), IsInvalid(std::string(kEnvelope) + wrapped));
  EXPECT_THAT(CheckExpressionValues(bad, false), IsInvalid(wrapped));
  EXPECT_THAT(CheckValues(UpdateItemRequest{.key = bad}), IsInvalid(kEmptyStringSet));
  EXPECT_THAT(CheckValues(GetItemRequest{.key = bad}), IsInvalid(kEmptyStringSet));
  const std::string start = "The provided starting key is invalid: " + std::string(kEmptyStringSet);
  EXPECT_THAT(CheckValues(ScanRequest{.exclusive_start_key = bad}), IsInvalid(start));
  EXPECT_THAT(
      CheckValues(QueryRequest{.exclusive_start_key = bad, .expression_attribute_values = bad}),
      IsInvalid(start));
}

TEST(CheckValues, LimitsNesting) {
  for (const bool in_maps : {false, true}) {
    EXPECT_THAT(CheckValues(Put(Nested(31, in_maps))), IsOk());
    EXPECT_THAT(CheckValues(Put(Nested(31, in_maps, Map{}))), IsOk());
    EXPECT_THAT(CheckValues(Put(Nested(32, in_maps))), IsInvalid(kTooDeep));
    EXPECT_THAT(CheckValues(Put(Nested(32, in_maps, List{}))), IsInvalid(kTooDeep));
  }
  EXPECT_THAT(CheckValues(Put(Nested(3000, true))), IsInvalid(kTooDeep));
  EXPECT_THAT(CheckExpressionValues(Item{{":v", Nested(32, true)}}, true), IsInvalid(kTooDeep));
}

TEST(CheckValues, LeavesExpressionValuesForLater) {
  const Item bad{{":v", StringSet{}}};
  EXPECT_THAT(CheckValues(UpdateItemRequest{.expression_attribute_values = bad}), IsOk());
  EXPECT_THAT(CheckValues(QueryRequest{.expression_attribute_values = bad}), IsOk());
  EXPECT_THAT(CheckExpressionValues(std::nullopt, true), IsOk());
  // Those of a transaction are looked at with the rest.
  EXPECT_THAT(
      CheckValues(TransactWriteItemsRequest{
          .transact_items = {{{.delete_ = TransactDelete{.expression_attribute_values = bad}}}}}),
      IsInvalid("ExpressionAttributeValues contains invalid value: " +
                std::string(kEmptyStringSet) + " for key :v"));
  // No JSON could carry this one.
  EXPECT_THAT(CheckValues(ScanRequest{.expression_attribute_values = Item{{":v", "\xFF"}}}),
              IsInvalid("ExpressionAttributeValues contains invalid value: " +
                        std::string(kNotUtf8) + " for key :v"));
}

TEST(CheckValues, RefusesTextThatNoJsonCouldCarry) {
  const std::string bad = "a\xC0\x80";
  EXPECT_THAT(CheckValues(Put(bad)), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(Put(StringSet{"a", bad})), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(Put(List{1, bad})), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(Put(Map{{bad, 1}})), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(GetItemRequest{.key = Item{{bad, 1}}}), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(GetItemRequest{.projection_expression = bad}), IsInvalid(kNotUtf8));
  EXPECT_THAT(
      CheckValues(GetItemRequest{.expression_attribute_names = AttributeNames{{"#n", bad}}}),
      IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(CreateTableRequest{.tags = std::vector<Tag>{{.key = "k", .value = bad}}}),
              IsInvalid(kNotUtf8));
}

TEST(CheckValues, LooksIntoLegacyParameters) {
  const Value empty = StringSet{};
  const auto updated = [&](const std::string& name, const Value& value) {
    return CheckValues(
        UpdateItemRequest{.attribute_updates = AttributeUpdates{{name, {.value = value}}}});
  };
  EXPECT_THAT(updated("a", 1), IsOk());
  EXPECT_THAT(updated("a", empty), IsInvalid(kEmptyStringSet));
  EXPECT_THAT(updated("a", Nested(32, true)), IsInvalid(kTooDeep));
  EXPECT_THAT(updated("\xFF", 1), IsInvalid(kNotUtf8));
  EXPECT_THAT(CheckValues(DeleteItemRequest{.expected = Expectations{{"a", {.value = empty}}}}),
              IsInvalid(kEmptyStringSet));
  const Conditions conditions{{"a", {.attribute_value_list = std::vector<Value>{1, empty}}}};
  EXPECT_THAT(CheckValues(ScanRequest{.scan_filter = conditions}), IsInvalid(kEmptyStringSet));
  EXPECT_THAT(CheckValues(QueryRequest{.key_conditions = conditions}), IsInvalid(kEmptyStringSet));
  EXPECT_THAT(CheckValues(QueryRequest{.query_filter = conditions}), IsInvalid(kEmptyStringSet));
  EXPECT_THAT(
      CheckValues(GetItemRequest{.attributes_to_get = std::vector<std::string>{"a", "\xFF"}}),
      IsInvalid(kNotUtf8));
}

}  // namespace
}  // namespace stator
