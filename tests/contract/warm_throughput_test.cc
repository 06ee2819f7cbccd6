// WarmThroughput of CreateTable and UpdateTable, and what tables describe of it.
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class Warm : public DoorTest {
 protected:
  static CreateTableRequest OnDemand() {
    return {.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
            .table_name = "plain",
            .key_schema = {{{"p", KeyType::kHash}}},
            .billing_mode = BillingMode::kPayPerRequest};
  }
  static CreateTableRequest Provisioned(int64_t read, int64_t write) {
    CreateTableRequest request = OnDemand();
    request.billing_mode = BillingMode::kProvisioned;
    request.provisioned_throughput = ProvisionedThroughput{read, write};
    return request;
  }
  // "12000/4000 ACTIVE"
  static std::string Text(const std::optional<TableDescription>& table) {
    const TableWarmThroughputDescription& warm = *table->warm_throughput;
    const TableStatus status = *warm.status;
    return std::to_string(*warm.read_units_per_second) + "/" +
           std::to_string(*warm.write_units_per_second) +
           (status == TableStatus::kActive     ? " ACTIVE"
            : status == TableStatus::kUpdating ? " UPDATING"
                                               : " CREATING");
  }
  std::string Described() {
    const auto described = db().DescribeTable({.table_name = "plain"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? Text(described->table) : "";
  }
  absl::StatusOr<UpdateTableResult> Raise(std::optional<int64_t> read,
                                          std::optional<int64_t> write) {
    return db().UpdateTable(
        {.table_name = "plain", .warm_throughput = WarmThroughput{read, write}});
  }
  static auto Falls(const std::string& unit, const std::string& of = "table") {
    return IsInvalid("One or more parameter values were invalid: Requested " + unit +
                     " for WarmThroughput for " + of +
                     " is lower than current WarmThroughput, "
                     "decreasing WarmThroughput is not supported");
  }
  static auto OutOfRange(const std::string& unit, const std::string& of = "table") {
    return IsInvalid("One or more parameter values were invalid: Requested " + unit +
                     " for WarmThroughput for " + of + " is outside of valid range");
  }
};

class WarmIndex : public Warm {
 protected:
  static GlobalSecondaryIndex Index(std::optional<WarmThroughput> warm = std::nullopt) {
    return {.index_name = "byP",
            .key_schema = {{{"p", KeyType::kHash}}},
            .projection = Projection{.projection_type = ProjectionType::kAll},
            .warm_throughput = warm};
  }
  static CreateTableRequest With(CreateTableRequest table, GlobalSecondaryIndex index) {
    index.provisioned_throughput = table.provisioned_throughput;
    table.global_secondary_indexes = {{std::move(index)}};
    return table;
  }
  // "12000/4000 ACTIVE"
  static std::string IndexText(const std::optional<TableDescription>& table) {
    const auto& warm = *table->global_secondary_indexes->front().warm_throughput;
    const IndexStatus status = *warm.status;
    return std::to_string(*warm.read_units_per_second) + "/" +
           std::to_string(*warm.write_units_per_second) +
           (status == IndexStatus::kActive     ? " ACTIVE"
            : status == IndexStatus::kUpdating ? " UPDATING"
                                               : " ?");
  }
  std::string IndexDescribed() {
    const auto described = db().DescribeTable({.table_name = "plain"});
    EXPECT_THAT(described, IsOk());
    return described.ok() ? IndexText(described->table) : "";
  }
  absl::StatusOr<UpdateTableResult> Change(const GlobalSecondaryIndexUpdate& update) {
    return db().UpdateTable({.attribute_definitions = {{{"p", ScalarAttributeType::kS}}},
                             .table_name = "plain",
                             .global_secondary_index_updates = {{update}}});
  }
  absl::StatusOr<UpdateTableResult> RaiseIndex(std::optional<int64_t> read,
                                               std::optional<int64_t> write) {
    return Change({.update = UpdateGlobalSecondaryIndexAction{
                       .index_name = "byP", .warm_throughput = WarmThroughput{read, write}}});
  }
};
INSTANTIATE_FOR_EVERY_DOOR(WarmIndex);
INSTANTIATE_FOR_EVERY_DOOR(Warm);

TEST_P(Warm, IsThatOfANewTableUnlessAskedFor) {
  ASSERT_THAT(db().CreateTable(OnDemand()), IsOk());
  EXPECT_EQ(Described(), "12000/4000 ACTIVE");
}

TEST_P(Warm, IsTheThroughputOfAProvisionedTable) {
  ASSERT_THAT(db().CreateTable(Provisioned(5, 7)), IsOk());
  EXPECT_EQ(Described(), "5/7 ACTIVE");
}

TEST_P(Warm, IsAskedForAtCreation) {
  CreateTableRequest request = OnDemand();
  request.warm_throughput = WarmThroughput{.read_units_per_second = 13'000};
  ASSERT_THAT(db().CreateTable(request), IsOk());
  EXPECT_EQ(Described(), "13000/4000 ACTIVE");
}

TEST_P(Warm, IsAtLeastWhatTheTableHasAnyway) {
  CreateTableRequest request = OnDemand();
  request.warm_throughput = WarmThroughput{.read_units_per_second = 11'999};
  EXPECT_THAT(db().CreateTable(request), OutOfRange("ReadUnitsPerSecond"));
  request.warm_throughput = WarmThroughput{.write_units_per_second = 3'999};
  EXPECT_THAT(db().CreateTable(request), OutOfRange("WriteUnitsPerSecond"));
  request = Provisioned(5, 7);
  request.warm_throughput = WarmThroughput{.read_units_per_second = 5, .write_units_per_second = 6};
  EXPECT_THAT(db().CreateTable(request), OutOfRange("WriteUnitsPerSecond"));
  request.warm_throughput = WarmThroughput{.read_units_per_second = 5, .write_units_per_second = 9};
  ASSERT_THAT(db().CreateTable(request), IsOk());
  EXPECT_EQ(Described(), "5/9 ACTIVE");
}

TEST_P(Warm, IsRaisedAndNeverFalls) {
  ASSERT_THAT(db().CreateTable(OnDemand()), IsOk());
  const auto raised = Raise(20'000, std::nullopt);
  ASSERT_THAT(raised, IsOk());
  EXPECT_EQ(Text(raised->table_description), "12000/4000 UPDATING");
  EXPECT_EQ(Described(), "20000/4000 ACTIVE");
  EXPECT_THAT(Raise(19'999, 5'000), Falls("ReadUnitsPerSecond"));
  EXPECT_THAT(Raise(std::nullopt, 3'999), Falls("WriteUnitsPerSecond"));
  EXPECT_EQ(Described(), "20000/4000 ACTIVE");
}

TEST_P(Warm, FollowsThroughputUpwardsOnly) {
  ASSERT_THAT(db().CreateTable(Provisioned(5, 5)), IsOk());
  const auto provision = [&](int64_t units) {
    ASSERT_THAT(db().UpdateTable({.table_name = "plain",
                                  .provisioned_throughput = ProvisionedThroughput{units, units}}),
                IsOk());
  };
  provision(100);
  EXPECT_EQ(Described(), "100/100 ACTIVE");
  provision(10);
  EXPECT_EQ(Described(), "100/100 ACTIVE");
  ASSERT_THAT(
      db().UpdateTable({.table_name = "plain", .billing_mode = BillingMode::kPayPerRequest}),
      IsOk());
  EXPECT_EQ(Described(), "12000/4000 ACTIVE");
}

TEST_P(WarmIndex, IsThatOfATableUnlessAskedFor) {
  ASSERT_THAT(db().CreateTable(With(OnDemand(), Index())), IsOk());
  EXPECT_EQ(IndexDescribed(), "12000/4000 ACTIVE");
}

TEST_P(WarmIndex, IsTheThroughputOfAProvisionedIndex) {
  CreateTableRequest request = With(Provisioned(5, 7), Index());
  request.global_secondary_indexes->front().provisioned_throughput = ProvisionedThroughput{3, 4};
  ASSERT_THAT(db().CreateTable(request), IsOk());
  EXPECT_EQ(IndexDescribed(), "3/4 ACTIVE");
  EXPECT_EQ(Described(), "5/7 ACTIVE");
}

TEST_P(WarmIndex, IsAskedForAtCreation) {
  const auto created =
      db().CreateTable(With(OnDemand(), Index(WarmThroughput{.write_units_per_second = 5'000})));
  ASSERT_THAT(created, IsOk());
  EXPECT_EQ(IndexText(created->table_description), "12000/5000 UPDATING");
  EXPECT_EQ(IndexDescribed(), "12000/5000 ACTIVE");
  EXPECT_EQ(Described(), "12000/4000 ACTIVE");
}

TEST_P(WarmIndex, IsAtLeastWhatTheIndexHasAnyway) {
  EXPECT_THAT(
      db().CreateTable(With(OnDemand(), Index(WarmThroughput{.read_units_per_second = 11'999}))),
      OutOfRange("ReadUnitsPerSecond", "index byP"));
  EXPECT_THAT(db().CreateTable(With(Provisioned(5, 7), Index(WarmThroughput{5, 6}))),
              OutOfRange("WriteUnitsPerSecond", "index byP"));
}

TEST_P(WarmIndex, IsAskedForOfAnIndexThatIsAdded) {
  ASSERT_THAT(db().CreateTable(OnDemand()), IsOk());
  EXPECT_THAT(Change({.create = Index(WarmThroughput{.write_units_per_second = 3'999})}),
              OutOfRange("WriteUnitsPerSecond", "index byP"));
  ASSERT_THAT(Change({.create = Index(WarmThroughput{13'000, 5'000})}), IsOk());
  EXPECT_EQ(IndexDescribed(), "13000/5000 ACTIVE");
}

TEST_P(WarmIndex, IsRaisedAndNeverFalls) {
  ASSERT_THAT(db().CreateTable(With(OnDemand(), Index())), IsOk());
  const auto raised = RaiseIndex(20'000, std::nullopt);
  ASSERT_THAT(raised, IsOk());
  EXPECT_EQ(IndexText(raised->table_description), "12000/4000 UPDATING");
  EXPECT_EQ(IndexDescribed(), "20000/4000 ACTIVE");
  EXPECT_EQ(Described(), "12000/4000 ACTIVE");
  EXPECT_THAT(RaiseIndex(19'999, 5'000), Falls("ReadUnitsPerSecond", "index byP"));
  EXPECT_THAT(RaiseIndex(std::nullopt, 3'999), Falls("WriteUnitsPerSecond", "index byP"));
  EXPECT_EQ(IndexDescribed(), "20000/4000 ACTIVE");
}

TEST_P(WarmIndex, FollowsThroughputUpwardsOnly) {
  ASSERT_THAT(db().CreateTable(With(Provisioned(5, 5), Index())), IsOk());
  for (const int64_t units : {100, 10}) {
    ASSERT_THAT(Change({.update =
                            UpdateGlobalSecondaryIndexAction{
                                .index_name = "byP",
                                .provisioned_throughput = ProvisionedThroughput{units, units}}}),
                IsOk());
    EXPECT_EQ(IndexDescribed(), "100/100 ACTIVE");
  }
}

}  // namespace
}  // namespace stator::testing
