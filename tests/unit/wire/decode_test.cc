// Whole requests, as clients send them.
#include "db/wire/decode.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using testing::IsErrorWith;
using testing::IsOk;

template <typename Request>
Request Decoded(std::string_view body) {
  absl::StatusOr<Request> request = Decode<Request>(body);
  EXPECT_THAT(request, IsOk()) << body;
  return request.ok() ? *std::move(request) : Request();
}

std::string Text(const std::optional<Expression>& expression) {
  return expression.has_value() ? expression->text() : "absent";
}

TEST(Decode, PutItem) {
  const auto request = Decoded<PutItemRequest>(R"({
    "TableName": "visits",
    "Item": {"page": {"S": "/home"}, "count": {"N": "3"}},
    "ReturnValues": "ALL_OLD",
    "ReturnConsumedCapacity": "INDEXES",
    "ReturnItemCollectionMetrics": "SIZE",
    "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    "ConditionExpression": "#c < :c",
    "ExpressionAttributeNames": {"#c": "count"},
    "ExpressionAttributeValues": {":c": {"N": "3"}}
  })");
  EXPECT_EQ(request.table_name, "visits");
  EXPECT_EQ(*request.item, (Item{{"page", "/home"}, {"count", 3}}));
  EXPECT_EQ(request.return_values, ReturnValues::kAllOld);
  EXPECT_EQ(request.return_consumed_capacity, ReturnConsumedCapacity::kIndexes);
  EXPECT_EQ(request.return_item_collection_metrics, ReturnItemCollectionMetrics::kSize);
  EXPECT_EQ(request.return_values_on_condition_check_failure,
            ReturnValuesOnConditionCheckFailure::kAllOld);
  EXPECT_EQ(Text(request.condition_expression), "#c < :c");
  EXPECT_EQ(request.expression_attribute_names, (AttributeNames{{"#c", "count"}}));
  EXPECT_EQ(*request.expression_attribute_values, (Item{{":c", 3}}));
}

TEST(Decode, GetItem) {
  const auto request = Decoded<GetItemRequest>(
      R"({"TableName":"t-1","Key":{"p":{"B":"AQ=="}},"ConsistentRead":true,)"
      R"("ProjectionExpression":"a, b[0].#c","ExpressionAttributeNames":{"#c":"size"}})");
  EXPECT_EQ(request.table_name, "t-1");
  EXPECT_EQ(*request.key, (Item{{"p", Binary("\x01")}}));
  EXPECT_EQ(request.consistent_read, true);
  EXPECT_EQ(Text(request.projection_expression), "a, b[0].#c");
  EXPECT_FALSE(request.return_consumed_capacity.has_value());
}

TEST(Decode, UpdateAndDeleteItem) {
  const auto update = Decoded<UpdateItemRequest>(
      R"({"Key":{"p":{"S":"a"}},"TableName":"tab","UpdateExpression":"ADD n :one",)"
      R"("ReturnValues":"UPDATED_NEW","ExpressionAttributeValues":{":one":{"N":"1"}}})");
  EXPECT_EQ(Text(update.update_expression), "ADD n :one");
  EXPECT_EQ(Text(update.condition_expression), "absent");
  EXPECT_EQ(update.return_values, ReturnValues::kUpdatedNew);
  EXPECT_EQ(*update.expression_attribute_values, (Item{{":one", 1}}));

  const auto erase = Decoded<DeleteItemRequest>(
      R"json({"Key":{},"TableName":"tab","ConditionExpression":"attribute_exists(p)"})json");
  EXPECT_EQ(Text(erase.condition_expression), "attribute_exists(p)");
}

TEST(Decode, QueryAndScan) {
  const auto query = Decoded<QueryRequest>(
      R"({"TableName":"tab","KeyConditionExpression":"p = :p","FilterExpression":"a > :p",)"
      R"("ScanIndexForward":false,"Limit":10,"Select":"COUNT","ConsistentRead":false,)"
      R"("ExclusiveStartKey":{"p":{"S":"a"},"s":{"N":"1"}}})");
  EXPECT_EQ(Text(query.key_condition_expression), "p = :p");
  EXPECT_EQ(Text(query.filter_expression), "a > :p");
  EXPECT_EQ(query.scan_index_forward, false);
  EXPECT_EQ(query.limit, 10);
  EXPECT_EQ(query.select, Select::kCount);
  EXPECT_EQ(query.consistent_read, false);
  EXPECT_EQ(*query.exclusive_start_key, (Item{{"p", "a"}, {"s", 1}}));

  const auto scan = Decoded<ScanRequest>(R"({"TableName":"tab","Segment":3,"TotalSegments":4})");
  EXPECT_EQ(scan.segment, 3);
  EXPECT_EQ(scan.total_segments, 4);
}

TEST(Decode, CreateTable) {
  const auto request = Decoded<CreateTableRequest>(R"({
    "TableName": "visits",
    "AttributeDefinitions": [{"AttributeName": "page", "AttributeType": "S"},
                             {"AttributeType": "N", "AttributeName": "at"}],
    "KeySchema": [{"AttributeName": "page", "KeyType": "HASH"},
                  {"AttributeName": "at", "KeyType": "RANGE"}],
    "BillingMode": "PROVISIONED",
    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 9223372036854775807},
    "SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "k"},
    "Tags": [{"Key": "team", "Value": "web"}],
    "TableClass": "STANDARD",
    "DeletionProtectionEnabled": true,
    "OnDemandThroughput": {"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 7}
  })");
  ASSERT_EQ(request.attribute_definitions->size(), 2u);
  EXPECT_EQ(request.attribute_definitions->back().attribute_name, "at");
  EXPECT_EQ(request.attribute_definitions->back().attribute_type, ScalarAttributeType::kN);
  ASSERT_EQ(request.key_schema->size(), 2u);
  EXPECT_EQ(request.key_schema->back().key_type, KeyType::kRange);
  EXPECT_EQ(request.billing_mode, BillingMode::kProvisioned);
  EXPECT_EQ(request.provisioned_throughput->read_capacity_units, 5);
  EXPECT_EQ(request.provisioned_throughput->write_capacity_units,
            std::numeric_limits<int64_t>::max());
  EXPECT_EQ(request.sse_specification->enabled, true);
  EXPECT_EQ(request.sse_specification->sse_type, SseType::kKms);
  EXPECT_EQ(request.tags->front().value, "web");
  EXPECT_EQ(request.table_class, TableClass::kStandard);
  EXPECT_EQ(request.deletion_protection_enabled, true);
  EXPECT_EQ(request.on_demand_throughput->max_read_request_units, -1);
}

TEST(Decode, AbsentEmptyAndNullAreToldApart) {
  EXPECT_FALSE(Decoded<PutItemRequest>("{}").item.has_value());
  EXPECT_FALSE(Decoded<PutItemRequest>(R"({"Item":null})").item.has_value());
  EXPECT_TRUE(Decoded<PutItemRequest>(R"({"Item":{}})").item->empty());
  EXPECT_EQ(Text(Decoded<PutItemRequest>(R"({"ConditionExpression":""})").condition_expression),
            "");
  EXPECT_TRUE(Decoded<CreateTableRequest>(R"({"KeySchema":[]})").key_schema->empty());
  EXPECT_FALSE(Decoded<ListTablesRequest>("null").limit.has_value());
  const auto names = Decoded<GetItemRequest>(
      R"({"ExpressionAttributeNames":{"#a":null,"#b":"b"},"ConsistentRead":null})");
  EXPECT_EQ(names.expression_attribute_names, (AttributeNames{{"#b", "b"}}));
  EXPECT_FALSE(names.consistent_read.has_value());
}

TEST(Decode, MembersThatTheApiDoesNotKnowAreIgnored) {
  const auto request = Decoded<GetItemRequest>(
      R"({"tablename":"x","Unknown":{"deep":[[[{"a":[1,"\u00e9"]}]]]},"TableName":"tab"})");
  EXPECT_EQ(request.table_name, "tab");
}

TEST(Decode, OfSeveralMembersOfOneNameTheLastCounts) {
  const auto request = Decoded<CreateTableRequest>(
      R"({"TableName":"one","TableName":"two","KeySchema":[{"KeyType":"HASH"}],)"
      R"("KeySchema":[{"AttributeName":"p"}],"BillingMode":"PROVISIONED","BillingMode":null})");
  EXPECT_EQ(request.table_name, "two");
  ASSERT_EQ(request.key_schema->size(), 1u);
  EXPECT_FALSE(request.key_schema->front().key_type.has_value());
  EXPECT_FALSE(request.billing_mode.has_value());
  EXPECT_EQ(*Decoded<PutItemRequest>(R"({"Item":{"a":{"S":"x"}},"Item":{"b":{"S":"y"}}})").item,
            (Item{{"b", "y"}}));
}

TEST(Decode, IntegersAreCutToWhatFits) {
  const std::pair<std::string_view, int32_t> cases[] = {
      {"1", 1},
      {"-1", -1},
      {"1.9", 1},
      {"-1.9", -1},
      {"1e2", 100},
      {"0.5e1", 5},
      {"2147483648", 2147483647},
      {"-2147483649", -2147483648},
      {"99999999999999999999999", 2147483647},
      {"1e400", 2147483647},
      {"-1e400", -2147483648},
      {"1e-400", 0},
  };
  for (const auto& [json, value] : cases) {
    EXPECT_EQ(Decoded<ScanRequest>(R"({"Limit":)" + std::string(json) + "}").limit, value) << json;
  }
  const auto table = Decoded<CreateTableRequest>(
      R"({"ProvisionedThroughput":{"ReadCapacityUnits":9223372036854775808,)"
      R"("WriteCapacityUnits":-1e30}})");
  EXPECT_EQ(table.provisioned_throughput->read_capacity_units, std::numeric_limits<int64_t>::max());
  EXPECT_EQ(table.provisioned_throughput->write_capacity_units,
            std::numeric_limits<int64_t>::min());
}

TEST(Decode, NamesAndTextsWithEscapes) {
  const auto request = Decoded<PutItemRequest>(
      R"({"Table\u004eame":"tab","Item":{"a\"b":{"S":"\\"},"\u00e9":{"M":{"\n":{"S":"\t"}}}}})");
  EXPECT_EQ(request.table_name, "tab");
  EXPECT_EQ(*request.item, (Item{{"a\"b", "\\"}, {"\xC3\xA9", Map{{"\n", "\t"}}}}));
}

TEST(DecodeResult, OfClients) {
  const absl::StatusOr<QueryResult> query = DecodeResult<QueryResult>(
      R"({"Items":[{"p":{"S":"a"}},{}],"Count":2,"ScannedCount":7,"Later":[1],)"
      R"("LastEvaluatedKey":{"p":{"S":"a"}},"ConsumedCapacity":{"TableName":"tab",)"
      R"("CapacityUnits":1.5,"Table":{"CapacityUnits":1}}})");
  ASSERT_THAT(query, IsOk());
  ASSERT_EQ(query->items->size(), 2u);
  EXPECT_EQ(Item(query->items->front()), (Item{{"p", "a"}}));
  EXPECT_EQ(query->count, 2);
  EXPECT_EQ(query->scanned_count, 7);
  EXPECT_EQ(query->consumed_capacity->capacity_units, 1.5);
  EXPECT_EQ(query->consumed_capacity->table->capacity_units, 1);

  const absl::StatusOr<DescribeTableResult> table = DecodeResult<DescribeTableResult>(
      R"({"Table":{"TableStatus":"ACTIVE","CreationDateTime":1700000000.123,"ItemCount":3}})");
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(table->table->table_status, TableStatus::kActive);
  EXPECT_EQ(table->table->creation_date_time, Time(std::chrono::milliseconds(1700000000123)));

  const absl::StatusOr<ListTablesResult> list =
      DecodeResult<ListTablesResult>(R"({"TableNames":["a","b"]})");
  ASSERT_THAT(list, IsOk());
  EXPECT_EQ(list->table_names, (std::vector<std::string>{"a", "b"}));

  EXPECT_THAT(DecodeResult<GetItemResult>("<html>"),
              IsErrorWith(ErrorCode::kSerialization, std::string()));
}

}  // namespace
}  // namespace stator::wire
