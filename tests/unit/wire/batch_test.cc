// Batches and transactions over the wire: maps by table, lists of actions, and what their results
// look like.
#include "stator/request/batch.h"

#include <string>
#include <string_view>

#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "stator/request/transaction.h"
#include "tests/support/matchers.h"
#include "tests/unit/wire/encoded.h"

namespace stator::wire {
namespace {

using testing::IsErrorWith;
using testing::IsInvalid;
using testing::IsOk;

constexpr std::string_view kGenericCast =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
    "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
    "java.lang.Class are in module java.base of loader 'bootstrap')";

template <typename Request>
void ExpectShapeFault(std::string_view body, std::string_view message) {
  EXPECT_THAT(Decode<Request>(body), IsErrorWith(ErrorCode::kSerialization, std::string(message)))
      << body;
}

TEST(DecodeBatch, ReadsTablesByName) {
  const auto request = Decode<BatchGetItemRequest>(
      R"({"RequestItems":{"b":{"Keys":[{"p":{"S":"1"}},{"p":{"S":"2"}}],"ConsistentRead":true,)"
      R"("ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"name"}},)"
      R"("a":{"Keys":[{"p":{"N":"3"}}]}},"ReturnConsumedCapacity":"TOTAL"})");
  ASSERT_THAT(request, IsOk());
  ASSERT_EQ(request->request_items->size(), 2u);
  const KeysAndAttributes& b = request->request_items->at("b");
  EXPECT_EQ(*b.keys, (std::vector<Item>{Item{{"p", "1"}}, Item{{"p", "2"}}}));
  EXPECT_EQ(b.consistent_read, true);
  EXPECT_EQ(b.projection_expression->text(), "#n");
  EXPECT_EQ(b.expression_attribute_names->at("#n"), "name");
  EXPECT_EQ(request->request_items->at("a").keys->at(0), (Item{{"p", 3}}));
}

TEST(DecodeBatch, TheLastOfSeveralTablesOfOneNameCounts) {
  const auto request = Decode<BatchGetItemRequest>(
      R"({"RequestItems":{"a":{"Keys":[{"p":{"S":"1"}}],"ConsistentRead":true},)"
      R"("a":{"Keys":[{"p":{"S":"2"}}]}}})");
  ASSERT_THAT(request, IsOk());
  const KeysAndAttributes& a = request->request_items->at("a");
  EXPECT_EQ(*a.keys, (std::vector<Item>{Item{{"p", "2"}}}));
  EXPECT_FALSE(a.consistent_read.has_value());
}

TEST(DecodeBatch, ReadsWrites) {
  const auto request = Decode<BatchWriteItemRequest>(
      R"({"RequestItems":{"a":[{"PutRequest":{"Item":{"p":{"S":"1"}}}},)"
      R"({"DeleteRequest":{"Key":{"p":{"S":"2"}}}},{}]}})");
  ASSERT_THAT(request, IsOk());
  const auto& writes = request->request_items->at("a");
  ASSERT_EQ(writes.size(), 3u);
  EXPECT_EQ(writes[0].put_request->item, (Item{{"p", "1"}}));
  EXPECT_EQ(writes[1].delete_request->key, (Item{{"p", "2"}}));
  EXPECT_FALSE(writes[2].put_request.has_value());
}

TEST(DecodeBatch, TellsWrongTypesInTheServicesWords) {
  using Gets = BatchGetItemRequest;
  using Writes = BatchWriteItemRequest;
  ExpectShapeFault<Gets>(R"({"RequestItems":"x"})", "Unexpected field type");
  ExpectShapeFault<Gets>(R"({"RequestItems":[]})",
                         "Unrecognized collection type java.util.Map<java.lang.String, "
                         "com.amazonaws.dynamodb.v20120810.KeysAndAttributes>");
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":[]}})",
                         "Unrecognized collection type class "
                         "com.amazonaws.dynamodb.v20120810.KeysAndAttributes");
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":"x"}})", "Unexpected value type in payload");
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":{"Keys":1}}})", "Unexpected field type");
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":{"Keys":{}}}})",
                         "Start of structure or map found where not expected");
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":{"Keys":[1]}}})", kGenericCast);
  ExpectShapeFault<Gets>(R"({"RequestItems":{"a":{"Keys":[[]]}}})",
                         "Unrecognized collection type java.util.Map<java.lang.String, "
                         "com.amazonaws.dynamodb.v20120810.AttributeValue>");
  ExpectShapeFault<Writes>(R"({"RequestItems":[]})",
                           "Unrecognized collection type java.util.Map<java.lang.String, "
                           "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>");
  ExpectShapeFault<Writes>(R"({"RequestItems":{"a":"x"}})", kGenericCast);
  ExpectShapeFault<Writes>(R"({"RequestItems":{"a":{}}})",
                           "Start of structure or map found where not expected");
  ExpectShapeFault<Writes>(R"({"RequestItems":{"a":["x"]}})", "Unexpected value type in payload");
  ExpectShapeFault<Writes>(R"({"RequestItems":{"a":[{"PutRequest":"x"}]}})",
                           "Unexpected field type");
}

TEST(DecodeBatch, CountsNullAsAbsent) {
  const auto request = Decode<BatchWriteItemRequest>(R"({"RequestItems":{"a":null}})");
  ASSERT_THAT(request, IsOk());
  EXPECT_TRUE(request->request_items->at("a").empty());
  EXPECT_THAT(CheckMembers(*request),
              IsInvalid("1 validation error detected: Value at 'requestItems.a.member' failed to "
                        "satisfy constraint: Member must have length greater than or equal to 1"));
  const auto gets = Decode<BatchGetItemRequest>(R"({"RequestItems":{"a":{"Keys":[null]}}})");
  ASSERT_THAT(gets, IsOk());
  EXPECT_EQ(gets->request_items->at("a").keys->at(0), Item());
}

TEST(DecodeBatch, FindsDefectsOfValues) {
  EXPECT_THAT(Decode<BatchGetItemRequest>(R"({"RequestItems":{"a":{"Keys":[{"p":{"N":"x"}}]}}})"),
              IsInvalid("The parameter cannot be converted to a numeric value: x"));
  EXPECT_THAT(Decode<BatchWriteItemRequest>(
                  R"({"RequestItems":{"a":[{"PutRequest":{"Item":{"p":{"SS":["a","a"]}}}}]}})"),
              IsInvalid("One or more parameter values were invalid: Input collection [a, a] "
                        "contains duplicates."));
}

TEST(DecodeTransaction, NamesInvalidEnumsByTheirPlace) {
  EXPECT_THAT(
      Decode<TransactWriteItemsRequest>(R"({"TransactItems":[{"Delete":{"TableName":"a","Key":{},)"
                                        R"("ReturnValuesOnConditionCheckFailure":"x"}}]})"),
      IsInvalid("1 validation error detected: Value 'x' at "
                "'transactItems.1.member.delete.returnValuesOnConditionCheckFailure' failed to "
                "satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]"));
}

TEST(DecodeTransaction, FindsDefectsOfValues) {
  EXPECT_THAT(Decode<TransactWriteItemsRequest>(
                  R"({"TransactItems":[{"Put":{"TableName":"a","Item":{"p":{"NULL":false}}}}]})"),
              IsInvalid("One or more parameter values were invalid: Null attribute value types "
                        "must have the value of true"));
  EXPECT_THAT(Decode<TransactGetItemsRequest>(
                  R"({"TransactItems":[{"Get":{"TableName":"a","Key":{"p":{}}}}]})"),
              IsInvalid("Supplied AttributeValue is empty, must contain exactly one of the "
                        "supported datatypes"));
}

// What a message of this JSON becomes when it is read and written again.
template <typename Result>
void ExpectResultComesBack(const std::string& json) {
  const auto result = DecodeResult<Result>(json);
  ASSERT_THAT(result, IsOk()) << json;
  EXPECT_EQ(Encoded(*result), json);
}
template <typename Request>
void ExpectRequestComesBack(const std::string& json) {
  const auto request = Decode<Request>(json);
  ASSERT_THAT(request, IsOk()) << json;
  EXPECT_EQ(Encoded(*request), json);
}

TEST(EncodeBatch, ResultsAndRequestsComeBackAsTheyWent) {
  ExpectResultComesBack<BatchGetItemResult>(
      R"({"Responses":{"a":[{"p":{"S":"1"}},{"p":{"S":"2"}}],"b":[]},"UnprocessedKeys":{"a":)"
      R"({"Keys":[{"p":{"S":"3"}}],"ConsistentRead":false}},"ConsumedCapacity":[)"
      R"({"TableName":"a","CapacityUnits":1.5}]})");
  ExpectResultComesBack<BatchWriteItemResult>(
      R"({"UnprocessedItems":{"a":[{"DeleteRequest":{"Key":{"p":{"S":"1"}}}},)"
      R"({"PutRequest":{"Item":{"p":{"S":"2"}}}}]}})");
  ExpectResultComesBack<BatchWriteItemResult>(R"({"UnprocessedItems":{}})");
  ExpectResultComesBack<TransactGetItemsResult>(R"({"Responses":[{"Item":{"p":{"S":"1"}}},{}]})");
  ExpectResultComesBack<TransactWriteItemsResult>("{}");
  ExpectRequestComesBack<BatchGetItemRequest>(
      R"({"ReturnConsumedCapacity":"TOTAL","RequestItems":{"a":{"Keys":[{"p":{"S":"1"}}]}}})");
  ExpectRequestComesBack<TransactWriteItemsRequest>(
      R"({"ClientRequestToken":"t","TransactItems":[{"ConditionCheck":{"Key":{"p":{"S":"1"}},)"
      R"("TableName":"a","ConditionExpression":"v <> v"}},{"Update":{"Key":{"p":{"S":"2"}},)"
      R"("UpdateExpression":"SET v = :v","TableName":"a",)"
      R"("ExpressionAttributeValues":{":v":{"N":"1"}}}}]})");
}

}  // namespace
}  // namespace stator::wire
