// Attribute values: what they become, and the defects that DynamoDB finds in them.
#include <string>
#include <string_view>

#include "db/base/error.h"
#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

namespace error = stator::error;

using testing::IsInvalid;
using testing::IsOk;

constexpr char kEnvelope[] = "1 validation error detected: ";
constexpr char kTooDeep[] =
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
    "beyond supported limit";

std::string PutBody(std::string_view value) {
  return R"({"TableName":"tab","Item":{"v":)" + std::string(value) + "}}";
}
std::string KeyBody(std::string_view value) {
  return R"({"TableName":"tab","Key":{"v":)" + std::string(value) + "}}";
}
std::string ValuesBody(std::string_view value) {
  return R"({"TableName":"tab","Key":{},"ExpressionAttributeValues":{":v":)" + std::string(value) +
         "}}";
}

Value DecodedValue(std::string_view value) {
  const absl::StatusOr<PutItemRequest> request = Decode<PutItemRequest>(PutBody(value));
  EXPECT_THAT(request, IsOk()) << value;
  return request.ok() ? Value(*request->item->Find("v")) : Value("decoding failed");
}

TEST(DecodeValues, OfEachType) {
  EXPECT_EQ(DecodedValue(R"({"S":""})"), Value(""));
  EXPECT_EQ(DecodedValue(R"({"S":"Ada \u00e9\n"})"), Value("Ada \xC3\xA9\n"));
  EXPECT_EQ(DecodedValue(R"({"N":"-12.50"})"), Value(*Number::Parse("-12.5")));
  EXPECT_EQ(DecodedValue(R"({"N":"1e2"})"), Value(100));
  EXPECT_EQ(DecodedValue(R"({"B":""})"), Value(Binary("")));
  EXPECT_EQ(DecodedValue(R"({"B":"AQL/"})"), Value(Binary("\x01\x02\xFF")));
  EXPECT_EQ(DecodedValue(R"({"BOOL":true})"), Value(true));
  EXPECT_EQ(DecodedValue(R"({"BOOL":false})"), Value(false));
  EXPECT_EQ(DecodedValue(R"({"NULL":true})"), Value(nullptr));
  EXPECT_EQ(DecodedValue(R"({"SS":["b","a",""]})"), Value(StringSet{"", "a", "b"}));
  EXPECT_EQ(DecodedValue(R"({"NS":["3","-1","2.0"]})"), Value(NumberSet{-1, 2, 3}));
  EXPECT_EQ(DecodedValue(R"({"BS":["AQ==",""]})"), Value(BinarySet({"", "\x01"})));
  EXPECT_EQ(DecodedValue(R"({"L":[]})"), Value(List{}));
  EXPECT_EQ(DecodedValue(R"({"L":[{"N":"1"},{"L":[{"S":"x"}]}]})"), Value(List{1, List{"x"}}));
  EXPECT_EQ(DecodedValue(R"({"M":{}})"), Value(Map{}));
  EXPECT_EQ(DecodedValue(R"({"M":{"b":{"N":"1"},"a":{"M":{"":{"NULL":true}}}}})"),
            Value(Map{{"a", Map{{"", nullptr}}}, {"b", 1}}));
}

TEST(DecodeValues, LenientAsTheServiceIs) {
  EXPECT_EQ(DecodedValue(R"({"BOOL":"true"})"), Value(true));
  EXPECT_EQ(DecodedValue(R"({"BOOL":"YES"})"), Value(true));
  EXPECT_EQ(DecodedValue(R"({"BOOL":"0"})"), Value(false));
  EXPECT_EQ(DecodedValue(R"({"NULL":"1"})"), Value(nullptr));
  EXPECT_EQ(DecodedValue(R"({"S":"x","N":null})"), Value("x"));
  EXPECT_EQ(DecodedValue(R"({"N":null,"S":"x"})"), Value("x"));
  EXPECT_EQ(DecodedValue(R"({"X":{"any":["thing"]},"S":"x","y":1})"), Value("x"));
  EXPECT_EQ(DecodedValue(R"({"\u0053":"x"})"), Value("x"));
}

TEST(DecodeValues, OfSeveralAttributesOfOneNameTheLastCounts) {
  const auto request = Decode<PutItemRequest>(
      R"({"TableName":"tab","Item":{"v":{"S":"a"},"w":{"N":"1"},"v":{"S":"b"}}})");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(*request->item, (Item{{"v", "b"}, {"w", 1}}));
}

struct ValueError {
  std::string_view value;
  std::string_view message;
  bool enveloped = false;  // By PutItem and UpdateItem, outside keys.
};

constexpr char kEmpty[] =
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
constexpr char kSeveral[] =
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
    "supported datatypes";
constexpr char kNullTrue[] =
    "One or more parameter values were invalid: Null attribute value types must have the value of "
    "true";

const ValueError kCases[] = {
    {"{}", kEmpty},
    {"null", kEmpty},
    {R"({"X":"1"})", kEmpty},
    {R"({"s":"x"})", kEmpty},
    {R"({"S":null})", kEmpty},
    {R"({"M":{"k":{}}})", kEmpty},
    {R"({"M":{"k":null}})", kEmpty},
    {R"({"L":[{"N":"1"},{}]})", kEmpty},
    {R"({"S":"x","N":"1"})", kSeveral},
    {R"({"S":"x","NULL":false})", kSeveral},
    {R"({"M":{"k":{"S":"a","M":{"x":{"N":"1"}}}}})", kSeveral},
    {R"({"N":""})", "The parameter cannot be converted to a numeric value"},
    {R"({"N":"a"})", "The parameter cannot be converted to a numeric value: a"},
    {R"({"N":" 1"})", "The parameter cannot be converted to a numeric value:  1"},
    {R"({"N":"1e126"})",
     "Number overflow. Attempting to store a number with magnitude larger than supported range"},
    {R"({"N":"1e-131"})",
     "Number underflow. Attempting to store a number with magnitude smaller than supported range"},
    {R"({"N":"123456789012345678901234567890123456789"})",
     "Attempting to store more than 38 significant digits in a Number"},
    {R"({"NS":["1","a"]})", "The parameter cannot be converted to a numeric value: a"},
    {R"({"NULL":false})", kNullTrue, true},
    {R"({"SS":[]})", "One or more parameter values were invalid: An string set  may not be empty",
     true},
    {R"({"NS":[]})", "One or more parameter values were invalid: An number set  may not be empty",
     true},
    {R"({"BS":[]})", "One or more parameter values were invalid: Binary sets should not be empty",
     true},
    {R"({"L":[{"SS":[]}]})",
     "One or more parameter values were invalid: An string set  may not be empty", true},
    {R"({"SS":["a","b","a","b"]})",
     "One or more parameter values were invalid: Input collection [a, b, a, b] contains "
     "duplicates.",
     true},
    {R"({"SS":["",""]})",
     "One or more parameter values were invalid: Input collection [, ] contains duplicates.", true},
    {R"({"NS":["1","1.0"]})", "Input collection contains duplicates", true},
    {R"({"BS":["AQI=","AQ==","AQI="]})",
     "One or more parameter values were invalid: Input collection [AQI=, AQ==, AQI=]of type BS "
     "contains duplicates.",
     true},
    {R"({"SS":["a",null]})",
     "One or more parameter values were invalid: An string set  may not have a null string as a "
     "member",
     true},
};

TEST(DecodeValues, DefectsInItems) {
  for (const ValueError& c : kCases) {
    const std::string message(c.message);
    EXPECT_THAT(Decode<PutItemRequest>(PutBody(c.value)),
                IsInvalid(c.enveloped ? kEnvelope + message : message))
        << c.value;
  }
}

TEST(DecodeValues, DefectsInKeys) {
  for (const ValueError& c : kCases) {
    const std::string message(c.message);
    EXPECT_THAT(Decode<GetItemRequest>(KeyBody(c.value)), IsInvalid(message)) << c.value;
    EXPECT_THAT(Decode<DeleteItemRequest>(KeyBody(c.value)), IsInvalid(message)) << c.value;
    const bool enveloped = message == kNullTrue;
    EXPECT_THAT(Decode<UpdateItemRequest>(KeyBody(c.value)),
                IsInvalid(enveloped ? kEnvelope + message : message))
        << c.value;
  }
}

TEST(DecodeValues, DefectsInExpressionAttributeValues) {
  for (const ValueError& c : kCases) {
    const std::string message =
        "ExpressionAttributeValues contains invalid value: " + std::string(c.message) +
        " for key :v";
    EXPECT_THAT(Decode<QueryRequest>(ValuesBody(c.value)), IsInvalid(message)) << c.value;
    EXPECT_THAT(Decode<ScanRequest>(ValuesBody(c.value)), IsInvalid(message)) << c.value;
    EXPECT_THAT(Decode<DeleteItemRequest>(ValuesBody(c.value)), IsInvalid(message)) << c.value;
    // In a write only the defects of sets are told with the name of the value.
    const std::string of_write = !c.enveloped             ? std::string(c.message)
                                 : c.message == kNullTrue ? std::string(kEnvelope) + kNullTrue
                                                          : kEnvelope + message;
    EXPECT_THAT(Decode<UpdateItemRequest>(ValuesBody(c.value)), IsInvalid(of_write)) << c.value;
  }
}

// The service finds bad numbers and duplicates when it converts values, and the rest when it looks
// at the key.
TEST(DecodeValues, DefectsInStartKeys) {
  struct StartCase {
    std::string_view value;
    std::string message;
  };
  const std::string prefix = "The provided starting key is invalid: ";
  const StartCase cases[] = {
      {"{}", prefix + kEmpty},
      {R"({"M":{"k":{}}})", prefix + kEmpty},
      {R"({"S":"x","N":"1"})", prefix + kSeveral},
      {R"({"NULL":false})", prefix + kNullTrue},
      {R"({"NS":[]})",
       "One or more parameter values were invalid: An number set  may not be empty"},
      {R"({"SS":[]})",
       prefix + "One or more parameter values were invalid: An string set  may not be empty"},
      {R"({"N":"x"})", "The parameter cannot be converted to a numeric value: x"},
      {R"({"M":{"k":{"N":""}}})", "The parameter cannot be converted to a numeric value"},
      {R"({"N":"1e126"})",
       "Number overflow. Attempting to store a number with magnitude larger than supported range"},
      {R"({"SS":["a","a"]})",
       "One or more parameter values were invalid: Input collection [a, a] contains duplicates."},
      {R"({"NS":["1","1"]})", "Input collection contains duplicates"},
  };
  for (const StartCase& c : cases) {
    const std::string body =
        R"({"TableName":"tab","ExclusiveStartKey":{"p":)" + std::string(c.value) + "}}";
    EXPECT_THAT(Decode<QueryRequest>(body), IsInvalid(c.message)) << c.value;
    EXPECT_THAT(Decode<ScanRequest>(body), IsInvalid(c.message)) << c.value;
  }
}

TEST(DecodeValues, TheFirstDefectIsReported) {
  EXPECT_THAT(
      Decode<PutItemRequest>(R"({"TableName":"tab","Item":{"a":{"N":"x"},"b":{},"c":{"SS":[]}}})"),
      IsInvalid("The parameter cannot be converted to a numeric value: x"));
  EXPECT_THAT(Decode<DeleteItemRequest>(
                  R"({"TableName":"tab","ExpressionAttributeValues":{":a":{"S":"x"},":b":{},)"
                  R"(":c":{"SS":[]}},"Key":{"a":{"S":"x"}}})"),
              IsInvalid("ExpressionAttributeValues contains invalid value: " + std::string(kEmpty) +
                        " for key :b"));
  for (const char* body :
       {R"({"TableName":"tab","ExpressionAttributeValues":{":b":{}},"Key":{"a":{"N":"x"}}})",
        R"({"TableName":"tab","Key":{"a":{"N":"x"}},"ExpressionAttributeValues":{":b":{}}})"}) {
    EXPECT_THAT(Decode<DeleteItemRequest>(body),
                IsInvalid("The parameter cannot be converted to a numeric value: x"))
        << "values of expressions come behind the key, wherever they stand";
  }
}

// A value inside this many lists or maps.
std::string Nested(int levels, bool in_maps, std::string_view value) {
  std::string text;
  for (int i = 0; i < levels; ++i) text += in_maps ? R"({"M":{"k":)" : R"({"L":[)";
  text += value;
  for (int i = 0; i < levels; ++i) text += in_maps ? "}}" : "]}";
  return text;
}

TEST(DecodeValues, NestingStopsAt32Levels) {
  for (const bool in_maps : {false, true}) {
    EXPECT_THAT(Decode<PutItemRequest>(PutBody(Nested(31, in_maps, R"({"S":"x"})"))), IsOk());
    EXPECT_THAT(Decode<PutItemRequest>(PutBody(Nested(31, in_maps, R"({"M":{}})"))), IsOk());
    EXPECT_THAT(Decode<PutItemRequest>(PutBody(Nested(31, in_maps, R"({"L":[]})"))), IsOk());
    for (const int levels : {32, 33, 1000, 100'000}) {
      EXPECT_THAT(Decode<PutItemRequest>(PutBody(Nested(levels, in_maps, R"({"S":"x"})"))),
                  IsInvalid(kTooDeep));
    }
    EXPECT_THAT(Decode<PutItemRequest>(PutBody(Nested(32, in_maps, R"({"M":{}})"))),
                IsInvalid(kTooDeep));
    EXPECT_THAT(Decode<UpdateItemRequest>(ValuesBody(Nested(32, in_maps, R"({"S":"x"})"))),
                IsInvalid(kTooDeep));
  }
}

absl::Status Refuse(const DeleteItemRequest&) { return error::Validation("the gate"); }
absl::Status Pass(const DeleteItemRequest&) { return absl::OkStatus(); }

TEST(DecodeValues, LooksAtParametersBeforeExpressionValues) {
  const std::string bad_value = ValuesBody(R"({"N":"x"})");
  EXPECT_THAT(Decode<DeleteItemRequest>(bad_value, &Refuse), IsInvalid("the gate"));
  EXPECT_THAT(Decode<DeleteItemRequest>(bad_value, &Pass),
              IsInvalid("ExpressionAttributeValues contains invalid value: The parameter cannot be "
                        "converted to a numeric value: x for key :v"));
  // The gate is the operation's own business where nothing is wrong with values, ...
  EXPECT_THAT(Decode<DeleteItemRequest>(ValuesBody(R"({"N":"1"})"), &Refuse), IsOk());
  // ... and values elsewhere come before it.
  EXPECT_THAT(Decode<DeleteItemRequest>(R"({"TableName":"tab","Key":{"k":{"N":"y"}},)"
                                        R"("ExpressionAttributeValues":{":v":{"N":"x"}}})",
                                        &Refuse),
              IsInvalid("The parameter cannot be converted to a numeric value: y"));
}

}  // namespace
}  // namespace stator::wire
