// DescribeTable, ListTables, UpdateTable and DeleteTable.
#include <string>
#include <vector>

#include "tests/support/door.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Table : public DoorTest {
 protected:
  void CreateProvisioned(const std::string& name) {
    ASSERT_THAT(db().CreateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                                  .table_name = name,
                                  .key_schema = {{{"p", KeyType::kHash}}},
                                  .provisioned_throughput = ProvisionedThroughput{5, 6}}),
                IsOk());
  }
  TableDescription Described(const std::string& name) {
    const auto described = db().DescribeTable({.table_name = name});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? *described->table : TableDescription();
  }
  void ExpectNoUpdate(const UpdateTableRequest& request, const std::string& message) {
    EXPECT_THAT(db().UpdateTable(request), IsInvalid(message));
  }
};

class DescribeTable : public Table {};
INSTANTIATE_FOR_EVERY_DOOR(DescribeTable);

TEST_P(DescribeTable, CountsItemsAndTheirBytes) {
  ASSERT_THAT(db().CreateTable("visits", "p"), IsOk());
  Put("visits", Item{{"p", "a"}, {"v", "12345"}});  // 1 + 1 + 1 + 5
  Put("visits", Item{{"p", "b"}});                  // 1 + 1
  EXPECT_EQ(Described("visits").item_count, 2);
  EXPECT_EQ(Described("visits").table_size_bytes, 10);
  Put("visits", Item{{"p", "a"}, {"v", 1}});  // 1 + 1 + 1 + 2
  ASSERT_THAT(db().Delete("visits", Item{{"p", "b"}}), IsOk());
  ASSERT_THAT(db().Delete("visits", Item{{"p", "zz"}}), IsOk());
  EXPECT_EQ(Described("visits").item_count, 1);
  EXPECT_EQ(Described("visits").table_size_bytes, 5);
  ASSERT_THAT(db().Add("visits", Item{{"p", "c"}}, "n", 1), IsOk());
  EXPECT_EQ(Described("visits").item_count, 2);
}

TEST_P(DescribeTable, NeedsATable) {
  EXPECT_THAT(db().DescribeTable({.table_name = "nosuch"}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: nosuch not found"));
  EXPECT_THAT(
      db().DescribeTable(DescribeTableRequest{}),
      IsInvalid("The parameter 'TableName' is required but was not present in the request"));
  for (const std::string name : {"", "a", "ab"}) {
    EXPECT_THAT(db().DescribeTable({.table_name = name}),
                IsInvalid("TableName must be at least 3 characters long and at most 255 characters "
                          "long"));
  }
  EXPECT_THAT(db().DescribeTable({.table_name = "a b c"}),
              IsInvalid("1 validation error detected: Value 'a b c' at 'tableName' failed to "
                        "satisfy constraint: Member must satisfy regular expression pattern: "
                        "[a-zA-Z0-9_.-]+"));
}

class ListTables : public Table {
 protected:
  void Create(const std::vector<std::string>& names) {
    for (const std::string& name : names) ASSERT_THAT(db().CreateTable(name, "p"), IsOk());
  }
  ListTablesResult Listed(const ListTablesRequest& request) {
    const auto listed = db().ListTables(request);
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? *listed : ListTablesResult();
  }
};
INSTANTIATE_FOR_EVERY_DOOR(ListTables);

TEST_P(ListTables, ListsNamesInTheOrderOfTheirBytes) {
  EXPECT_THAT(Listed({}).table_names, IsEmpty());
  Create({"delta", "Alpha", "beta", "alpha", "be-ta"});
  EXPECT_THAT(Listed({}).table_names, ElementsAre("Alpha", "alpha", "be-ta", "beta", "delta"));
  EXPECT_EQ(Listed({}).last_evaluated_table_name, std::nullopt);
}

TEST_P(ListTables, PagesByName) {
  Create({"aaa", "bbb", "ccc", "ddd", "eee"});
  auto page = Listed({.limit = 2});
  EXPECT_THAT(page.table_names, ElementsAre("aaa", "bbb"));
  EXPECT_EQ(page.last_evaluated_table_name, "bbb");
  page = Listed({.exclusive_start_table_name = "bbb", .limit = 2});
  EXPECT_THAT(page.table_names, ElementsAre("ccc", "ddd"));
  page = Listed({.exclusive_start_table_name = "ddd", .limit = 2});
  EXPECT_THAT(page.table_names, ElementsAre("eee"));
  EXPECT_EQ(page.last_evaluated_table_name, std::nullopt);
}

TEST_P(ListTables, ALimitOfAllOfThemIsTheLastPage) {
  Create({"aaa", "bbb"});
  const auto page = Listed({.limit = 2});
  EXPECT_THAT(page.table_names, ElementsAre("aaa", "bbb"));
  EXPECT_EQ(page.last_evaluated_table_name, std::nullopt);
}

TEST_P(ListTables, StartsBehindANameThatNeedNotExist) {
  Create({"aaa", "ccc"});
  EXPECT_THAT(Listed({.exclusive_start_table_name = "bbb"}).table_names, ElementsAre("ccc"));
  EXPECT_THAT(Listed({.exclusive_start_table_name = "zzz"}).table_names, IsEmpty());
}

TEST_P(ListTables, GivesAHundredAtATime) {
  std::vector<std::string> names;
  for (int i = 100; i < 205; ++i) names.push_back("table" + std::to_string(i));
  Create(names);
  const auto page = Listed({});
  EXPECT_EQ(page.table_names.size(), 100u);
  EXPECT_EQ(page.last_evaluated_table_name, "table199");
}

TEST_P(ListTables, HoldsItsParametersToTheirRules) {
  EXPECT_THAT(db().ListTables({.limit = 0}),
              IsInvalid("1 validation error detected: Value '0' at 'limit' failed to satisfy "
                        "constraint: Member must have value greater than or equal to 1"));
  EXPECT_THAT(db().ListTables({.limit = 101}),
              IsInvalid("1 validation error detected: Value '101' at 'limit' failed to satisfy "
                        "constraint: Member must have value less than or equal to 100"));
  EXPECT_THAT(db().ListTables({.exclusive_start_table_name = "a;", .limit = 0}),
              IsInvalid("3 validation errors detected: Value 'a;' at 'exclusiveStartTableName' "
                        "failed to satisfy constraint: Member must satisfy regular expression "
                        "pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'exclusiveStartTableName' failed "
                        "to satisfy constraint: Member must have length greater than or equal to "
                        "3; Value '0' at 'limit' failed to satisfy constraint: Member must have "
                        "value greater than or equal to 1"));
}

class UpdateTable : public Table {};
INSTANTIATE_FOR_EVERY_DOOR(UpdateTable);

TEST_P(UpdateTable, ChangesThroughputAndAnswersWithTheOld) {
  CreateProvisioned("visits");
  clock().Advance(std::chrono::hours(1));
  const auto updated = db().UpdateTable(
      {.table_name = "visits", .provisioned_throughput = ProvisionedThroughput{5, 7}});
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->table_description->table_status, TableStatus::kUpdating);
  EXPECT_EQ(updated->table_description->provisioned_throughput->write_capacity_units, 6);
  const TableDescription table = Described("visits");
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_EQ(table.provisioned_throughput->write_capacity_units, 7);
  EXPECT_EQ(table.provisioned_throughput->last_increase_date_time, clock().Now());
  EXPECT_EQ(table.provisioned_throughput->last_decrease_date_time, std::nullopt);
}

TEST_P(UpdateTable, CountsTheDecreasesOfADay) {
  CreateProvisioned("visits");
  for (int units = 4; units > 2; --units) {
    ASSERT_THAT(db().UpdateTable({.table_name = "visits",
                                  .provisioned_throughput = ProvisionedThroughput{units, 6}}),
                IsOk());
  }
  EXPECT_EQ(Described("visits").provisioned_throughput->number_of_decreases_today, 2);
  EXPECT_EQ(Described("visits").provisioned_throughput->last_decrease_date_time, clock().Now());
  clock().Advance(std::chrono::hours(24));
  ASSERT_THAT(db().UpdateTable(
                  {.table_name = "visits", .provisioned_throughput = ProvisionedThroughput{1, 6}}),
              IsOk());
  EXPECT_EQ(Described("visits").provisioned_throughput->number_of_decreases_today, 1);
}

TEST_P(UpdateTable, ChangesTheBillingModeToAndFro) {
  CreateProvisioned("visits");
  Put("visits", Item{{"p", "a"}});
  ASSERT_THAT(
      db().UpdateTable({.table_name = "visits", .billing_mode = BillingMode::kPayPerRequest}),
      IsOk());
  TableDescription table = Described("visits");
  EXPECT_EQ(table.billing_mode_summary->billing_mode, BillingMode::kPayPerRequest);
  EXPECT_EQ(table.provisioned_throughput->read_capacity_units, 0);
  ASSERT_THAT(db().UpdateTable({.table_name = "visits",
                                .billing_mode = BillingMode::kProvisioned,
                                .provisioned_throughput = ProvisionedThroughput{1, 2}}),
              IsOk());
  table = Described("visits");
  EXPECT_EQ(table.billing_mode_summary->billing_mode, BillingMode::kProvisioned);
  EXPECT_EQ(table.provisioned_throughput->write_capacity_units, 2);
  EXPECT_EQ(Get("visits", Item{{"p", "a"}}), (Item{{"p", "a"}}));
}

TEST_P(UpdateTable, ChangesProtectionAndClass) {
  CreateProvisioned("visits");
  const auto updated = db().UpdateTable({.table_name = "visits",
                                         .table_class = TableClass::kStandardInfrequentAccess,
                                         .deletion_protection_enabled = true});
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->table_description->deletion_protection_enabled, true);
  const TableDescription table = Described("visits");
  EXPECT_EQ(table.deletion_protection_enabled, true);
  EXPECT_EQ(table.table_class_summary->table_class, TableClass::kStandardInfrequentAccess);
  EXPECT_EQ(table.provisioned_throughput->read_capacity_units, 5);
}

TEST_P(UpdateTable, NeedsSomethingToUpdate) {
  CreateProvisioned("visits");
  const std::string message =
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
      "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required";
  ExpectNoUpdate({.table_name = "visits"}, message);
  ExpectNoUpdate({.table_name = "nosuch"}, message);
}

TEST_P(UpdateTable, RefusesThroughputThatDoesNotFit) {
  CreateProvisioned("visits");
  ExpectNoUpdate(
      {.table_name = "visits", .provisioned_throughput = ProvisionedThroughput{5, 6}},
      "The provisioned throughput for the table will not change. The requested value equals the "
      "current value. Current ReadCapacityUnits provisioned for the table: 5. Requested "
      "ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 6. Requested "
      "WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for current limits and "
      "how to request higher limits.");
  ExpectNoUpdate({.table_name = "visits", .billing_mode = BillingMode::kProvisioned},
                 "One or more parameter values were invalid: ProvisionedThroughput must be "
                 "specified when BillingMode is PROVISIONED");
  const std::string neither =
      "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits "
      "can be specified when BillingMode is PAY_PER_REQUEST";
  ExpectNoUpdate({.table_name = "visits",
                  .billing_mode = BillingMode::kPayPerRequest,
                  .provisioned_throughput = ProvisionedThroughput{5, 6}},
                 neither);
  ASSERT_THAT(db().CreateTable("ondemand", "p"), IsOk());
  ExpectNoUpdate({.table_name = "ondemand", .provisioned_throughput = ProvisionedThroughput{5, 6}},
                 neither);
  ExpectNoUpdate({.table_name = "visits",
                  .provisioned_throughput = ProvisionedThroughput{1'000'000'000'001, 1}},
                 "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
}

TEST_P(UpdateTable, NeedsATable) {
  EXPECT_THAT(db().UpdateTable({.table_name = "nosuch", .deletion_protection_enabled = true}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: nosuch not found"));
  EXPECT_THAT(
      db().UpdateTable(UpdateTableRequest{}),
      IsInvalid("The parameter 'TableName' is required but was not present in the request"));
}

class DeleteTable : public Table {};
INSTANTIATE_FOR_EVERY_DOOR(DeleteTable);

TEST_P(DeleteTable, RemovesTheTableAndItsItems) {
  ASSERT_THAT(db().CreateTable("visits", "p"), IsOk());
  Put("visits", Item{{"p", "a"}});
  const auto deleted = db().DeleteTable({.table_name = "visits"});
  ASSERT_THAT(deleted, IsOk());
  EXPECT_EQ(deleted->table_description->table_name, "visits");
  EXPECT_EQ(deleted->table_description->table_status, TableStatus::kDeleting);
  EXPECT_THAT(db().DescribeTable({.table_name = "visits"}),
              IsErrorCode(ErrorCode::kResourceNotFound));
  EXPECT_THAT(db().Put("visits", Item{{"p", "a"}}), IsErrorCode(ErrorCode::kResourceNotFound));
  const auto listed = db().ListTables({});
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(listed->table_names, IsEmpty());
}

TEST_P(DeleteTable, ANewTableOfItsNameIsEmptyAndItsOwn) {
  for (int round = 0; round < 3; ++round) {
    ASSERT_THAT(db().CreateTable("visits", "p"), IsOk());
    EXPECT_EQ(Get("visits", Item{{"p", "a"}}), Item());
    EXPECT_EQ(Described("visits").item_count, 0);
    Put("visits", Item{{"p", "a"}});
    const std::string id = *Described("visits").table_id;
    ASSERT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
    ASSERT_THAT(db().CreateTable("visits", {"q", ScalarAttributeType::kN}), IsOk());
    EXPECT_NE(*Described("visits").table_id, id);
    Put("visits", Item{{"q", 1}});
    ASSERT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
  }
}

TEST_P(DeleteTable, LeavesOtherTablesAlone) {
  for (const char* name : {"visits", "visits2"}) {
    ASSERT_THAT(db().CreateTable(name, "p"), IsOk());
    Put(name, Item{{"p", "a"}});
  }
  ASSERT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
  EXPECT_EQ(Get("visits2", Item{{"p", "a"}}), (Item{{"p", "a"}}));
}

TEST_P(DeleteTable, RefusesATableThatIsProtected) {
  ASSERT_THAT(db().CreateTable("visits", "p"), IsOk());
  ASSERT_THAT(db().UpdateTable({.table_name = "visits", .deletion_protection_enabled = true}),
              IsOk());
  EXPECT_THAT(db().DeleteTable({.table_name = "visits"}),
              IsInvalid("Resource cannot be deleted as it is currently protected against deletion. "
                        "Disable deletion protection first."));
  ASSERT_THAT(db().UpdateTable({.table_name = "visits", .deletion_protection_enabled = false}),
              IsOk());
  EXPECT_THAT(db().DeleteTable({.table_name = "visits"}), IsOk());
}

TEST_P(DeleteTable, NeedsATable) {
  EXPECT_THAT(db().DeleteTable({.table_name = "nosuch"}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: nosuch not found"));
  EXPECT_THAT(
      db().DeleteTable(DeleteTableRequest{}),
      IsInvalid("The parameter 'TableName' is required but was not present in the request"));
}

}  // namespace
}  // namespace stator::testing
