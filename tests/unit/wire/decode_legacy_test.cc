// The legacy parameters on the wire: maps of structures and lists of attribute values.
#include <string>
#include <string_view>
#include <vector>

#include "db/wire/decode.h"
#include "db/wire/encode.h"
#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using testing::IsErrorWith;
using testing::IsInvalid;
using testing::IsOk;

PutItemRequest DecodedPut(std::string_view expected) {
  const absl::StatusOr<PutItemRequest> request = Decode<PutItemRequest>(
      R"({"TableName":"tab","Item":{},"Expected":)" + std::string(expected) + "}");
  EXPECT_THAT(request, IsOk()) << expected;
  return request.value_or(PutItemRequest{});
}

TEST(DecodeLegacy, ReadsExpected) {
  const PutItemRequest request = DecodedPut(
      R"({"a":{"Value":{"N":"1"}},"b.c":{"Exists":false},)"
      R"("d":{"ComparisonOperator":"IN","AttributeValueList":[{"S":"x"},{"SS":["y"]}]}})");
  ASSERT_EQ(request.expected->size(), 3u);
  EXPECT_EQ(request.expected->at("a").value, Value(1));
  EXPECT_EQ(request.expected->at("a").exists, std::nullopt);
  EXPECT_EQ(request.expected->at("b.c").exists, false);
  EXPECT_EQ(request.expected->at("b.c").value, std::nullopt);
  EXPECT_EQ(request.expected->at("d").comparison_operator, ComparisonOperator::kIn);
  EXPECT_EQ(request.expected->at("d").attribute_value_list,
            (std::vector<Value>{"x", StringSet{"y"}}));
}

TEST(DecodeLegacy, TellsEmptyFromAbsent) {
  EXPECT_EQ(DecodedPut("null").expected, std::nullopt);
  EXPECT_TRUE(DecodedPut("{}").expected->empty());
  const PutItemRequest request =
      DecodedPut(R"({"a":{"Value":null,"AttributeValueList":[]},"b":null})");
  EXPECT_EQ(request.expected->at("a").value, std::nullopt);
  EXPECT_EQ(request.expected->at("a").attribute_value_list, std::vector<Value>());
  EXPECT_EQ(request.expected->at("b").exists, std::nullopt);
}

TEST(DecodeLegacy, TheLastOfSeveralEntriesOfOneNameCounts) {
  const PutItemRequest request =
      DecodedPut(R"({"a":{"Value":{"S":"x"},"Exists":true},"\u0061":{"Exists":false}})");
  ASSERT_EQ(request.expected->size(), 1u);
  EXPECT_EQ(request.expected->at("a").value, std::nullopt);
  EXPECT_EQ(request.expected->at("a").exists, false);
}

TEST(DecodeLegacy, ForgetsWhatIsNoEnumWithTheEntryItStoodIn) {
  const PutItemRequest request =
      DecodedPut(R"({"a":{"ComparisonOperator":"LIKE"},"\u0061":{"ComparisonOperator":"EQ"}})");
  EXPECT_EQ(request.expected->at("a").comparison_operator, ComparisonOperator::kEq);
  EXPECT_EQ(DecodedPut(R"({"a":{"ComparisonOperator":"LIKE"},"a":null})").expected->at("a").value,
            std::nullopt);
}

TEST(DecodeLegacy, ReadsUpdatesConditionsAndNames) {
  const auto update = Decode<UpdateItemRequest>(
      R"({"AttributeUpdates":{"a":{"Action":"ADD","Value":{"L":[{"N":"1"}]}},"b":{}}})");
  ASSERT_THAT(update, IsOk());
  EXPECT_EQ(update->attribute_updates->at("a").action, AttributeAction::kAdd);
  EXPECT_EQ(update->attribute_updates->at("a").value, Value(List{1}));
  EXPECT_EQ(update->attribute_updates->at("b").action, std::nullopt);
  const auto query = Decode<QueryRequest>(
      R"({"KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]}},)"
      R"("QueryFilter":{"v":{"ComparisonOperator":"NULL"}},"ConditionalOperator":"OR",)"
      R"("AttributesToGet":["x","y.z"]})");
  ASSERT_THAT(query, IsOk());
  EXPECT_EQ(query->key_conditions->at("p").comparison_operator, ComparisonOperator::kEq);
  EXPECT_EQ(query->key_conditions->at("p").attribute_value_list, std::vector<Value>{"a"});
  EXPECT_EQ(query->query_filter->at("v").attribute_value_list, std::nullopt);
  EXPECT_EQ(query->conditional_operator, ConditionalOperator::kOr);
  EXPECT_EQ(query->attributes_to_get, (std::vector<std::string>{"x", "y.z"}));
}

TEST(DecodeLegacy, ComesBackFromTheWire) {
  const UpdateItemRequest sent{
      .table_name = "tab",
      .attribute_updates = AttributeUpdates{{"\"", {.value = Value(StringSet{"a"})}},
                                            {"b", {.action = AttributeAction::kDelete}}},
      .expected = Expectations{{"a",
                                {.comparison_operator = ComparisonOperator::kBetween,
                                 .attribute_value_list = std::vector<Value>{1, 2}}},
                               {"b", {.value = Value(Map{{"k", nullptr}}), .exists = true}},
                               {"c", {.attribute_value_list = std::vector<Value>{}}}},
      .conditional_operator = ConditionalOperator::kAnd};
  std::string body;
  Encode(sent, body);
  EXPECT_EQ(body,
            R"({"TableName":"tab","AttributeUpdates":{"\"":{"Value":{"SS":["a"]}},)"
            R"("b":{"Action":"DELETE"}},"Expected":{"a":{"ComparisonOperator":"BETWEEN",)"
            R"("AttributeValueList":[{"N":"1"},{"N":"2"}]},"b":{"Value":{"M":{"k":{"NULL":true)"
            R"(}}},"Exists":true},"c":{"AttributeValueList":[]}},"ConditionalOperator":"AND"})");
  const absl::StatusOr<UpdateItemRequest> received = Decode<UpdateItemRequest>(body);
  ASSERT_THAT(received, IsOk());
  std::string again;
  Encode(*received, again);
  EXPECT_EQ(again, body);
}

TEST(DecodeLegacy, RefusesOtherShapes) {
  struct Case {
    std::string expected;
    std::string message;
  };
  const Case cases[] = {
      {"[]",
       "Unrecognized collection type java.util.Map<java.lang.String, "
       "com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue>"},
      {R"("a")", "Unexpected field type"},
      {R"({"x":5})", "Unexpected value type in payload"},
      {R"({"x":{"Value":5}})", "Unexpected field type"},
      {R"({"x":{"AttributeValueList":{"S":"a"}}})",
       "Start of structure or map found where not expected"},
      {R"({"x":{"AttributeValueList":[5]}})", "Unexpected value type in payload"},
      {R"({"x":{"ComparisonOperator":5}})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"x":{"Exists":"xx"}})", "Unexpected token received from parser"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(Decode<PutItemRequest>(R"({"Expected":)" + c.expected + "}"),
                IsErrorWith(ErrorCode::kSerialization, c.message))
        << c.expected;
  }
}

// Their values keep the old wording in PutItem and UpdateItem, but for one text.
TEST(DecodeLegacy, RefusesWhatIsNoValue) {
  const std::string invalid = "One or more parameter values were invalid: ";
  struct Case {
    std::string value;
    std::string message;
  };
  const Case cases[] = {
      {R"({"N":"x"})", "The parameter cannot be converted to a numeric value: x"},
      {R"({"S":"a","N":"1"})",
       "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
       "supported datatypes"},
      {"{}",
       "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"},
      {R"({"SS":[]})", invalid + "An string set  may not be empty"},
      {R"({"SS":["a","a"]})", invalid + "Input collection [a, a] contains duplicates."},
      {R"({"NULL":false})", "1 validation error detected: " + invalid +
                                "Null attribute value types must have the value of true"},
  };
  const std::string start = R"({"TableName":"tab","Key":{"p":{"S":"a"}},)";
  for (const Case& c : cases) {
    EXPECT_THAT(
        Decode<UpdateItemRequest>(start + R"("AttributeUpdates":{"x":{"Value":)" + c.value + "}}}"),
        IsInvalid(c.message));
    EXPECT_THAT(Decode<UpdateItemRequest>(start + R"("Expected":{"x":{"AttributeValueList":[)" +
                                          c.value + "]}}}"),
                IsInvalid(c.message));
  }
  EXPECT_THAT(
      Decode<UpdateItemRequest>(start + R"("Expected":{"x":{"AttributeValueList":[null]}}})"),
      IsInvalid(cases[2].message));
}

}  // namespace
}  // namespace stator::wire
