// The member gate as requests over the wire meet it: enums, members that are not supported, and
// their place among the other gates.
#include <string>
#include <string_view>

#include "db/request/check_members.h"
#include "db/wire/decode.h"
#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/support/matchers.h"

namespace stator::wire {
namespace {

using testing::IsInvalid;
using testing::IsOk;

TEST(DecodeMembers, ListsInvalidEnumsWithTheOtherViolations) {
  EXPECT_THAT(
      Decode<GetItemRequest>(R"({"TableName":"a b","ReturnConsumedCapacity":"total"})"),
      IsInvalid("3 validation errors detected: Value null at 'key' failed to satisfy constraint: "
                "Member must not be null; Value 'a b' at 'tableName' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'total' at "
                "'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum "
                "value set: [INDEXES, TOTAL, NONE]"));
  EXPECT_THAT(
      Decode<DeleteItemRequest>(
          R"({"TableName":"tab","Key":{},"ReturnItemCollectionMetrics":"z","ReturnValues":"x",)"
          R"("ReturnConsumedCapacity":"y"})"),
      IsInvalid(
          "3 validation errors detected: Value 'y' at 'returnConsumedCapacity' failed to "
          "satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; "
          "Value 'x' at 'returnValues' failed to satisfy constraint: Member must satisfy enum "
          "value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; Value 'z' at "
          "'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy "
          "enum value set: [SIZE, NONE]"));
  EXPECT_THAT(
      Decode<CreateTableRequest>(
          R"({"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"KeyType":)"
          R"("x"}],"AttributeDefinitions":[null],"SSESpecification":{"SSEType":"q"}})"),
      IsInvalid(
          "5 validation errors detected: Value null at 'keySchema.2.member.attributeName' "
          "failed to satisfy constraint: Member must not be null; Value 'x' at "
          "'keySchema.2.member.keyType' failed to satisfy constraint: Member must satisfy "
          "enum value set: [HASH, RANGE]; Value null at "
          "'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: Member "
          "must not be null; Value null at 'attributeDefinitions.1.member.attributeType' "
          "failed to satisfy constraint: Member must not be null; Value 'q' at "
          "'sSESpecification.sSEType' failed to satisfy constraint: Member must satisfy enum "
          "value set: [AES256, KMS]"));
}

// Of several members of one name the last one counts, whatever the others hold.
TEST(DecodeMembers, ForgetsInvalidEnumsOfRepeatedMembers) {
  const auto scan = Decode<ScanRequest>(R"({"TableName":"tab","Select":"x","Select":"COUNT"})");
  ASSERT_THAT(scan, IsOk());
  EXPECT_EQ(scan->select, Select::kCount);
  const auto table = Decode<CreateTableRequest>(
      R"({"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"x"}],"KeySchema":[],)"
      R"("SSESpecification":{"SSEType":"q"},"SSESpecification":null})");
  ASSERT_THAT(table, IsOk());
  EXPECT_TRUE(table->key_schema->empty());
}

// Without enums the operation runs the gate, for every door alike.
TEST(DecodeMembers, LeavesOtherViolationsToTheOperation) {
  const absl::StatusOr<GetItemRequest> request = Decode<GetItemRequest>(R"({"TableName":"a b"})");
  ASSERT_THAT(request, IsOk());
  EXPECT_FALSE(CheckMembers(*request).ok());
}

TEST(DecodeMembers, RefusesMembersThatAreNotSupported) {
  struct Case {
    std::string_view member;
    std::string_view value;
  };
  const Case of_query[] = {{"AttributesToGet", R"(["a"])"},
                           {"AttributesToGet", "[]"},
                           {"KeyConditions", R"({"p":{}})"},
                           {"QueryFilter", R"({"p":{}})"},
                           {"ConditionalOperator", R"("AND")"}};
  for (const Case& c : of_query) {
    const std::string body =
        R"({"TableName":"tab",")" + std::string(c.member) + "\":" + std::string(c.value) + "}";
    EXPECT_THAT(Decode<QueryRequest>(body),
                IsInvalid(std::string(c.member) + " is not supported by this version"));
  }
  EXPECT_THAT(Decode<PutItemRequest>(R"({"TableName":"tab","Item":{},"Expected":{"a":{}}})"),
              IsInvalid("Expected is not supported by this version"));
  EXPECT_THAT(
      Decode<UpdateItemRequest>(R"({"TableName":"tab","Key":{},"AttributeUpdates":{"a":1}})"),
      IsInvalid("AttributeUpdates is not supported by this version"));
  EXPECT_THAT(Decode<ScanRequest>(R"({"TableName":"tab","ScanFilter":{"a":{}}})"),
              IsInvalid("ScanFilter is not supported by this version"));
}

TEST(DecodeMembers, RefusesMembersOfTablesThatAreNotSupported) {
  const std::string create =
      R"({"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
      R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)";
  for (const std::string member :
       {"StreamSpecification", "WarmThroughput", "ResourcePolicy", "GlobalTableSourceArn",
        "GlobalTableSettingsReplicationMode", "VectorIndexes"}) {
    EXPECT_THAT(Decode<CreateTableRequest>(create + "\"" + member + "\":[]}"),
                IsInvalid(member + " is not supported by this version"));
    EXPECT_THAT(Decode<CreateTableRequest>(create + "\"" + member + "\":null}"), IsOk());
  }
  for (const std::string member :
       {"GlobalSecondaryIndexUpdates", "StreamSpecification", "ReplicaUpdates",
        "MultiRegionConsistency", "GlobalTableWitnessUpdates", "WarmThroughput",
        "GlobalTableSettingsReplicationMode", "VectorIndexUpdates"}) {
    EXPECT_THAT(Decode<UpdateTableRequest>(R"({"TableName":"tab",")" + member + "\":[{}]}"),
                IsInvalid(member + " is not supported by this version"));
  }
}

TEST(DecodeMembers, WhatTheServiceTreatsAsAbsentIsAbsent) {
  EXPECT_THAT(Decode<ScanRequest>(
                  R"({"TableName":"tab","IndexName":null,"AttributesToGet":null,"ScanFilter":{}})"),
              IsOk());
  EXPECT_THAT(Decode<PutItemRequest>(R"({"TableName":"tab","Item":{},"Expected":{}})"), IsOk());
  EXPECT_THAT(Decode<UpdateTableRequest>(R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[]})"),
              IsOk());
}

TEST(DecodeMembers, TheMemberGateComesBeforeUnsupportedMembersAndValues) {
  const std::string table_name =
      "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member "
      "must have length greater than or equal to 1";
  EXPECT_THAT(Decode<QueryRequest>(R"({"AttributesToGet":["x"],"TableName":""})"),
              IsInvalid(table_name));
  EXPECT_THAT(Decode<PutItemRequest>(R"({"Item":{"v":{}},"TableName":""})"), IsInvalid(table_name));
  EXPECT_THAT(Decode<PutItemRequest>(R"({"Item":{"v":{}},"TableName":"tab","Expected":{"a":{}}})"),
              IsInvalid("Expected is not supported by this version"));
  EXPECT_THAT(
      Decode<PutItemRequest>(R"({"Item":{"v":{}},"TableName":"tab","ReturnValues":"x"})"),
      IsInvalid("1 validation error detected: Value 'x' at 'returnValues' failed to satisfy "
                "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
                "ALL_OLD, NONE, UPDATED_NEW]"));
}

}  // namespace
}  // namespace stator::wire
