// The request gate of tables: each rule and its exact message.
#include "db/plan/table_check.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace stator::plan {
namespace {

using ::stator::testing::IsInvalid;
using ::stator::testing::IsOk;

CreateTableRequest Valid() {
  return {.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
          .table_name = "table",
          .key_schema = {{{"p", KeyType::kHash}}},
          .billing_mode = BillingMode::kPayPerRequest};
}

TEST(CheckCreateTable, AcceptsBothBillingModes) {
  EXPECT_THAT(CheckCreateTable(Valid()), IsOk());
  CreateTableRequest request = Valid();
  request.billing_mode.reset();
  request.provisioned_throughput = {1, 1};
  EXPECT_THAT(CheckCreateTable(request), IsOk());
}

TEST(CheckCreateTable, WantsThroughputExactlyWhenItIsProvisioned) {
  CreateTableRequest request = Valid();
  request.provisioned_throughput = {1, 1};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("One or more parameter values were invalid: Neither ReadCapacityUnits nor "
                        "WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"));
  request = Valid();
  request.billing_mode.reset();
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("One or more parameter values were invalid: ReadCapacityUnits and "
                        "WriteCapacityUnits must both be specified when BillingMode is "
                        "PROVISIONED"));
  request.provisioned_throughput = {1'000'000'000'001, 1};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("Given value 1000000000001 for ReadCapacityUnits is out of bounds"));
}

TEST(CheckCreateTable, WantsAKeyOfDefinedAttributes) {
  CreateTableRequest request = Valid();
  request.key_schema = {{{"x", KeyType::kHash}}};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("One or more parameter values were invalid: Some index key attributes are "
                        "not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: "
                        "[p]"));
  request.key_schema = {{{"p", KeyType::kHash}, {"s", KeyType::kRange}}};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("Invalid KeySchema: Some index key attribute have no definition"));
  request = Valid();
  request.key_schema = {{{"p", KeyType::kRange}}};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
  request = Valid();
  request.attribute_definitions->push_back({"s", ScalarAttributeType::kN});
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("One or more parameter values were invalid: Number of attributes in "
                        "KeySchema does not exactly match number of attributes defined in "
                        "AttributeDefinitions"));
  request.key_schema->push_back({"s", KeyType::kHash});
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"));
  request.key_schema->back() = {"p", KeyType::kRange};
  EXPECT_THAT(CheckCreateTable(request),
              IsInvalid("Invalid KeySchema: Some index key attribute have no definition"));
}

TEST(CheckCreateTable, RefusesTagsThatAreReservedOrRepeated) {
  CreateTableRequest request = Valid();
  request.tags = {{{"aws:x", "1"}}};
  EXPECT_THAT(CheckCreateTable(request), stator::testing::IsErrorCode(ErrorCode::kValidation));
  request.tags = {{{"a", "1"}, {"a", "2"}}};
  EXPECT_THAT(CheckCreateTable(request), stator::testing::IsErrorCode(ErrorCode::kValidation));
  request.tags->clear();
  for (int i = 0; i < 51; ++i) request.tags->push_back({std::to_string(i), "v"});
  EXPECT_THAT(
      CheckCreateTable(request),
      IsInvalid("One or more parameter values were invalid: Too many tags: tag limit is 50"));
}

TEST(CheckUpdateTable, WantsSomethingToDo) {
  EXPECT_THAT(CheckUpdateTable({.table_name = "table"}),
              IsInvalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is "
                        "required"));
  EXPECT_THAT(CheckUpdateTable({.table_name = "table", .billing_mode = BillingMode::kProvisioned}),
              IsInvalid("One or more parameter values were invalid: ProvisionedThroughput must be "
                        "specified when BillingMode is PROVISIONED"));
}

}  // namespace
}  // namespace stator::plan
