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

TEST(DecodeMembers, NamesEntriesOfMapsByTheirKeys) {
  constexpr char kOperators[] =
      "failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, "
      "NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]";
  EXPECT_THAT(
      Decode<PutItemRequest>(
          R"({"TableName":"tab","Item":{},"ConditionalOperator":"XOR","Expected":{)"
          R"("b":{"ComparisonOperator":"eq"},"a.b":{"ComparisonOperator":""}}})"),
      IsInvalid(
          "3 validation errors detected: Value '' at 'expected.a.b.member.comparisonOperator' " +
          std::string(kOperators) + "; Value 'eq' at 'expected.b.member.comparisonOperator' " +
          kOperators +
          "; Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must "
          "satisfy enum value set: [OR, AND]"));
  EXPECT_THAT(
      Decode<UpdateItemRequest>(
          R"({"TableName":"tab","Key":{},"AttributeUpdates":{"a":{"Action":"SET"}}})"),
      IsInvalid("1 validation error detected: Value 'SET' at 'attributeUpdates.a.member.action' "
                "failed to satisfy constraint: Member must satisfy enum value set: [ADD, PUT, "
                "DELETE]"));
  EXPECT_THAT(Decode<ScanRequest>(
                  R"({"TableName":"tab","ScanFilter":{"a":{"ComparisonOperator":"LIKE"}}})"),
              IsInvalid("1 validation error detected: Value 'LIKE' at "
                        "'scanFilter.a.member.comparisonOperator' " +
                        std::string(kOperators)));
}

TEST(DecodeMembers, RequiresMembersOfEntriesOfMaps) {
  const absl::StatusOr<QueryRequest> request = Decode<QueryRequest>(
      R"({"TableName":"tab","KeyConditions":{"p":{}},"QueryFilter":{"v":null}})");
  ASSERT_THAT(request, IsOk());
  EXPECT_THAT(CheckMembers(*request),
              IsInvalid("2 validation errors detected: Value null at "
                        "'keyConditions.p.member.comparisonOperator' failed to satisfy "
                        "constraint: Member must not be null; Value null at "
                        "'queryFilter.v.member.comparisonOperator' failed to satisfy constraint: "
                        "Member must not be null"));
}

TEST(DecodeMembers, RefusesMembersOfTablesThatAreNotSupported) {
  const std::string create =
      R"({"TableName":"tab","KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],)"
      R"("AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],)";
  for (const std::string member : {"ResourcePolicy", "GlobalTableSourceArn",
                                   "GlobalTableSettingsReplicationMode", "VectorIndexes"}) {
    EXPECT_THAT(Decode<CreateTableRequest>(create + "\"" + member + "\":[]}"),
                IsInvalid(member + " is not supported by this version"));
    EXPECT_THAT(Decode<CreateTableRequest>(create + "\"" + member + "\":null}"), IsOk());
  }
  for (const std::string member :
       {"ReplicaUpdates", "MultiRegionConsistency", "GlobalTableWitnessUpdates",
        "GlobalTableSettingsReplicationMode", "VectorIndexUpdates"}) {
    EXPECT_THAT(Decode<UpdateTableRequest>(R"({"TableName":"tab",")" + member + "\":[{}]}"),
                IsInvalid(member + " is not supported by this version"));
  }
}

TEST(DecodeMembers, WhatTheServiceTreatsAsAbsentIsAbsent) {
  EXPECT_THAT(
      Decode<ScanRequest>(
          R"({"TableName":"tab","IndexName":null,"AttributesToGet":null,"ScanFilter":null})"),
      IsOk());
  EXPECT_THAT(Decode<UpdateTableRequest>(R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[]})"),
              IsOk());
}

TEST(DecodeMembers, TheMemberGateComesBeforeUnsupportedMembersAndValues) {
  const std::string table_name =
      "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member "
      "must have length greater than or equal to 1";
  EXPECT_THAT(
      Decode<UpdateTableRequest>(R"({"ReplicaUpdates":[{}],"BillingMode":"x","TableName":"tab"})"),
      IsInvalid("1 validation error detected: Value 'x' at 'billingMode' failed to satisfy "
                "constraint: Member must satisfy enum value set: [PROVISIONED, "
                "PAY_PER_REQUEST]"));
  EXPECT_THAT(Decode<PutItemRequest>(R"({"Item":{"v":{}},"TableName":""})"), IsInvalid(table_name));
  EXPECT_THAT(
      Decode<ScanRequest>(R"({"ScanFilter":{"a":{"AttributeValueList":[{}]}},"TableName":"tab"})"),
      IsInvalid("1 validation error detected: Value null at "
                "'scanFilter.a.member.comparisonOperator' failed to satisfy constraint: "
                "Member must not be null"));
  EXPECT_THAT(
      Decode<PutItemRequest>(R"({"Item":{"v":{}},"TableName":"tab","ReturnValues":"x"})"),
      IsInvalid("1 validation error detected: Value 'x' at 'returnValues' failed to satisfy "
                "constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, "
                "ALL_OLD, NONE, UPDATED_NEW]"));
}

}  // namespace
}  // namespace stator::wire
