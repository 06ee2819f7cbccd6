// UpdateTable with GlobalSecondaryIndexUpdates: what becomes of indexes, and what is refused rule
// by rule.
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/contract/index_schema.h"

namespace stator::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AttributeDefinition Text(const std::string& name) { return {name, ScalarAttributeType::kS}; }

GlobalSecondaryIndexUpdate Create(GlobalSecondaryIndex index) {
  return {.create = std::move(index)};
}
GlobalSecondaryIndexUpdate Delete(const std::string& name) { return {.delete_ = {{name}}}; }
GlobalSecondaryIndexUpdate Update(const std::string& name, ProvisionedThroughput throughput) {
  return {.update = {{.index_name = name, .provisioned_throughput = throughput}}};
}

class UpdateTableIndex : public TableIndexTest {
 protected:
  void CreateTable() {
    ASSERT_THAT(db().CreateTable({.attribute_definitions = {{Text("p"), Text("a")}},
                                  .table_name = "visits",
                                  .key_schema = {{Hash("p")}},
                                  .billing_mode = BillingMode::kPayPerRequest,
                                  .global_secondary_indexes = {{Global("by_a", {Hash("a")})}}}),
                IsOk());
  }
  void CreateProvisioned() {
    GlobalSecondaryIndex index = Global("by_a", {Hash("a")});
    index.provisioned_throughput = ProvisionedThroughput{3, 4};
    ASSERT_THAT(db().CreateTable({.attribute_definitions = {{Text("p"), Text("a")}},
                                  .table_name = "visits",
                                  .key_schema = {{Hash("p")}},
                                  .provisioned_throughput = ProvisionedThroughput{1, 2},
                                  .global_secondary_indexes = {{index}}}),
                IsOk());
  }
  static UpdateTableRequest Request(std::vector<GlobalSecondaryIndexUpdate> updates,
                                    std::vector<AttributeDefinition> definitions = {}) {
    UpdateTableRequest request{.table_name = "visits",
                               .global_secondary_index_updates = std::move(updates)};
    if (!definitions.empty()) request.attribute_definitions = std::move(definitions);
    return request;
  }
  TableDescription Updated(const UpdateTableRequest& request) {
    const auto updated = db().UpdateTable(request);
    EXPECT_THAT(updated, IsOk());
    return updated.ok() ? *updated->table_description : TableDescription();
  }
  void ExpectRefused(const UpdateTableRequest& request, const std::string& message) {
    EXPECT_THAT(db().UpdateTable(request), IsInvalid(message));
  }
  static std::vector<std::string> NamesOf(const TableDescription& table) {
    std::vector<std::string> names;
    if (!table.global_secondary_indexes) return names;
    for (const auto& index : *table.global_secondary_indexes) names.push_back(*index.index_name);
    return names;
  }
  static std::vector<std::string> DefinedIn(const TableDescription& table) {
    std::vector<std::string> names;
    for (const auto& d : *table.attribute_definitions) names.push_back(*d.attribute_name);
    return names;
  }
};
INSTANTIATE_FOR_EVERY_DOOR(UpdateTableIndex);

TEST_P(UpdateTableIndex, CreatesAnIndexOfTheItemsThatAreThere) {
  CreateTable();
  Put("visits", Item{{"p", "1"}, {"b", "x"}, {"v", 7}});
  Put("visits", Item{{"p", "2"}, {"b", "x"}, {"c", "not a number"}});
  Put("visits", Item{{"p", "3"}});
  Put("visits", Item{{"p", "4"}, {"b", "x"}, {"c", 5}});
  const TableDescription updated = Updated(
      Request({Create(Global("by_b", {Hash("b"), Range("c")}, {ProjectionType::kKeysOnly}))},
              {Text("b"), {"c", ScalarAttributeType::kN}}));
  EXPECT_EQ(updated.table_status, TableStatus::kUpdating);
  EXPECT_THAT(NamesOf(updated), ElementsAre("by_a", "by_b"));
  const auto& created = (*updated.global_secondary_indexes)[1];
  EXPECT_EQ(created.index_status, IndexStatus::kCreating);
  EXPECT_EQ(created.backfilling, false);
  EXPECT_EQ((*updated.global_secondary_indexes)[0].index_status, IndexStatus::kActive);

  const TableDescription table = Described();
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_THAT(DefinedIn(table), ElementsAre("p", "a", "b", "c"));
  const auto& index = (*table.global_secondary_indexes)[1];
  EXPECT_EQ(index.index_status, IndexStatus::kActive);
  EXPECT_EQ(index.backfilling, std::nullopt);
  EXPECT_EQ(index.projection->projection_type, ProjectionType::kKeysOnly);
  EXPECT_EQ(index.item_count, 1);  // Of the right type, and with both attributes.
  EXPECT_EQ(index.index_size_bytes, 1 + 1 + 1 + 1 + 1 + 2);

  const auto found = db().Query({.table_name = "visits",
                                 .index_name = "by_b",
                                 .key_condition_expression = Expression("b = :b"),
                                 .expression_attribute_values = Item{{":b", "x"}}});
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->count, 1);
}

TEST_P(UpdateTableIndex, MaintainsTheIndexFromThenOn) {
  CreateTable();
  Updated(Request({Create(Global("by_b", {Hash("b")}))}, {Text("b")}));
  Put("visits", Item{{"p", "1"}, {"b", "x"}});
  EXPECT_EQ((*Described().global_secondary_indexes)[1].item_count, 1);
  EXPECT_THAT(db().PutItem({.table_name = "visits", .item = Item{{"p", "2"}, {"b", 1}}}),
              IsErrorCode(ErrorCode::kValidation));
  ASSERT_THAT(db().Delete("visits", Item{{"p", "1"}}), IsOk());
  EXPECT_EQ((*Described().global_secondary_indexes)[1].item_count, 0);
}

TEST_P(UpdateTableIndex, DeletesAnIndexAndItsDefinitions) {
  CreateTable();
  Put("visits", Item{{"p", "1"}, {"a", "x"}});
  const TableDescription updated = Updated(Request({Delete("by_a")}));
  EXPECT_EQ(updated.table_status, TableStatus::kUpdating);
  ASSERT_THAT(NamesOf(updated), ElementsAre("by_a"));
  EXPECT_EQ((*updated.global_secondary_indexes)[0].index_status, IndexStatus::kDeleting);
  const TableDescription table = Described();
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_THAT(NamesOf(table), IsEmpty());
  EXPECT_EQ(table.global_secondary_indexes, std::nullopt);
  EXPECT_THAT(DefinedIn(table), ElementsAre("p"));
  // No longer a key: any type will do.
  Put("visits", Item{{"p", "2"}, {"a", 5}});
}

TEST_P(UpdateTableIndex, AnIndexOfADeletedOnesNameIsNew) {
  CreateTable();
  Put("visits", Item{{"p", "1"}, {"a", "x"}});
  Updated(Request({Delete("by_a")}));
  Put("visits", Item{{"p", "2"}, {"a", 5}});
  Updated(Request({Create(Global("by_a", {Hash("a")}))}, {{"a", ScalarAttributeType::kN}}));
  EXPECT_EQ((*Described().global_secondary_indexes)[0].item_count, 1);
}

TEST_P(UpdateTableIndex, ChangesTheThroughputOfAnIndex) {
  CreateProvisioned();
  clock().Advance(std::chrono::hours(1));
  const TableDescription updated = Updated(Request({Update("by_a", {5, 1})}));
  EXPECT_EQ(updated.table_status, TableStatus::kUpdating);
  const auto& shown = (*updated.global_secondary_indexes)[0];
  EXPECT_EQ(shown.index_status, IndexStatus::kUpdating);
  EXPECT_EQ(shown.provisioned_throughput->read_capacity_units, 3);
  const auto index = (*Described().global_secondary_indexes)[0];
  EXPECT_EQ(index.index_status, IndexStatus::kActive);
  EXPECT_EQ(index.provisioned_throughput->read_capacity_units, 5);
  EXPECT_EQ(index.provisioned_throughput->write_capacity_units, 1);
  EXPECT_EQ(index.provisioned_throughput->last_increase_date_time, clock().Now());
  EXPECT_EQ(index.provisioned_throughput->last_decrease_date_time, clock().Now());
  EXPECT_EQ(index.provisioned_throughput->number_of_decreases_today, 1);
  EXPECT_EQ(Described().provisioned_throughput->read_capacity_units, 1);
}

TEST_P(UpdateTableIndex, RefusesThroughputThatDoesNotFit) {
  CreateProvisioned();
  ExpectRefused(
      Request({Update("by_a", {3, 4})}),
      "The provisioned throughput for the index by_a will not change. The requested value equals "
      "the current value. Current ReadCapacityUnits provisioned for the index: 3. Requested "
      "ReadCapacityUnits: 3. Current WriteCapacityUnits provisioned for the index: 4. Requested "
      "WriteCapacityUnits: 4. Refer to the Amazon DynamoDB Developer Guide for current limits and "
      "how to request higher limits.");
  ExpectRefused(Request({Update("by_a", {1'000'000'000'001, 1})}),
                "Given value 1000000000001 for ReadCapacityUnits is out of bounds for index by_a");
  ExpectRefused(Request({Update("by_a", {0, 1})}),
                "1 validation error detected: Value '0' at "
                "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput."
                "readCapacityUnits' failed to satisfy constraint: Member must have value greater "
                "than or equal to 1");
  // It is told before that the other members do not agree.
  const UpdateTableRequest null = Request({{.update = {{.index_name = "by_a"}}}});
  UpdateTableRequest on_demand = null;
  on_demand.billing_mode = BillingMode::kPayPerRequest;
  on_demand.provisioned_throughput = {5, 5};
  for (const UpdateTableRequest& request : {null, on_demand}) {
    ExpectRefused(request,
                  "1 validation error detected: Value null at "
                  "'globalSecondaryIndexUpdates.1.member.update.provisionedThroughput' failed to "
                  "satisfy constraint: Member must not be null");
  }
  const std::string must_not_be_null =
      ".provisionedThroughput' failed to satisfy constraint: Member must not be null";
  const UpdateTableRequest two =
      Request({{.update = {{.index_name = "g"}}}, {.update = {{.index_name = "by_b"}}}});
  ExpectRefused(two,
                "3 validation errors detected: Value 'g' at "
                "'globalSecondaryIndexUpdates.1.member.update.indexName' failed to satisfy "
                "constraint: Member must have length greater than or equal to 3; Value null at "
                "'globalSecondaryIndexUpdates.1.member.update" +
                    must_not_be_null +
                    "; Value null at 'globalSecondaryIndexUpdates.2.member.update" +
                    must_not_be_null);
  ExpectRefused(Request({Create(Global("by_p", {Hash("p")}))}, {Text("p")}),
                kInvalid + "ProvisionedThroughput must be specified for index: by_p");
}

TEST_P(UpdateTableIndex, AnIndexOnDemandHasNoThroughputButAMaximum) {
  CreateTable();
  ExpectRefused(Request({Update("by_a", {1, 1})}),
                kInvalid +
                    "ProvisionedThroughput should not be specified for index: by_a when "
                    "BillingMode is PAY_PER_REQUEST");
  Updated(Request(
      {{.update = {{.index_name = "by_a", .on_demand_throughput = OnDemandThroughput{7, 8}}}}}));
  const auto index = (*Described().global_secondary_indexes)[0];
  EXPECT_EQ(index.on_demand_throughput->max_read_request_units, 7);
  EXPECT_EQ(index.provisioned_throughput->read_capacity_units, 0);
}

TEST_P(UpdateTableIndex, FollowsTheBillingModeOfItsTable) {
  CreateProvisioned();
  Updated({.table_name = "visits", .billing_mode = BillingMode::kPayPerRequest});
  EXPECT_EQ((*Described().global_secondary_indexes)[0].provisioned_throughput->read_capacity_units,
            0);
  UpdateTableRequest back{.table_name = "visits",
                          .billing_mode = BillingMode::kProvisioned,
                          .provisioned_throughput = ProvisionedThroughput{1, 1}};
  ExpectRefused(back, kInvalid + "ProvisionedThroughput must be specified for index: by_a");
  back.global_secondary_index_updates = {{Update("by_a", {2, 2})}};
  Updated(back);
  EXPECT_EQ((*Described().global_secondary_indexes)[0].provisioned_throughput->read_capacity_units,
            2);
}

TEST_P(UpdateTableIndex, CreatesOrDeletesOneAtATime) {
  CreateTable();
  const std::string message =
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per "
      "table";
  EXPECT_THAT(
      db().UpdateTable(Request(
          {Create(Global("one", {Hash("p")})), Create(Global("two", {Hash("p")}))}, {Text("p")})),
      IsErrorWith(ErrorCode::kLimitExceeded, message));
  EXPECT_THAT(
      db().UpdateTable(Request({Create(Global("one", {Hash("p")})), Delete("by_a")}, {Text("p")})),
      IsErrorWith(ErrorCode::kLimitExceeded, message));
  EXPECT_THAT(NamesOf(Described()), ElementsAre("by_a"));
}

TEST_P(UpdateTableIndex, NeedsAnIndexToUpdateOrDelete) {
  CreateProvisioned();
  EXPECT_THAT(db().UpdateTable(Request({Delete("nosuch")})),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: nosuch not found"));
  ExpectRefused(Request({Update("nosuch", {5, 5})}),
                "This operation cannot be performed with given input values. Please contact "
                "DynamoDB service team for more info: Action Blocked: IndexUpdate");
}

TEST_P(UpdateTableIndex, KeepsLocalIndexesAsTheyAre) {
  ASSERT_THAT(
      db().CreateTable(
          {.attribute_definitions = {{Text("p"), Text("s"), Text("a")}},
           .table_name = "visits",
           .key_schema = {{Hash("p"), Range("s")}},
           .billing_mode = BillingMode::kPayPerRequest,
           .local_secondary_indexes = {{{.index_name = "local",
                                         .key_schema = {{Hash("p"), Range("a")}},
                                         .projection = Projection{ProjectionType::kAll}}}}}),
      IsOk());
  EXPECT_THAT(db().UpdateTable(Request({Delete("local")})),
              IsErrorCode(ErrorCode::kResourceNotFound));
  ExpectRefused(Request({Create(Global("local", {Hash("a")}))}, {Text("a")}),
                kInvalid + "Index already exists: local");
  Updated(Request({Create(Global("global", {Hash("a")}))}, {Text("a")}));
  Updated(Request({Delete("global")}));
  EXPECT_THAT(DefinedIn(Described()), ElementsAre("p", "s", "a"));
  EXPECT_EQ(Described().local_secondary_indexes->size(), 1u);
}

TEST_P(UpdateTableIndex, RefusesAnIndexThatIsThere) {
  CreateTable();
  ExpectRefused(Request({Create(Global("by_a", {Hash("a")}))}, {Text("a")}),
                kInvalid + "Index already exists: by_a");
}

TEST_P(UpdateTableIndex, TheRequestDefinesTheKeyOfANewIndex) {
  CreateTable();
  const std::string undefined =
      kInvalid + "Some index key attributes are not defined in AttributeDefinitions. Keys: ";
  ExpectRefused(Request({Create(Global("again", {Hash("a")}))}),
                undefined + "[a], AttributeDefinitions: []");
  ExpectRefused(Request({Create(Global("by_b", {Hash("b")}))}, {Text("x")}),
                undefined + "[b], AttributeDefinitions: [x]");
  ExpectRefused(
      Request({Create(Global("again", {Hash("a")}))}, {{"a", ScalarAttributeType::kN}}),
      kInvalid + "The type of attribute a differs from that of its definition in the table");
  // A definition that no key has is let go.
  Updated(Request({Create(Global("again", {Hash("a")}))}, {Text("a"), Text("x")}));
  EXPECT_THAT(DefinedIn(Described()), ElementsAre("p", "a"));
}

TEST_P(UpdateTableIndex, HoldsANewIndexToTheRulesOfCreateTable) {
  CreateTable();
  const std::vector<AttributeDefinition> b = {Text("b")};
  ExpectRefused(Request({Create(Global("by_b", {Range("b")}))}, b),
                "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  ExpectRefused(Request({Create(Global("by_b", {Hash("b"), Range("b")}))}, b),
                "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  ExpectRefused(Request({Create(Global("by_b", {Hash("b")}, {ProjectionType::kInclude}))}, b),
                kInvalid + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  ExpectRefused(Request({Create(Global("by_b", {Hash("b")}, Projection()))}, b),
                kInvalid + "Unknown ProjectionType: null");
  ExpectRefused(Request({Create(Global("b", {Hash("b")}))}, b),
                "1 validation error detected: Value 'b' at "
                "'globalSecondaryIndexUpdates.1.member.create.indexName' failed to satisfy "
                "constraint: Member must have length greater than or equal to 3");
  GlobalSecondaryIndex index = Global("by_b", {Hash("b")});
  index.provisioned_throughput = ProvisionedThroughput{1, 1};
  ExpectRefused(Request({Create(index)}, b),
                kInvalid +
                    "ProvisionedThroughput should not be specified for index: by_b when "
                    "BillingMode is PAY_PER_REQUEST");
}

TEST_P(UpdateTableIndex, ATableHasTwentyGlobalIndexes) {
  CreateTable();
  for (int i = 1; i < 20; ++i) {
    Updated(Request({Create(Global("more" + std::to_string(i), {Hash("p")}))}, {Text("p")}));
  }
  ExpectRefused(Request({Create(Global("last", {Hash("p")}))}, {Text("p")}),
                kInvalid + "GlobalSecondaryIndex count exceeds the per-table limit of 20");
}

TEST_P(UpdateTableIndex, AnUpdateIsOneThingAboutOneIndex) {
  CreateTable();
  ExpectRefused(Request({GlobalSecondaryIndexUpdate()}),
                kInvalid +
                    "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
                    "GlobalSecondaryIndexUpdate.Delete must not be null");
  ExpectRefused(Request({{.create = Global("by_b", {Hash("b")}), .delete_ = {{"by_a"}}}}),
                kInvalid +
                    "Only one of GlobalSecondaryIndexUpdate.Update, "
                    "GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete can be "
                    "specified");
  ExpectRefused(Request({Delete("by_a"), Delete("by_a")}),
                kInvalid +
                    "Only one global secondary index update per index is allowed simultaneously. "
                    "Index: by_a");
  ExpectRefused(Request({}),
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
}

TEST_P(UpdateTableIndex, NeedsATableBeforeItLooksAtIndexes) {
  EXPECT_THAT(db().UpdateTable(Request({Create(Global("by_b", {Range("b")}))})),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: visits not found"));
}

TEST_P(UpdateTableIndex, FillsALargerTableInTheBackground) {
  CreateTable();
  for (int i = 0; i < 1100; ++i) Put("visits", Item{{"p", std::to_string(i)}, {"b", "x"}});
  Updated(Request({Create(Global("by_b", {Hash("b")}))}, {Text("b")}));
  for (;;) {
    const auto index = (*Described().global_secondary_indexes)[1];
    if (index.index_status == IndexStatus::kActive) break;
    EXPECT_EQ(index.index_status, IndexStatus::kCreating);
    EXPECT_EQ(index.backfilling, true);
    std::this_thread::yield();
  }
  EXPECT_EQ((*Described().global_secondary_indexes)[1].item_count, 1100);
}

}  // namespace
}  // namespace stator::testing
