// CreateTable: what it makes, and what it refuses rule by rule.
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

using ::testing::MatchesRegex;

CreateTableRequest OnDemand(const std::string& name) {
  return {.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
          .table_name = name,
          .key_schema = {{{"p", KeyType::kHash}}},
          .billing_mode = BillingMode::kPayPerRequest};
}

CreateTableRequest Provisioned(const std::string& name) {
  CreateTableRequest request = OnDemand(name);
  request.billing_mode.reset();
  request.provisioned_throughput = ProvisionedThroughput{5, 6};
  return request;
}

class CreateTable : public DoorTest {
 protected:
  TableDescription Created(const CreateTableRequest& request) {
    const auto created = db().CreateTable(request);
    EXPECT_THAT(created, IsOk());
    return created.ok() ? *created->table_description : TableDescription();
  }
  TableDescription Described(const std::string& name) {
    const auto described = db().DescribeTable({.table_name = name});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->table : TableDescription();
  }
  void ExpectRefused(const CreateTableRequest& request, const std::string& message) {
    EXPECT_THAT(db().CreateTable(request), IsInvalid(message));
  }
};
INSTANTIATE_FOR_EVERY_DOOR(CreateTable);

TEST_P(CreateTable, DescribesATableOnDemand) {
  clock().Set(Time(std::chrono::seconds(1'800'000'000)));
  const TableDescription table = Created(OnDemand("visits"));
  EXPECT_EQ(table.table_name, "visits");
  EXPECT_EQ(table.table_status, TableStatus::kCreating);
  EXPECT_EQ(table.creation_date_time, clock().Now());
  EXPECT_EQ(table.table_size_bytes, 0);
  EXPECT_EQ(table.item_count, 0);
  EXPECT_EQ(table.table_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/visits");
  EXPECT_THAT(table.table_id.value_or(""),
              MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
  ASSERT_EQ(table.key_schema->size(), 1u);
  EXPECT_EQ((*table.key_schema)[0].attribute_name, "p");
  EXPECT_EQ((*table.key_schema)[0].key_type, KeyType::kHash);
  ASSERT_EQ(table.attribute_definitions->size(), 1u);
  EXPECT_EQ((*table.attribute_definitions)[0].attribute_type, ScalarAttributeType::kS);
  EXPECT_EQ(table.provisioned_throughput->read_capacity_units, 0);
  EXPECT_EQ(table.provisioned_throughput->write_capacity_units, 0);
  EXPECT_EQ(table.provisioned_throughput->number_of_decreases_today, 0);
  EXPECT_EQ(table.billing_mode_summary->billing_mode, BillingMode::kPayPerRequest);
  EXPECT_EQ(table.deletion_protection_enabled, false);
  EXPECT_FALSE(table.sse_description.has_value());
  EXPECT_FALSE(table.table_class_summary.has_value());
  EXPECT_FALSE(table.on_demand_throughput.has_value());
}

TEST_P(CreateTable, IsActiveAtOnce) {
  const std::string id = *Created(OnDemand("visits")).table_id;
  const TableDescription table = Described("visits");
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_EQ(table.table_id, id);
  EXPECT_EQ(table.billing_mode_summary->last_update_to_pay_per_request_date_time, clock().Now());
  EXPECT_THAT(db().Put("visits", Item{{"p", "a"}}), IsOk());
}

TEST_P(CreateTable, IsProvisionedUnlessToldOtherwise) {
  const TableDescription table = Created(Provisioned("visits"));
  EXPECT_EQ(table.provisioned_throughput->read_capacity_units, 5);
  EXPECT_EQ(table.provisioned_throughput->write_capacity_units, 6);
  EXPECT_FALSE(table.billing_mode_summary.has_value());
}

TEST_P(CreateTable, KeepsTheDefinitionsInTheirOrder) {
  CreateTableRequest request = OnDemand("visits");
  request.attribute_definitions = {
      {{"s", ScalarAttributeType::kN}, {"p", ScalarAttributeType::kB}}};
  request.key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}}};
  Created(request);
  const TableDescription table = Described("visits");
  ASSERT_EQ(table.attribute_definitions->size(), 2u);
  EXPECT_EQ((*table.attribute_definitions)[0].attribute_name, "s");
  EXPECT_EQ((*table.attribute_definitions)[0].attribute_type, ScalarAttributeType::kN);
  EXPECT_EQ((*table.attribute_definitions)[1].attribute_type, ScalarAttributeType::kB);
  EXPECT_EQ((*table.key_schema)[1].key_type, KeyType::kRange);
}

TEST_P(CreateTable, DescribesWhatWasAskedFor) {
  CreateTableRequest request = OnDemand("visits");
  request.table_class = TableClass::kStandardInfrequentAccess;
  request.deletion_protection_enabled = true;
  request.on_demand_throughput = OnDemandThroughput{.max_read_request_units = 5};
  request.sse_specification = SseSpecification{.enabled = true};
  request.tags = {{{"team", "red"}, {"stage", ""}}};
  Created(request);
  const TableDescription table = Described("visits");
  EXPECT_EQ(table.table_class_summary->table_class, TableClass::kStandardInfrequentAccess);
  EXPECT_EQ(table.deletion_protection_enabled, true);
  EXPECT_EQ(table.on_demand_throughput->max_read_request_units, 5);
  EXPECT_EQ(table.sse_description->status, SseStatus::kEnabled);
  EXPECT_EQ(table.sse_description->sse_type, SseType::kKms);
}

TEST_P(CreateTable, KeepsManyTablesApart) {
  for (const char* name : {"one", "two", "ONE", "a-b.c_d"}) {
    Created(OnDemand(name));
    Put(name, Item{{"p", "a"}, {"v", name}});
  }
  for (const char* name : {"one", "two", "ONE", "a-b.c_d"}) {
    EXPECT_EQ(Get(name, Item{{"p", "a"}}), (Item{{"p", "a"}, {"v", name}}));
  }
}

TEST_P(CreateTable, RefusesATableThatIsThere) {
  Created(OnDemand("visits"));
  EXPECT_THAT(db().CreateTable(OnDemand("visits")),
              IsErrorWith(ErrorCode::kResourceInUse, "Table already exists: visits"));
}

TEST_P(CreateTable, RequiresAName) {
  CreateTableRequest request = OnDemand("visits");
  request.table_name.reset();
  ExpectRefused(request,
                "The parameter 'TableName' is required but was not present in the request");
}

TEST_P(CreateTable, HoldsNamesToTheirRules) {
  const std::string detected = "1 validation error detected: Value '";
  const std::string fails = "' at 'tableName' failed to satisfy constraint: Member must ";
  for (const std::string name : {"a", "ab"}) {
    ExpectRefused(OnDemand(name),
                  detected + name + fails + "have length greater than or equal to 3");
  }
  const std::string longest(255, 'a');
  Created(OnDemand(longest));
  ExpectRefused(OnDemand(longest + "a"),
                detected + longest + "a" + fails + "have length less than or equal to 255");
  ExpectRefused(OnDemand("a b"),
                detected + "a b" + fails + "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  ExpectRefused(OnDemand("a;"),
                "2 validation errors detected: Value 'a;" + fails +
                    "satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a;" + fails +
                    "have length greater than or equal to 3");
  EXPECT_THAT(db().CreateTable(OnDemand("arn:aws:dynamodb:us-east-1:000000000000:table/visits")),
              IsErrorCode(ErrorCode::kValidation));
}

TEST_P(CreateTable, RequiresKeySchemaAndDefinitions) {
  CreateTableRequest request = OnDemand("visits");
  request.key_schema.reset();
  request.attribute_definitions.reset();
  const std::string null = "failed to satisfy constraint: Member must not be null";
  ExpectRefused(request, "2 validation errors detected: Value null at 'keySchema' " + null +
                             "; Value null at 'attributeDefinitions' " + null);
  request = OnDemand("visits");
  request.key_schema->push_back({.key_type = KeyType::kRange});
  ExpectRefused(request,
                "1 validation error detected: Value null at "
                "'keySchema.2.member.attributeName' " +
                    null);
}

TEST_P(CreateTable, TakesOneOrTwoKeyAttributes) {
  CreateTableRequest request = OnDemand("visits");
  request.key_schema->clear();
  ExpectRefused(request,
                "1 validation error detected: Value '[]' at 'keySchema' failed to satisfy "
                "constraint: Member must have length greater than or equal to 1");
  request.key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}, {"t", KeyType::kRange}}};
  ExpectRefused(request,
                "1 validation error detected: Value '[KeySchemaElement(attributeName=p, "
                "keyType=HASH), KeySchemaElement(attributeName=s, keyType=RANGE), "
                "KeySchemaElement(attributeName=t, keyType=RANGE)]' at 'keySchema' failed to "
                "satisfy constraint: Member must have length less than or equal to 2");
}

TEST_P(CreateTable, EveryKeyAttributeIsDefined) {
  CreateTableRequest request = OnDemand("visits");
  request.key_schema = {{{"x", KeyType::kHash}}};
  ExpectRefused(request,
                "One or more parameter values were invalid: Some index key attributes are not "
                "defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [p]");
  request.key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}}};
  const std::string undefined = "Invalid KeySchema: Some index key attribute have no definition";
  ExpectRefused(request, undefined);
  request.attribute_definitions->push_back({"x", ScalarAttributeType::kS});
  ExpectRefused(request, undefined);
  request.key_schema = {{{"p", KeyType::kRange}, {"p", KeyType::kHash}}};
  ExpectRefused(request, undefined);
}

TEST_P(CreateTable, EveryDefinitionIsOfAKeyAttribute) {
  CreateTableRequest request = OnDemand("visits");
  request.attribute_definitions->push_back({"v", ScalarAttributeType::kS});
  ExpectRefused(request,
                "One or more parameter values were invalid: Number of attributes in KeySchema does "
                "not exactly match number of attributes defined in AttributeDefinitions");
}

TEST_P(CreateTable, ThePartitionKeyStandsBeforeTheSortKey) {
  CreateTableRequest request = OnDemand("visits");
  request.attribute_definitions->push_back({"s", ScalarAttributeType::kS});
  request.key_schema = {{{"p", KeyType::kRange}, {"s", KeyType::kHash}}};
  ExpectRefused(request, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  request.key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kHash}}};
  ExpectRefused(request, "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
}

TEST_P(CreateTable, ThroughputBelongsToProvisionedTables) {
  CreateTableRequest request = OnDemand("visits");
  request.provisioned_throughput = ProvisionedThroughput{5, 6};
  ExpectRefused(request,
                "One or more parameter values were invalid: Neither ReadCapacityUnits nor "
                "WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  const std::string missing =
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must "
      "both be specified when BillingMode is PROVISIONED";
  request = OnDemand("visits");
  request.billing_mode = BillingMode::kProvisioned;
  ExpectRefused(request, missing);
  request.billing_mode.reset();
  ExpectRefused(request, missing);
}

TEST_P(CreateTable, HoldsThroughputToItsRange) {
  CreateTableRequest request = Provisioned("visits");
  request.provisioned_throughput = ProvisionedThroughput{0, 0};
  const std::string least =
      " failed to satisfy constraint: Member must have value greater than or equal to 1";
  ExpectRefused(request,
                "2 validation errors detected: Value '0' at "
                "'provisionedThroughput.writeCapacityUnits'" +
                    least + "; Value '0' at 'provisionedThroughput.readCapacityUnits'" + least);
  request.provisioned_throughput = ProvisionedThroughput{1'000'000'000'001, 1};
  ExpectRefused(request, "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
  request.provisioned_throughput = ProvisionedThroughput{.read_capacity_units = 1};
  ExpectRefused(request,
                "1 validation error detected: Value null at "
                "'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: "
                "Member must not be null");
}

TEST_P(CreateTable, OnDemandThroughputBelongsToTablesOnDemand) {
  CreateTableRequest request = Provisioned("visits");
  request.on_demand_throughput = OnDemandThroughput{.max_read_request_units = 5};
  ExpectRefused(request,
                "One or more parameter values were invalid: MaxReadRequestUnits for "
                "OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
  request = OnDemand("visits");
  request.on_demand_throughput = OnDemandThroughput{.max_read_request_units = 0};
  ExpectRefused(request,
                "One or more parameter values were invalid: Requested MaxReadRequestUnits for "
                "OnDemandThroughput for table is outside of valid range");
}

TEST_P(CreateTable, ChecksTheRequestBeforeWhetherTheTableIsThere) {
  Created(OnDemand("visits"));
  CreateTableRequest request = OnDemand("visits");
  request.attribute_definitions->push_back({"v", ScalarAttributeType::kS});
  EXPECT_THAT(db().CreateTable(request), IsErrorCode(ErrorCode::kValidation));
}

}  // namespace
}  // namespace stator::testing
