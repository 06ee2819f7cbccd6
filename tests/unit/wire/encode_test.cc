// Results, and requests of clients, as JSON.
#include "db/wire/encode.h"

#include <chrono>
#include <string>

#include "db/wire/json_writer.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/unit/wire/encoded.h"

namespace stator::wire {
namespace {

TEST(Encode, AbsentMembersAreLeftOut) {
  EXPECT_EQ(Encoded(PutItemResult{}), "{}");
  EXPECT_EQ(Encoded(GetItemResult{}), "{}");
  EXPECT_EQ(Encoded(GetItemResult{.item = Item()}), R"({"Item":{}})");
  EXPECT_EQ(Encoded(QueryResult{}), R"({"Count":0,"ScannedCount":0})");
  EXPECT_EQ(Encoded(ListTablesResult{}), R"({"TableNames":[]})");
}

TEST(Encode, Appends) {
  std::string out = "before ";
  Encode(PutItemResult{}, out);
  EXPECT_EQ(out, "before {}");
}

TEST(Encode, ValuesOfEachType) {
  const Item item{{"b", Binary("\x01\x02\xFF")},
                  {"bs", BinarySet({std::string("b"), std::string("a")})},
                  {"f", false},
                  {"l", List{1, List{}, Map{}}},
                  {"m", Map{{"z", "1"}, {"a", nullptr}}},
                  {"n", *Number::Parse("-1e-3")},
                  {"ns", NumberSet{10, 9, *Number::Parse("1e2")}},
                  {"s", "text"},
                  {"ss", StringSet{"b", "a"}},
                  {"t", true}};
  EXPECT_EQ(Encoded(GetItemResult{.item = item}),
            R"({"Item":{"b":{"B":"AQL/"},"bs":{"BS":["YQ==","Yg=="]},"f":{"BOOL":false},)"
            R"("l":{"L":[{"N":"1"},{"L":[]},{"M":{}}]},"m":{"M":{"a":{"NULL":true},)"
            R"("z":{"S":"1"}}},"n":{"N":"-0.001"},"ns":{"NS":["9","10","100"]},"s":{"S":"text"},)"
            R"("ss":{"SS":["a","b"]},"t":{"BOOL":true}}})");
}

TEST(Encode, EscapesWhatJsonMustNotHold) {
  const Item item{{"a\"\\", "\b\f\n\r\t\x01\x1F\x7F/\xC3\xA9"}, {std::string(1, '\0'), ""}};
  EXPECT_EQ(Encoded(GetItemResult{.item = item}),
            "{\"Item\":{\"\\u0000\":{\"S\":\"\"},\"a\\\"\\\\\":{\"S\":"
            "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7F/\xC3\xA9\"}}}");
}

// Around the eight bytes that are looked at together and the pieces that the writer works in.
TEST(Encode, StringsOfAllLengthsAndPlacesOfEscapes) {
  for (const size_t length : {1, 7, 8, 9, 15, 16, 17, 681, 682, 683, 4095, 4096, 4097, 20'000}) {
    for (const size_t place : {size_t{0}, length / 2, length - 1}) {
      for (const char c : {'x', '"', '\\', '\n', '\x01', '\x1F', ' ', '\xFF'}) {
        std::string text(length, 'a');
        text[place] = c;
        std::string out;
        {
          JsonWriter json(out);
          json.String(text);
        }
        if (c == '\xFF') {
          EXPECT_EQ(out, "\"" + text + "\"");
        } else {
          EXPECT_EQ(nlohmann::json::parse(out).get<std::string>(), text) << length << " " << place;
        }
      }
    }
  }
  std::string worst;
  {
    JsonWriter json(worst);
    json.String(std::string(100'000, '\x01'));
  }
  EXPECT_EQ(worst.size(), 600'002u);
}

TEST(Encode, LongBytesAndLongPages) {
  for (const size_t size : {3068, 3069, 3070, 3072, 3073, 100'000}) {
    std::string bytes(size, '\xA5');
    std::string out;
    {
      JsonWriter json(out);
      json.Raw("[");
      json.Base64(bytes);
    }
    EXPECT_EQ(out.size(), 3 + (size + 2) / 3 * 4) << size;
    EXPECT_EQ(out.find('='), size % 3 == 0 ? out.npos : out.size() - 4 + size % 3) << size;
  }
  QueryResult result{.items = ItemList(), .count = 1000, .scanned_count = 1001};
  for (int i = 0; i < 1000; ++i) result.items->Append(Item{{"p", "a"}, {"n", i}});
  const nlohmann::json page = nlohmann::json::parse(Encoded(result));
  EXPECT_EQ(page["Items"].size(), 1000u);
  EXPECT_EQ(page["Items"][999]["n"]["N"], "999");
  EXPECT_EQ(page["ScannedCount"], 1001);
}

TEST(Encode, ConsumedCapacity) {
  const PutItemResult result{
      .consumed_capacity = ConsumedCapacity{
          .table_name = "tab", .capacity_units = 1, .table = Capacity{.capacity_units = 0.5}}};
  EXPECT_EQ(Encoded(result), R"({"ConsumedCapacity":{"TableName":"tab","CapacityUnits":1.0,)"
                             R"("Table":{"CapacityUnits":0.5}}})");
}

TEST(Encode, Tables) {
  TableDescription table{
      .attribute_definitions =
          std::vector<AttributeDefinition>{
              {.attribute_name = "p", .attribute_type = ScalarAttributeType::kB}},
      .table_name = "tab",
      .key_schema =
          std::vector<KeySchemaElement>{{.attribute_name = "p", .key_type = KeyType::kHash}},
      .table_status = TableStatus::kCreating,
      .creation_date_time = Time(std::chrono::microseconds(1'700'000'000'123'999)),
      .table_size_bytes = 1'099'511'627'776,
      .billing_mode_summary = BillingModeSummary{.billing_mode = BillingMode::kPayPerRequest}};
  EXPECT_EQ(Encoded(DescribeTableResult{.table = table}),
            R"({"Table":{"AttributeDefinitions":[{"AttributeName":"p","AttributeType":"B"}],)"
            R"("TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
            R"("TableStatus":"CREATING","CreationDateTime":1700000000.123,)"
            R"("TableSizeBytes":1099511627776,)"
            R"("BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"}}})");
  EXPECT_EQ(Encoded(ListTablesResult{.table_names = {"a", "b"}, .last_evaluated_table_name = "b"}),
            R"({"TableNames":["a","b"],"LastEvaluatedTableName":"b"})");
}

TEST(Encode, TimesHaveThreeDecimals) {
  const std::pair<int64_t, std::string> cases[] = {
      {0, "0.000"},
      {1'000, "0.001"},
      {1'500'000, "1.500"},
      {-1'500'000, "-1.500"},
      {1'234'567'891, "1234.567"},
  };
  for (const auto& [microseconds, text] : cases) {
    const TableClassSummary summary{.last_update_date_time =
                                        Time(std::chrono::microseconds(microseconds))};
    EXPECT_EQ(
        Encoded(DescribeTableResult{.table = TableDescription{.table_class_summary = summary}}),
        R"({"Table":{"TableClassSummary":{"LastUpdateDateTime":)" + text + "}}}");
  }
}

TEST(Encode, RequestsOfClients) {
  const UpdateItemRequest request{.table_name = "tab",
                                  .key = Item{{"p", "a"}},
                                  .return_values = ReturnValues::kAllNew,
                                  .update_expression = "SET #n = :v",
                                  .expression_attribute_names = AttributeNames{{"#n", "n"}},
                                  .expression_attribute_values = Item{{":v", 1}}};
  EXPECT_EQ(nlohmann::json::parse(Encoded(request)), nlohmann::json::parse(R"({
    "TableName": "tab", "Key": {"p": {"S": "a"}}, "ReturnValues": "ALL_NEW",
    "UpdateExpression": "SET #n = :v", "ExpressionAttributeNames": {"#n": "n"},
    "ExpressionAttributeValues": {":v": {"N": "1"}}})"));
  EXPECT_EQ(Encoded(ScanRequest{.table_name = "tab", .limit = 3, .consistent_read = true}),
            R"({"TableName":"tab","Limit":3,"ConsistentRead":true})");
}

}  // namespace
}  // namespace stator::wire
