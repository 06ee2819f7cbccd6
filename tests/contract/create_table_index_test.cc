// CreateTable with secondary indexes: what it makes, and what it refuses rule by rule.
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/index_schema.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LocalSecondaryIndex Local(const std::string& name, std::vector<KeySchemaElement> key,
                          Projection projection = {ProjectionType::kAll}) {
  return {.index_name = name, .key_schema = std::move(key), .projection = std::move(projection)};
}

// A table with the key p, s, and definitions of the attributes that are named besides.
CreateTableRequest Table(const std::vector<std::string>& attributes) {
  CreateTableRequest request{
      .attribute_definitions = {{{"p", ScalarAttributeType::kS}, {"s", ScalarAttributeType::kN}}},
      .table_name = "visits",
      .key_schema = {{Hash("p"), Range("s")}},
      .billing_mode = BillingMode::kPayPerRequest};
  for (const std::string& name : attributes) {
    request.attribute_definitions->push_back({name, ScalarAttributeType::kS});
  }
  return request;
}

Projection Include(size_t first, size_t count) {
  std::vector<std::string> names;
  for (size_t i = first; i < first + count; ++i) names.push_back("v" + std::to_string(i));
  return {ProjectionType::kInclude, std::move(names)};
}

class CreateTableIndex : public TableIndexTest {
 protected:
  TableDescription Created(const CreateTableRequest& request) {
    const auto created = db().CreateTable(request);
    EXPECT_THAT(created, IsOk());
    return created.ok() ? *created->table_description : TableDescription();
  }
  void ExpectRefused(const CreateTableRequest& request, const std::string& message) {
    EXPECT_THAT(db().CreateTable(request), IsInvalid(message));
  }
  void ExpectLocal(const LocalSecondaryIndex& index, const std::string& message) {
    CreateTableRequest request = Table({"a"});
    request.local_secondary_indexes = {{index}};
    ExpectRefused(request, message);
  }
  void ExpectGlobal(const GlobalSecondaryIndex& index, const std::string& message) {
    CreateTableRequest request = Table({"a"});
    request.global_secondary_indexes = {{index}};
    ExpectRefused(request, message);
  }
};
INSTANTIATE_FOR_EVERY_DOOR(CreateTableIndex);

TEST_P(CreateTableIndex, DescribesIndexes) {
  CreateTableRequest request = Table({"a", "b"});
  request.local_secondary_indexes = {
      {Local("by_a", {Hash("p"), Range("a")}, {ProjectionType::kInclude, {{"z", "y"}}})}};
  request.global_secondary_indexes = {{Global("by_b", {Hash("b")}, {ProjectionType::kKeysOnly}),
                                       Global("by_s", {Hash("a"), Range("s")})}};
  const TableDescription created = Created(request);
  ASSERT_EQ(created.global_secondary_indexes->size(), 2u);
  EXPECT_EQ((*created.global_secondary_indexes)[0].index_status, IndexStatus::kCreating);
  EXPECT_EQ((*created.global_secondary_indexes)[1].index_status, IndexStatus::kCreating);

  const TableDescription table = Described();
  ASSERT_EQ(table.attribute_definitions->size(), 4u);
  ASSERT_EQ(table.local_secondary_indexes->size(), 1u);
  const LocalSecondaryIndexDescription& local = (*table.local_secondary_indexes)[0];
  EXPECT_EQ(local.index_name, "by_a");
  ASSERT_EQ(local.key_schema->size(), 2u);
  EXPECT_EQ((*local.key_schema)[1].attribute_name, "a");
  EXPECT_EQ(local.projection->projection_type, ProjectionType::kInclude);
  EXPECT_THAT(*local.projection->non_key_attributes, ElementsAre("z", "y"));
  EXPECT_EQ(local.index_size_bytes, 0);
  EXPECT_EQ(local.item_count, 0);
  EXPECT_EQ(local.index_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/visits/index/by_a");

  ASSERT_EQ(table.global_secondary_indexes->size(), 2u);
  const GlobalSecondaryIndexDescription& global = (*table.global_secondary_indexes)[0];
  EXPECT_EQ(global.index_name, "by_b");
  EXPECT_EQ(global.projection->projection_type, ProjectionType::kKeysOnly);
  EXPECT_EQ(global.projection->non_key_attributes, std::nullopt);
  EXPECT_EQ(global.index_status, IndexStatus::kActive);
  EXPECT_EQ(global.backfilling, std::nullopt);
  EXPECT_EQ(global.provisioned_throughput->read_capacity_units, 0);
  EXPECT_EQ(global.provisioned_throughput->number_of_decreases_today, 0);
  EXPECT_EQ(global.index_size_bytes, 0);
  EXPECT_EQ(global.item_count, 0);
  EXPECT_EQ(global.index_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/visits/index/by_b");
  EXPECT_EQ(global.on_demand_throughput, std::nullopt);
  EXPECT_EQ((*table.global_secondary_indexes)[1].index_name, "by_s");
}

TEST_P(CreateTableIndex, DescribesNoIndexesWhereThereAreNone) {
  Created(Table({}));
  EXPECT_EQ(Described().local_secondary_indexes, std::nullopt);
  EXPECT_EQ(Described().global_secondary_indexes, std::nullopt);
}

TEST_P(CreateTableIndex, AGlobalIndexHasThroughputOfItsOwn) {
  CreateTableRequest request = Table({"a"});
  request.billing_mode.reset();
  request.provisioned_throughput = ProvisionedThroughput{3, 4};
  GlobalSecondaryIndex index = Global("by_a", {Hash("a")});
  request.global_secondary_indexes = {{index}};
  ExpectRefused(request, kInvalid + "ProvisionedThroughput must be specified for index: by_a");
  index.provisioned_throughput = ProvisionedThroughput{5, 1'000'000'000'001};
  request.global_secondary_indexes = {{index}};
  ExpectRefused(request,
                "Given value 1000000000001 for WriteCapacityUnits is out of bounds for index by_a");
  index.provisioned_throughput = ProvisionedThroughput{5, 6};
  request.global_secondary_indexes = {{index}};
  Created(request);
  const auto throughput = (*Described().global_secondary_indexes)[0].provisioned_throughput;
  EXPECT_EQ(throughput->read_capacity_units, 5);
  EXPECT_EQ(throughput->write_capacity_units, 6);

  request.table_name = "other";
  request.billing_mode = BillingMode::kPayPerRequest;
  request.provisioned_throughput.reset();
  ExpectRefused(request, kInvalid +
                             "ProvisionedThroughput should not be specified for index: by_a when "
                             "BillingMode is PAY_PER_REQUEST");
}

TEST_P(CreateTableIndex, AGlobalIndexHasAMaximumOfItsOwn) {
  CreateTableRequest request = Table({"a"});
  GlobalSecondaryIndex index = Global("by_a", {Hash("a")});
  index.on_demand_throughput = OnDemandThroughput{0, 1};
  request.global_secondary_indexes = {{index}};
  ExpectRefused(request, kInvalid +
                             "Requested MaxReadRequestUnits for OnDemandThroughput for index by_a "
                             "is outside of valid range");
  index.on_demand_throughput = OnDemandThroughput{7, -1};
  request.global_secondary_indexes = {{index}};
  Created(request);
  const auto maximum = (*Described().global_secondary_indexes)[0].on_demand_throughput;
  EXPECT_EQ(maximum->max_read_request_units, 7);
  EXPECT_EQ(maximum->max_write_request_units, -1);
}

TEST_P(CreateTableIndex, AnIndexMayHaveTheKeyOfItsTable) {
  CreateTableRequest request = Table({});
  request.local_secondary_indexes = {{Local("again", {Hash("p"), Range("s")})}};
  request.global_secondary_indexes = {{Global("and_again", {Hash("p"), Range("s")})}};
  Created(request);
  EXPECT_EQ(Described().local_secondary_indexes->size(), 1u);
}

TEST_P(CreateTableIndex, AGlobalKeyHasUpToFourAttributesOfEachKind) {
  CreateTableRequest request = Table({"a", "b", "c", "d", "e", "f", "g", "h", "i"});
  const std::vector<KeySchemaElement> four = {Hash("a"),  Hash("b"),  Hash("c"),  Hash("d"),
                                              Range("e"), Range("f"), Range("g"), Range("h")};
  request.global_secondary_indexes = {{Global("all", four)}};
  ExpectRefused(request, kInvalid +
                             "Number of attributes in KeySchema does not exactly match number of "
                             "attributes defined in AttributeDefinitions");
  request.attribute_definitions->pop_back();
  Created(request);
  EXPECT_EQ((*Described().global_secondary_indexes)[0].key_schema->size(), 8u);

  request = Table({"a", "b", "c", "d", "e"});
  request.table_name = "other";
  request.global_secondary_indexes = {
      {Global("all", {Hash("a"), Hash("b"), Hash("c"), Hash("d"), Hash("e")})}};
  ExpectRefused(request,
                kInvalid + "Number of HASH key attributes exceeds the limit of 4 for index: all");
  request.global_secondary_indexes = {
      {Global("all", {Hash("p"), Range("a"), Range("b"), Range("c"), Range("d"), Range("e")})}};
  ExpectRefused(request,
                kInvalid + "Number of RANGE key attributes exceeds the limit of 4 for index: all");
  request = Table({"a", "b"});
  request.global_secondary_indexes = {{Global("all", {Hash("a"), Range("b"), Hash("p")})}};
  ExpectRefused(request, "Invalid KeySchema: A HASH key type follows a RANGE key type");
  request.global_secondary_indexes = {{Global("all", {Hash("a"), Range("b"), Range("b")})}};
  ExpectRefused(request, "Invalid KeySchema: The attribute b is specified twice");
  request.global_secondary_indexes = {{Global("all", std::vector(9, Hash("a")))}};
  EXPECT_THAT(db().CreateTable(request), IsErrorCode(ErrorCode::kValidation));
}

TEST_P(CreateTableIndex, HoldsNamesToTheirRules) {
  const std::string at =
      "' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy "
      "constraint: Member must ";
  const std::string one = "1 validation error detected: Value '";
  ExpectGlobal(Global("ab", {Hash("a")}),
               one + "ab" + at + "have length greater than or equal to 3");
  ExpectGlobal(Global("a b", {Hash("a")}), one + "a b" + at +
                                               "satisfy regular expression pattern: "
                                               "[a-zA-Z0-9_.-]+");
  const std::string longest(255, 'x');
  ExpectGlobal(Global(longest + "x", {Hash("a")}),
               one + longest + "x" + at + "have length less than or equal to 255");
  CreateTableRequest request = Table({"a"});
  request.global_secondary_indexes = {{Global(longest, {Hash("a")})}};
  Created(request);
}

TEST_P(CreateTableIndex, HoldsNamesOfAttributesToTheirBytes) {
  const auto name_of = [](size_t umlauts) {
    std::string name = "n";
    while (name.size() < 2 * umlauts) name += "ä";
    return name;
  };
  const std::string longest = name_of(127);
  const std::string longer = name_of(128);
  const std::string message = kInvalid + "Attribute name is too large, must be less than 256 bytes";
  CreateTableRequest request = Table({longer});
  request.global_secondary_indexes = {{Global("by_a", {Hash(longer)})}};
  ExpectRefused(request, message);
  request = Table({longer});
  request.local_secondary_indexes = {{Local("by_a", {Hash("p"), Range(longer)})}};
  ExpectRefused(request, message);
  ExpectGlobal(Global("by_a", {Hash("a")}, {ProjectionType::kInclude, {{"b", longer}}}), message);
  request = Table({});
  request.attribute_definitions = {{{longer, ScalarAttributeType::kS}}};
  request.key_schema = {{Hash(longer)}};
  ExpectRefused(request, message);
  request = Table({longest});
  request.global_secondary_indexes = {
      {Global("by_a", {Hash(longest)}, {ProjectionType::kInclude, {{longest}}})}};
  Created(request);
}

TEST_P(CreateTableIndex, RequiresWhatAnIndexIs) {
  const std::string null = "' failed to satisfy constraint: Member must not be null";
  const std::string local = "Value null at 'localSecondaryIndexes.1.member.";
  const std::string global = "Value null at 'globalSecondaryIndexes.1.member.";
  CreateTableRequest request = Table({"a"});
  request.local_secondary_indexes.emplace(1);
  request.global_secondary_indexes.emplace(1);
  ExpectRefused(request, "6 validation errors detected: " + local + "indexName" + null + "; " +
                             local + "keySchema" + null + "; " + local + "projection" + null +
                             "; " + global + "keySchema" + null + "; " + global + "projection" +
                             null + "; " + global + "indexName" + null);
}

TEST_P(CreateTableIndex, HoldsTheListsToTheirLengths) {
  const std::string empty = "1 validation error detected: Value '[]' at '";
  const std::string fails =
      "' failed to satisfy constraint: Member must have length greater than or equal to 1";
  ExpectLocal(Local("by_a", {}), empty + "localSecondaryIndexes.1.member.keySchema" + fails);
  ExpectGlobal(Global("by_a", {}), empty + "globalSecondaryIndexes.1.member.keySchema" + fails);
  ExpectGlobal(Global("by_a", {Hash("a")}, {ProjectionType::kInclude, std::vector<std::string>()}),
               empty + "globalSecondaryIndexes.1.member.projection.nonKeyAttributes" + fails);
  ExpectLocal(Local("by_a", {Hash("p"), Range("a"), Range("s")}),
              "1 validation error detected: Value '[KeySchemaElement(attributeName=p, "
              "keyType=HASH), KeySchemaElement(attributeName=a, keyType=RANGE), "
              "KeySchemaElement(attributeName=s, keyType=RANGE)]' at "
              "'localSecondaryIndexes.1.member.keySchema' failed to satisfy constraint: Member "
              "must have length less than or equal to 2");
  ExpectGlobal(Global("by_a", {Hash("a")}, {ProjectionType::kInclude, {{"ok", ""}}}),
               "1 validation error detected: Value '[ok, ]' at "
               "'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to satisfy "
               "constraint: Member must satisfy constraint: [Member must have length less than or "
               "equal to 255, Member must have length greater than or equal to 1]");
}

TEST_P(CreateTableIndex, AListOfIndexesIsNotEmpty) {
  CreateTableRequest request = Table({});
  request.global_secondary_indexes.emplace();
  ExpectRefused(request, kInvalid + "List of GlobalSecondaryIndexes is empty");
  request.local_secondary_indexes.emplace();
  ExpectRefused(request, kInvalid + "List of LocalSecondaryIndexes is empty");
}

TEST_P(CreateTableIndex, EveryKeyAttributeIsDefined) {
  ExpectLocal(Local("by_x", {Hash("p"), Range("x")}),
              kInvalid +
                  "Some index key attributes are not defined in AttributeDefinitions. Keys: "
                  "[p, x], AttributeDefinitions: [p, s, a]");
  CreateTableRequest request = Table({"a"});
  request.global_secondary_indexes = {
      {Global("by_x", {Hash("x"), Range("a")}), Global("by_a", {Hash("a"), Range("y")})}};
  ExpectRefused(request, kInvalid +
                             "Some index key attributes are not defined in AttributeDefinitions. "
                             "Keys: [x, a, y], AttributeDefinitions: [p, s, a]");
}

TEST_P(CreateTableIndex, EveryDefinitionIsUsed) {
  const std::string unused = kInvalid +
                             "Number of attributes in KeySchema does not exactly match number of "
                             "attributes defined in AttributeDefinitions";
  CreateTableRequest request = Table({"a", "b"});
  request.global_secondary_indexes = {{Global("by_a", {Hash("a")})}};
  ExpectRefused(request, unused);
  request = Table({"a", "a"});
  request.global_secondary_indexes = {{Global("by_a", {Hash("a")})}};
  ExpectRefused(request, unused);
}

TEST_P(CreateTableIndex, HoldsKeysToTheirOrder) {
  const std::string first = "Invalid KeySchema: The first KeySchemaElement is not a HASH key type";
  const std::string second =
      "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type";
  const std::string equal =
      "Both the Hash Key and the Range Key element in the KeySchema have the same name";
  ExpectGlobal(Global("by_a", {Range("a")}), first);
  ExpectGlobal(Global("by_a", {Range("a"), Hash("p")}), first);
  ExpectGlobal(Global("by_a", {Hash("a"), Range("a")}), equal);
  ExpectLocal(Local("by_a", {Range("a"), Hash("p")}), first);
  ExpectLocal(Local("by_a", {Hash("p"), Hash("a")}), second);
  ExpectLocal(Local("by_a", {Hash("p"), Range("p")}), equal);
}

TEST_P(CreateTableIndex, ALocalIndexSharesThePartitionKey) {
  ExpectLocal(Local("by_a", {Hash("p")}),
              kInvalid + "Index KeySchema does not have a range key for index: by_a");
  ExpectLocal(Local("by_a", {Hash("a"), Range("s")}),
              kInvalid +
                  "Index KeySchema does not have the same leading hash key as table KeySchema for "
                  "index: by_a. index hash key: a, table hash key: p");
  CreateTableRequest request = Table({});
  request.key_schema->pop_back();
  request.local_secondary_indexes = {{Local("by_s", {Hash("p"), Range("s")})}};
  ExpectRefused(request, kInvalid +
                             "Table KeySchema does not have a range key, which is required when "
                             "specifying a LocalSecondaryIndex");
}

TEST_P(CreateTableIndex, HoldsProjectionsToTheirRules) {
  const auto refused = [this](Projection projection, const std::string& message) {
    ExpectGlobal(Global("by_a", {Hash("a")}, projection), kInvalid + message);
    ExpectLocal(Local("by_a", {Hash("p"), Range("a")}, projection), kInvalid + message);
  };
  refused({}, "Unknown ProjectionType: null");
  refused({.non_key_attributes = {{"v"}}}, "Unknown ProjectionType: null");
  refused({ProjectionType::kAll, {{"v"}}},
          "ProjectionType is ALL, but NonKeyAttributes is specified");
  refused({ProjectionType::kKeysOnly, {{"v"}}},
          "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified");
  refused({ProjectionType::kInclude},
          "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
}

TEST_P(CreateTableIndex, AProjectionMayNameKeysAndRepeatItself) {
  CreateTableRequest request = Table({"a"});
  request.global_secondary_indexes = {
      {Global("by_a", {Hash("a")}, {ProjectionType::kInclude, {{"v", "a", "p", "v"}}})}};
  Created(request);
  EXPECT_THAT(*(*Described().global_secondary_indexes)[0].projection->non_key_attributes,
              ElementsAre("v", "a", "p", "v"));
}

TEST_P(CreateTableIndex, ProjectsAHundredAttributesInAll) {
  CreateTableRequest request = Table({"a"});
  request.local_secondary_indexes = {{Local("local", {Hash("p"), Range("a")}, Include(0, 20))}};
  request.global_secondary_indexes.emplace();
  for (int i = 0; i < 4; ++i) {
    request.global_secondary_indexes->push_back(
        Global("global" + std::to_string(i), {Hash("a")}, Include(0, 20)));
  }
  request.global_secondary_indexes->push_back(Global("last", {Hash("a")}, Include(0, 1)));
  ExpectRefused(request, kInvalid +
                             "The number of NonKeyAttributes of all secondary indexes of the "
                             "table, 101, exceeds the limit of 100");
  request.global_secondary_indexes->pop_back();
  Created(request);
}

TEST_P(CreateTableIndex, NamesAreUniqueInATable) {
  CreateTableRequest request = Table({"a"});
  request.global_secondary_indexes = {{Global("same", {Hash("a")}), Global("same", {Hash("a")})}};
  ExpectRefused(request, kInvalid + "Duplicate index name: same");
  request.local_secondary_indexes = {{Local("same", {Hash("p"), Range("a")})}};
  request.global_secondary_indexes->pop_back();
  ExpectRefused(request, kInvalid + "Duplicate index name: same");
  request.global_secondary_indexes.reset();
  request.local_secondary_indexes->push_back(Local("same", {Hash("p"), Range("a")}));
  ExpectRefused(request, kInvalid + "Duplicate index name: same");
}

TEST_P(CreateTableIndex, ATableHasFiveLocalAndTwentyGlobalIndexes) {
  CreateTableRequest request = Table({"a"});
  request.local_secondary_indexes.emplace();
  request.global_secondary_indexes.emplace();
  for (int i = 0; i < 6; ++i) {
    request.local_secondary_indexes->push_back(
        Local("local" + std::to_string(i), {Hash("p"), Range("a")}));
  }
  for (int i = 0; i < 21; ++i) {
    request.global_secondary_indexes->push_back(Global("global" + std::to_string(i), {Hash("a")}));
  }
  ExpectRefused(request, kInvalid + "Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  request.local_secondary_indexes->pop_back();
  ExpectRefused(request, kInvalid + "GlobalSecondaryIndex count exceeds the per-table limit of 20");
  request.global_secondary_indexes->pop_back();
  Created(request);
  EXPECT_EQ(Described().local_secondary_indexes->size(), 5u);
  EXPECT_EQ(Described().global_secondary_indexes->size(), 20u);
}

TEST_P(CreateTableIndex, ChecksIndexByIndexAndThenAllTogether) {
  CreateTableRequest request = Table({"a"});
  request.global_secondary_indexes = {
      {Global("same", {Hash("a")}), Global("same", {Hash("a")}, Projection())}};
  ExpectRefused(request, kInvalid + "Unknown ProjectionType: null");
  request.global_secondary_indexes = {{Global("by_a", {Range("a")})}};
  request.local_secondary_indexes = {{Local("by_b", {Hash("p")})}};
  ExpectRefused(request, kInvalid + "Index KeySchema does not have a range key for index: by_b");
  request.key_schema = {{Range("p"), Range("s")}};
  ExpectRefused(request, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  request.provisioned_throughput = ProvisionedThroughput{1, 1};
  ExpectRefused(request, kInvalid +
                             "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified "
                             "when BillingMode is PAY_PER_REQUEST");
}

}  // namespace
}  // namespace stator::testing
