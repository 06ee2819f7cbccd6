// The member gate: every message, one request after another.
#include "db/request/check_members.h"

#include <string>

#include "gtest/gtest.h"
#include "stator/request/item.h"
#include "stator/request/query.h"
#include "stator/request/table.h"
#include "tests/support/matchers.h"

namespace stator {
namespace {

using testing::IsInvalid;
using testing::IsOk;

constexpr char kOne[] = "1 validation error detected: ";
constexpr char kFailed[] = " failed to satisfy constraint: ";
constexpr char kPattern[] = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
constexpr char kAtLeast1[] = "Member must have length greater than or equal to 1";
constexpr char kAtLeast3[] = "Member must have length greater than or equal to 3";
constexpr char kAtMost255[] = "Member must have length less than or equal to 255";
constexpr char kNotNull[] = "Member must not be null";

// "1 validation error detected: Value 'v' at 'path' failed to satisfy constraint: requirement".
std::string One(const std::string& value, const std::string& path, const std::string& requirement) {
  return kOne + ("Value " + value) + " at '" + path + "'" + kFailed + requirement;
}
std::string And(const std::string& value, const std::string& path, const std::string& requirement) {
  return "; Value " + value + " at '" + path + "'" + kFailed + requirement;
}
std::string Count(int count, const std::string& one) {
  return std::to_string(count) + " validation errors detected: " + one.substr(sizeof kOne - 1);
}

const Item kKey{{"p", "a"}};

TEST(CheckMembers, AcceptsRequestsWithNothingWrong) {
  EXPECT_THAT(CheckMembers(GetItemRequest{.table_name = "tab", .key = kKey}), IsOk());
  EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = "a.b-c_D9", .item = kKey}), IsOk());
  EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = std::string(255, 'a'), .item = Item()}),
              IsOk());
  EXPECT_THAT(CheckMembers(QueryRequest{.table_name = "tab", .limit = 1}), IsOk());
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab", .total_segments = 1'000'000}), IsOk());
  EXPECT_THAT(CheckMembers(ListTablesRequest{}), IsOk());
  EXPECT_THAT(CheckMembers(ListTablesRequest{.limit = 100}), IsOk());
  EXPECT_THAT(CheckMembers(UpdateTableRequest{.table_name = "tab"}), IsOk());
}

TEST(CheckMembers, NamesOfTables) {
  struct Case {
    std::string name;
    std::string message;
  };
  const std::string long_name(256, 'a');
  const std::string long_bad_name(256, ';');
  const Case cases[] = {
      {"abc;", One("'abc;'", "tableName", kPattern)},
      {"a b c", One("'a b c'", "tableName", kPattern)},
      {"t\xC3\xA4"
       "b",
       One("'t\xC3\xA4"
           "b'",
           "tableName", kPattern)},
      {"", One("''", "tableName", kAtLeast1)},
      {"a;", One("'a;'", "tableName", kPattern)},
      {long_name, One("'" + long_name + "'", "tableName", kAtMost255)},
      {long_bad_name, Count(2, One("'" + long_bad_name + "'", "tableName", kPattern) +
                                   And("'" + long_bad_name + "'", "tableName", kAtMost255))},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_THAT(CheckMembers(GetItemRequest{.table_name = c.name, .key = kKey}),
                IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = c.name, .item = kKey}),
                IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(UpdateItemRequest{.table_name = c.name, .key = kKey}),
                IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(DeleteItemRequest{.table_name = c.name, .key = kKey}),
                IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(QueryRequest{.table_name = c.name}), IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(ScanRequest{.table_name = c.name}), IsInvalid(c.message));
    EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = c.name}), IsInvalid(c.message))
        << "and nothing of the missing item";
    EXPECT_THAT(CheckMembers(UpdateItemRequest{.table_name = c.name}), IsInvalid(c.message))
        << "and nothing of the missing key";
  }
  EXPECT_THAT(CheckMembers(GetItemRequest{.table_name = "a", .key = kKey}), IsOk());
  EXPECT_THAT(
      CheckMembers(DeleteItemRequest{.table_name = "a;"}),
      IsInvalid(Count(2, One("'a;'", "tableName", kPattern) + And("null", "key", kNotNull))));
}

TEST(CheckMembers, NamesOfNewTables) {
  struct Case {
    std::string name;
    std::string message;
  };
  const std::string long_name(256, 'a');
  const Case cases[] = {
      {"abc;", One("'abc;'", "tableName", kPattern)},
      {"ab", One("'ab'", "tableName", kAtLeast3)},
      {"", Count(2, One("''", "tableName", kPattern) + And("''", "tableName", kAtLeast3))},
      {"a;", Count(2, One("'a;'", "tableName", kPattern) + And("'a;'", "tableName", kAtLeast3))},
      {long_name, One("'" + long_name + "'", "tableName", kAtMost255)},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(CheckMembers(CreateTableRequest{.table_name = c.name}), IsInvalid(c.message))
        << "and nothing of the missing schema";
  }
}

TEST(CheckMembers, NamesOfTablesInRequestsOnTables) {
  constexpr char kLength[] =
      "TableName must be at least 3 characters long and at most 255 characters long";
  constexpr char kAbsent[] =
      "The parameter 'TableName' is required but was not present in the request";
  for (const std::string name : {"", "a", "ab", "a;"}) {
    EXPECT_THAT(CheckMembers(DescribeTableRequest{.table_name = name}), IsInvalid(kLength));
    EXPECT_THAT(CheckMembers(DeleteTableRequest{.table_name = name}), IsInvalid(kLength));
    EXPECT_THAT(CheckMembers(UpdateTableRequest{.table_name = name}), IsInvalid(kLength));
  }
  EXPECT_THAT(CheckMembers(DeleteTableRequest{.table_name = std::string(256, ';')}),
              IsInvalid(kLength));
  EXPECT_THAT(CheckMembers(DescribeTableRequest{.table_name = "abc;"}),
              IsInvalid(One("'abc;'", "tableName", kPattern)));
  EXPECT_THAT(CheckMembers(DescribeTableRequest{}), IsInvalid(kAbsent));
  EXPECT_THAT(CheckMembers(DeleteTableRequest{}), IsInvalid(kAbsent));
  EXPECT_THAT(CheckMembers(CreateTableRequest{}), IsInvalid(kAbsent));
  EXPECT_THAT(CheckMembers(UpdateTableRequest{.provisioned_throughput = ProvisionedThroughput{}}),
              IsInvalid(kAbsent));
}

TEST(CheckMembers, RequiredMembers) {
  const std::string table = One("null", "tableName", kNotNull);
  const std::string key = One("null", "key", kNotNull);
  EXPECT_THAT(CheckMembers(GetItemRequest{}),
              IsInvalid(Count(2, key + And("null", "tableName", kNotNull))));
  EXPECT_THAT(CheckMembers(DeleteItemRequest{}),
              IsInvalid(Count(2, table + And("null", "key", kNotNull))));
  EXPECT_THAT(CheckMembers(UpdateItemRequest{}), IsInvalid(table));
  EXPECT_THAT(CheckMembers(PutItemRequest{}), IsInvalid(table));
  EXPECT_THAT(CheckMembers(GetItemRequest{.table_name = "tab"}), IsInvalid(key));
  EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = "tab"}),
              IsInvalid(One("null", "item", kNotNull)));
  EXPECT_THAT(CheckMembers(QueryRequest{}), IsInvalid(table));
  EXPECT_THAT(CheckMembers(ScanRequest{}), IsInvalid(table));
  EXPECT_THAT(CheckMembers(CreateTableRequest{.table_name = "tab"}),
              IsInvalid(Count(2, One("null", "keySchema", kNotNull) +
                                     And("null", "attributeDefinitions", kNotNull))));
}

TEST(CheckMembers, RangesOfNumbers) {
  constexpr char kOneOrMore[] = "Member must have value greater than or equal to 1";
  EXPECT_THAT(CheckMembers(QueryRequest{.table_name = "tab", .limit = 0}),
              IsInvalid(std::string(kOne) + "Value at 'Limit'" + kFailed + kOneOrMore));
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab", .limit = 0}),
              IsInvalid(One("'0'", "limit", kOneOrMore)));
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab", .limit = -7}),
              IsInvalid(One("'-7'", "limit", kOneOrMore)));
  EXPECT_THAT(
      CheckMembers(ScanRequest{.table_name = "tab", .total_segments = 1, .segment = -1}),
      IsInvalid(One("'-1'", "segment", "Member must have value greater than or equal to 0")));
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab", .total_segments = 0}),
              IsInvalid(One("'0'", "totalSegments", kOneOrMore)));
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab", .total_segments = 1'000'001}),
              IsInvalid(One("'1000001'", "totalSegments",
                            "Member must have value less than or equal to 1000000")));
  EXPECT_THAT(CheckMembers(ListTablesRequest{.limit = 0}),
              IsInvalid(One("'0'", "limit", kOneOrMore)));
  EXPECT_THAT(CheckMembers(ListTablesRequest{.limit = 101}),
              IsInvalid(One("'101'", "limit", "Member must have value less than or equal to 100")));
  EXPECT_THAT(CheckMembers(ListTablesRequest{.exclusive_start_table_name = "a;", .limit = 0}),
              IsInvalid(Count(3, One("'a;'", "exclusiveStartTableName", kPattern) +
                                     And("'a;'", "exclusiveStartTableName", kAtLeast3) +
                                     And("'0'", "limit", kOneOrMore))));
}

CreateTableRequest Table() {
  return {.attribute_definitions =
              std::vector<AttributeDefinition>{
                  {.attribute_name = "p", .attribute_type = ScalarAttributeType::kS}},
          .table_name = "tab",
          .key_schema =
              std::vector<KeySchemaElement>{{.attribute_name = "p", .key_type = KeyType::kHash}}};
}

TEST(CheckMembers, NestedMembersOfTables) {
  EXPECT_THAT(CheckMembers(Table()), IsOk());

  CreateTableRequest request = Table();
  request.key_schema->push_back({});
  EXPECT_THAT(CheckMembers(request),
              IsInvalid(Count(2, One("null", "keySchema.2.member.attributeName", kNotNull) +
                                     And("null", "keySchema.2.member.keyType", kNotNull))));

  request = Table();
  request.attribute_definitions->front().attribute_name = "";
  EXPECT_THAT(CheckMembers(request),
              IsInvalid(One("''", "attributeDefinitions.1.member.attributeName",
                            "Member must have length greater than or equal to 1")));

  request = Table();
  request.provisioned_throughput = ProvisionedThroughput{.read_capacity_units = 0};
  EXPECT_THAT(CheckMembers(request),
              IsInvalid(Count(2, One("null", "provisionedThroughput.writeCapacityUnits", kNotNull) +
                                     And("'0'", "provisionedThroughput.readCapacityUnits",
                                         "Member must have value greater than or equal to 1"))));

  request = Table();
  request.tags = std::vector<Tag>{{.key = std::string(129, 'k'), .value = std::string(257, 'v')}};
  EXPECT_THAT(CheckMembers(request),
              IsInvalid(Count(2, One("'" + std::string(129, 'k') + "'", "tags.1.member.key",
                                     "Member must have length less than or equal to 128") +
                                     And("'" + std::string(257, 'v') + "'", "tags.1.member.value",
                                         "Member must have length less than or equal to 256"))));
}

TEST(CheckMembers, LengthOfTheKeySchema) {
  CreateTableRequest request = Table();
  request.key_schema->clear();
  EXPECT_THAT(
      CheckMembers(request),
      IsInvalid(One("'[]'", "keySchema", "Member must have length greater than or equal to 1")));
  request = Table();
  request.key_schema->resize(3, request.key_schema->front());
  request.key_schema->back().key_type = KeyType::kRange;
  EXPECT_THAT(CheckMembers(request),
              IsInvalid(One("'[KeySchemaElement(attributeName=p, keyType=HASH), "
                            "KeySchemaElement(attributeName=p, keyType=HASH), "
                            "KeySchemaElement(attributeName=p, keyType=RANGE)]'",
                            "keySchema", "Member must have length less than or equal to 2")));
}

TEST(CheckMembers, ListsTenAtMost) {
  CreateTableRequest request = Table();
  request.key_schema->assign(2, {});
  request.attribute_definitions->assign(4, {});
  std::string message = One("null", "keySchema.1.member.attributeName", kNotNull) +
                        And("null", "keySchema.1.member.keyType", kNotNull) +
                        And("null", "keySchema.2.member.attributeName", kNotNull) +
                        And("null", "keySchema.2.member.keyType", kNotNull);
  for (const std::string definition : {"1", "2", "3"}) {
    const std::string path = "attributeDefinitions." + definition + ".member.attribute";
    message += And("null", path + "Name", kNotNull) + And("null", path + "Type", kNotNull);
  }
  EXPECT_THAT(CheckMembers(request), IsInvalid(Count(10, message)));
}

// Characters beyond U+FFFF count twice, as in Java.
TEST(CheckMembers, CountsCharactersAsTheServiceDoes) {
  const auto with_value = [](std::string_view character, int count) {
    CreateTableRequest request = Table();
    std::string value;
    for (int i = 0; i < count; ++i) value += character;
    request.tags = std::vector<Tag>{{.key = "k", .value = value}};
    return CheckMembers(request).ok();
  };
  EXPECT_TRUE(with_value("\xE2\x82\xAC", 256));
  EXPECT_FALSE(with_value("\xE2\x82\xAC", 257));
  EXPECT_TRUE(with_value("\xF0\x9F\x98\x80", 128));
  EXPECT_FALSE(with_value("\xF0\x9F\x98\x80", 129));
}

// Texts that are no values of their enums reach the gate beside the struct.
TEST(CheckMembers, ListsInvalidEnumsInTheirPlace) {
  constexpr char kCapacity[] = "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";
  const InvalidEnums capacity = {{"returnConsumedCapacity", "x"}};
  EXPECT_THAT(
      CheckMembers(GetItemRequest{.table_name = "a b c"}, capacity),
      IsInvalid(Count(3, One("null", "key", kNotNull) + And("'a b c'", "tableName", kPattern) +
                             And("'x'", "returnConsumedCapacity", kCapacity))));

  struct Case {
    std::string path;
    std::string set;
  };
  const Case of_put[] = {
      {"returnConsumedCapacity", "INDEXES, TOTAL, NONE"},
      {"returnItemCollectionMetrics", "SIZE, NONE"},
      {"returnValues", "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW"},
      {"returnValuesOnConditionCheckFailure", "ALL_OLD, NONE"},
  };
  for (const Case& c : of_put) {
    EXPECT_THAT(
        CheckMembers(PutItemRequest{.table_name = "tab", .item = kKey},
                     InvalidEnums{{c.path, "all_old"}}),
        IsInvalid(One("'all_old'", c.path, "Member must satisfy enum value set: [" + c.set + "]")));
  }
  const InvalidEnums all = {{"returnItemCollectionMetrics", "z"},
                            {"returnConsumedCapacity", "x"},
                            {"returnValuesOnConditionCheckFailure", "q"},
                            {"returnValues", "y"}};
  constexpr char kValues[] =
      "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
  constexpr char kMetrics[] = "Member must satisfy enum value set: [SIZE, NONE]";
  constexpr char kOnFailure[] = "Member must satisfy enum value set: [ALL_OLD, NONE]";
  const std::string listed = And("'x'", "returnConsumedCapacity", kCapacity) +
                             And("'y'", "returnValues", kValues) +
                             And("'z'", "returnItemCollectionMetrics", kMetrics) +
                             And("'q'", "returnValuesOnConditionCheckFailure", kOnFailure);
  EXPECT_THAT(CheckMembers(PutItemRequest{.table_name = "tab"}, all),
              IsInvalid(Count(5, One("null", "item", kNotNull) + listed)));
  EXPECT_THAT(CheckMembers(DeleteItemRequest{.table_name = "tab"}, all),
              IsInvalid(Count(5, One("null", "key", kNotNull) + listed)));
  EXPECT_THAT(
      CheckMembers(UpdateItemRequest{.table_name = "tab"}, all),
      IsInvalid(Count(2, One("null", "key", kNotNull) + And("'y'", "returnValues", kValues))))
      << "and nothing of the other three";
  EXPECT_THAT(CheckMembers(ScanRequest{.table_name = "tab"}, InvalidEnums{{"select", ""}}),
              IsInvalid(One("''", "select",
                            "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, "
                            "ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")));

  CreateTableRequest table = Table();
  table.attribute_definitions->front().attribute_type = std::nullopt;
  table.key_schema->front().key_type = std::nullopt;
  EXPECT_THAT(
      CheckMembers(table, InvalidEnums{{"attributeDefinitions.1.member.attributeType", "SS"},
                                       {"keySchema.1.member.keyType", "hash"},
                                       {"sSESpecification.sSEType", "no such member is there"},
                                       {"tableClass", "X"},
                                       {"billingMode", "X"}}),
      IsInvalid(Count(4, One("'X'", "billingMode",
                             "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]") +
                             And("'hash'", "keySchema.1.member.keyType",
                                 "Member must satisfy enum value set: [HASH, RANGE]") +
                             And("'SS'", "attributeDefinitions.1.member.attributeType",
                                 "Member must satisfy enum value set: [B, N, S]") +
                             And("'X'", "tableClass",
                                 "Member must satisfy enum value set: [STANDARD, "
                                 "STANDARD_INFREQUENT_ACCESS]"))));
}

}  // namespace
}  // namespace stator
