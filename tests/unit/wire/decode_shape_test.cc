// The shape gate: JSON of a wrong type, member by member, in the service's words.
#include <string>
#include <string_view>

#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using testing::IsErrorWith;
using testing::IsOk;

auto IsShape(std::string message) {
  return IsErrorWith(ErrorCode::kSerialization, std::move(message));
}

struct ShapeError {
  std::string_view member;  // Of a request, in JSON.
  std::string_view message;
};

template <typename Request>
void ExpectFaults(std::initializer_list<ShapeError> cases) {
  for (const ShapeError& c : cases) {
    const std::string body = "{" + std::string(c.member) + "}";
    EXPECT_THAT(Decode<Request>(body), IsShape(std::string(c.message))) << body;
  }
}

constexpr char kStart[] = "Start of structure or map found where not expected";
constexpr char kField[] = "Unexpected field type";
constexpr char kPayload[] = "Unexpected value type in payload";
constexpr char kItemMap[] =
    "Unrecognized collection type java.util.Map<java.lang.String, "
    "com.amazonaws.dynamodb.v20120810.AttributeValue>";

TEST(Shape, BodyIsNoJson) {
  for (const std::string_view body : {"", " ", "{", "{}x", "[1,]", "{'a':1}", "NaN", "{\"a\":}"}) {
    EXPECT_THAT(Decode<GetItemRequest>(body), IsShape("")) << body;
  }
}

TEST(Shape, BodyIsNoObject) {
  for (const std::string_view body : {"\"x\"", "1", "true", "[]"}) {
    EXPECT_THAT(Decode<ListTablesRequest>(body), IsShape(kField)) << body;
  }
  EXPECT_THAT(Decode<ListTablesRequest>("null"), IsOk());
}

// The service parses the body before it looks at types.
TEST(Shape, NoJsonComesBeforeAWrongType) {
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":1,"Key":{})"), IsShape(""));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":1,"x":tru})"), IsShape(""));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":1,"x":"\ud800"})"), IsShape(""));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":1} x)"), IsShape(""));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":1.})"), IsShape(""));
}

TEST(Shape, Strings) {
  ExpectFaults<GetItemRequest>({
      {R"("TableName":1)", "NUMBER_VALUE cannot be converted to String"},
      {R"("TableName":-1)", "NUMBER_VALUE cannot be converted to String"},
      {R"("TableName":1.5)", "DECIMAL_VALUE cannot be converted to String"},
      {R"("TableName":1e5)", "DECIMAL_VALUE cannot be converted to String"},
      {R"("TableName":true)", "TRUE_VALUE cannot be converted to String"},
      {R"("TableName":false)", "FALSE_VALUE cannot be converted to String"},
      {R"("TableName":[])", "Unrecognized collection type class java.lang.String"},
      {R"("TableName":{})", kStart},
      {R"("ProjectionExpression":1)", "NUMBER_VALUE cannot be converted to String"},
      {R"("ProjectionExpression":{})", kStart},
      {R"("ReturnConsumedCapacity":true)", "TRUE_VALUE cannot be converted to String"},
      {R"("ReturnConsumedCapacity":[])", "Unrecognized collection type class java.lang.String"},
  });
}

TEST(Shape, Numbers) {
  ExpectFaults<ScanRequest>({
      {R"("Limit":"1")", "STRING_VALUE cannot be converted to Integer"},
      {R"("Limit":true)", "TRUE_VALUE cannot be converted to Integer"},
      {R"("Limit":[])", "Unrecognized collection type class java.lang.Integer"},
      {R"("Limit":{})", kStart},
      {R"("Segment":"1")", "STRING_VALUE cannot be converted to Integer"},
  });
  ExpectFaults<CreateTableRequest>({
      {R"("ProvisionedThroughput":{"ReadCapacityUnits":"x"})",
       "STRING_VALUE cannot be converted to Long"},
      {R"("ProvisionedThroughput":{"ReadCapacityUnits":false})",
       "FALSE_VALUE cannot be converted to Long"},
      {R"("ProvisionedThroughput":{"WriteCapacityUnits":[]})",
       "Unrecognized collection type class java.lang.Long"},
  });
}

TEST(Shape, Booleans) {
  ExpectFaults<GetItemRequest>({
      {R"("ConsistentRead":1)", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"("ConsistentRead":1.5)", "DECIMAL_VALUE cannot be converted to Boolean"},
      {R"("ConsistentRead":"x")", "Unexpected token received from parser"},
      {R"("ConsistentRead":"")", "Unexpected token received from parser"},
      {R"("ConsistentRead":[])", "Unrecognized collection type class java.lang.Boolean"},
      {R"("ConsistentRead":{})", kStart},
  });
}

TEST(Shape, Maps) {
  ExpectFaults<GetItemRequest>({
      {R"("Key":1)", kField},
      {R"("Key":"x")", kField},
      {R"("Key":true)", kField},
      {R"("Key":[])", kItemMap},
      {R"("Key":[{}])", kItemMap},
      {R"("ExpressionAttributeNames":1)", kField},
      {R"("ExpressionAttributeNames":"x")", kField},
      {R"("ExpressionAttributeNames":[])",
       "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>"},
      {R"("ExpressionAttributeNames":{"#a":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"("ExpressionAttributeNames":{"#a":[]})",
       "Unrecognized collection type class java.lang.String"},
  });
  ExpectFaults<PutItemRequest>({
      {R"("Item":1)", kField},
      {R"("Item":[])", kItemMap},
      {R"("ExpressionAttributeValues":"x")", kField},
      {R"("ExpressionAttributeValues":[])", kItemMap},
  });
}

TEST(Shape, AttributeValues) {
  struct ValueCase {
    std::string_view value;
    std::string_view message;
  };
  const ValueCase cases[] = {
      {"1", kPayload},
      {"\"x\"", kPayload},
      {"true", kPayload},
      {"[]", "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
      {R"({"S":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"S":[]})", "Unrecognized collection type class java.lang.String"},
      {R"({"S":{}})", kStart},
      {R"({"N":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"N":1.0})", "DECIMAL_VALUE cannot be converted to String"},
      {R"({"N":true})", "TRUE_VALUE cannot be converted to String"},
      {R"({"B":1})", "only base-64-encoded strings are convertible to bytes"},
      {R"({"B":true})", "only base-64-encoded strings are convertible to bytes"},
      {R"({"B":[]})", "Unrecognized collection type class java.nio.ByteBuffer"},
      {R"({"B":{}})", kStart},
      {R"({"B":"A"})", "Base64 encoded length is expected a multiple of 4 bytes but found: 1"},
      {R"({"B":"AQ="})", "Base64 encoded length is expected a multiple of 4 bytes but found: 3"},
      {R"({"B":"AQ==\n"})", "Base64 encoded length is expected a multiple of 4 bytes but found: 5"},
      {R"({"B":"A==="})", "Invalid last non-pad Base64 character dectected"},
      {R"({"B":"AB=="})", "Invalid last non-pad Base64 character dectected"},
      {R"({"B":"!!!!"})", "Invalid last non-pad Base64 character dectected"},
      {R"({"B":"_-__"})", "Invalid last non-pad Base64 character dectected"},
      {R"({"SS":"x"})", kField},
      {R"({"SS":{}})", kStart},
      {R"({"SS":[1]})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"NS":[1]})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"NS":"1"})", kField},
      {R"({"BS":[1]})", "only base-64-encoded strings are convertible to bytes"},
      {R"({"BS":["!!"]})", "Base64 encoded length is expected a multiple of 4 bytes but found: 2"},
      {R"({"M":"x"})", kField},
      {R"({"M":[]})", kItemMap},
      {R"({"M":{"k":1}})", kPayload},
      {R"({"M":{"k":{"S":1}}})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"L":"x"})", kField},
      {R"({"L":{}})", kStart},
      {R"({"L":["x"]})", kPayload},
      {R"({"L":[[]]})",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"},
      {R"({"NULL":"x"})", "Unexpected token received from parser"},
      {R"({"NULL":1})", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"({"BOOL":1})", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"({"BOOL":"x"})", "Unexpected token received from parser"},
      {R"({"BOOL":[]})", "Unrecognized collection type class java.lang.Boolean"},
      // A wrong type behind a defect of a value: shape comes first.
      {R"({"S":"x","N":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"N":"x","S":1})", "NUMBER_VALUE cannot be converted to String"},
      {R"({"L":[{},{"S":1}]})", "NUMBER_VALUE cannot be converted to String"},
  };
  for (const ValueCase& c : cases) {
    const std::string item = R"({"v":)" + std::string(c.value) + "}";
    EXPECT_THAT(Decode<PutItemRequest>(R"({"Item":)" + item + "}"), IsShape(std::string(c.message)))
        << item;
    EXPECT_THAT(Decode<QueryRequest>(R"({"ExpressionAttributeValues":)" + item + "}"),
                IsShape(std::string(c.message)))
        << item;
  }
}

TEST(Shape, ListsAndStructures) {
  ExpectFaults<CreateTableRequest>({
      {R"("AttributeDefinitions":"x")", kField},
      {R"("AttributeDefinitions":{})", kStart},
      {R"("AttributeDefinitions":[1])", kPayload},
      {R"("AttributeDefinitions":[[]])",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeDefinition"},
      {R"("AttributeDefinitions":[{"AttributeName":1}])",
       "NUMBER_VALUE cannot be converted to String"},
      {R"("KeySchema":"x")", kField},
      {R"("KeySchema":{})", kStart},
      {R"("KeySchema":["x"])", kPayload},
      {R"("KeySchema":[[]])",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement"},
      {R"("ProvisionedThroughput":"x")", kField},
      {R"("ProvisionedThroughput":[])",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput"},
      {R"("SSESpecification":[])",
       "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.SSESpecification"},
      {R"("DeletionProtectionEnabled":1)", "NUMBER_VALUE cannot be converted to Boolean"},
      {R"("Tags":[1])", kPayload},
      {R"("TableClass":1)", "NUMBER_VALUE cannot be converted to String"},
  });
}

TEST(Shape, ComesBeforeTheMemberGate) {
  EXPECT_THAT(Decode<GetItemRequest>(R"({"TableName":"a;","Key":1})"), IsShape(kField));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"ReturnConsumedCapacity":"x","Key":1})"), IsShape(kField));
  EXPECT_THAT(Decode<GetItemRequest>(R"({"AttributesToGet":["a"],"Key":1})"), IsShape(kField));
}

}  // namespace
}  // namespace stator::wire
