// JSON for users.
#include "stator/json.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsErrorCode;
using testing::IsErrorWith;
using testing::IsInvalid;
using testing::IsOk;

TEST(DynamoDbJson, ReadsAndWritesItems) {
  const std::string_view json =
      R"({"count":{"N":"3"},"page":{"S":"/home"},"seen":{"SS":["ada","bob"]}})";
  const absl::StatusOr<Item> item = ItemFromDynamoDbJson(json);
  ASSERT_THAT(item, IsOk());
  EXPECT_EQ(*item, (Item{{"page", "/home"}, {"count", 3}, {"seen", StringSet{"ada", "bob"}}}));
  EXPECT_EQ(ToDynamoDbJson(*item), json);
}

TEST(DynamoDbJson, ReadsAndWritesValues) {
  for (const std::string_view json :
       {R"({"N":"1.5"})", R"({"L":[{"NULL":true},{"BOOL":false}]})", R"({"B":"AQ=="})"}) {
    const absl::StatusOr<Value> value = ValueFromDynamoDbJson(json);
    ASSERT_THAT(value, IsOk()) << json;
    EXPECT_EQ(ToDynamoDbJson(*value), json);
  }
}

TEST(DynamoDbJson, Refuses) {
  EXPECT_THAT(ItemFromDynamoDbJson(""), IsErrorWith(ErrorCode::kSerialization, std::string()));
  EXPECT_THAT(ItemFromDynamoDbJson("{} {}"), IsErrorWith(ErrorCode::kSerialization, std::string()));
  EXPECT_THAT(ItemFromDynamoDbJson("[]"), IsErrorCode(ErrorCode::kSerialization));
  EXPECT_THAT(
      ItemFromDynamoDbJson(R"({"a":"b"})"),
      IsErrorWith(ErrorCode::kSerialization, std::string("Unexpected value type in payload")));
  EXPECT_THAT(ItemFromDynamoDbJson(R"({"a":{}})"),
              IsInvalid("Supplied AttributeValue is empty, must contain exactly one of the "
                        "supported datatypes"));
  EXPECT_THAT(ValueFromDynamoDbJson("null"), IsErrorCode(ErrorCode::kSerialization));
  EXPECT_THAT(ValueFromDynamoDbJson(R"({"N":"x"})"),
              IsInvalid("The parameter cannot be converted to a numeric value: x"));
  // And what came before leaves no trace.
  EXPECT_THAT(ItemFromDynamoDbJson(R"({"a":{"S":"b"}})"), IsOk());
}

TEST(PlainJson, ReadsEveryKind) {
  const absl::StatusOr<Item> item = ItemFromJson(
      R"({"s":"text","n":-1.50,"t":true,"f":false,"z":null,"l":[1,[],{}],"m":{"b":1,"a":"x"}})");
  ASSERT_THAT(item, IsOk());
  EXPECT_EQ(*item, (Item{{"s", "text"},
                         {"n", *Number::Parse("-1.5")},
                         {"t", true},
                         {"f", false},
                         {"z", nullptr},
                         {"l", List{1, List{}, Map{}}},
                         {"m", Map{{"a", "x"}, {"b", 1}}}}));
}

TEST(PlainJson, NumbersKeepEveryDigit) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"12345678901234567890123456789012345678", "12345678901234567890123456789012345678"},
      {"0.1", "0.1"},
      {"1e2", "100"},
      {"1E-3", "0.001"},
      {"-0", "0"},
      {"9007199254740993", "9007199254740993"},
      {"1.10", "1.1"},
  };
  for (const auto& [json, text] : cases) {
    const absl::StatusOr<Value> value = ValueFromJson(json);
    ASSERT_THAT(value, IsOk()) << json;
    EXPECT_EQ(ToJson(*value), text);
  }
}

TEST(PlainJson, Writes) {
  const Item item{{"b", Binary("\x01")},        {"bs", BinarySet({std::string("a")})},
                  {"l", List{1, "x", nullptr}}, {"m", Map{{"k", true}}},
                  {"ns", NumberSet{2, 1}},      {"ss", StringSet{"b", "a"}}};
  EXPECT_EQ(ToJson(item), R"({"b":"AQ==","bs":["YQ=="],"l":[1,"x",null],"m":{"k":true},"ns":[1,2],)"
                          R"("ss":["a","b"]})");
  EXPECT_EQ(ToJson(Item()), "{}");
  EXPECT_EQ(ToJson(Value("a\"b")), R"("a\"b")");
}

TEST(PlainJson, OfSeveralMembersOfOneNameTheLastCounts) {
  EXPECT_EQ(*ItemFromJson(R"({"a":1,"b":{"c":1,"c":2},"a":3})"),
            (Item{{"a", 3}, {"b", Map{{"c", 2}}}}));
}

TEST(PlainJson, Refuses) {
  for (const std::string_view json : {"", "{", "{}x", R"({"a":})", R"({"a":01})", R"({"a":+1})",
                                      R"({"a":NaN})", R"({"a":"\ud800"})", "{\"a\":\"\xFF\"}"}) {
    EXPECT_THAT(ItemFromJson(json), IsErrorWith(ErrorCode::kSerialization, std::string())) << json;
  }
  for (const std::string_view json : {"[]", "1", "null", "\"x\""}) {
    EXPECT_THAT(ItemFromJson(json), IsErrorCode(ErrorCode::kSerialization)) << json;
    EXPECT_THAT(ValueFromJson(json), IsOk()) << json;
  }
  EXPECT_THAT(ItemFromJson(R"({"a":1e126})"),
              IsInvalid("Number overflow. Attempting to store a number with magnitude larger than "
                        "supported range"));
}

TEST(PlainJson, NestingStopsAt32Levels) {
  const auto nested = [](size_t levels) {
    return R"({"a":)" + std::string(levels, '[') + "1" + std::string(levels, ']') + "}";
  };
  EXPECT_THAT(ItemFromJson(nested(31)), IsOk());
  EXPECT_THAT(ItemFromJson(nested(32)), IsErrorCode(ErrorCode::kValidation));
  EXPECT_THAT(ItemFromJson(nested(200'000)), IsErrorCode(ErrorCode::kValidation));
}

}  // namespace
}  // namespace stator
