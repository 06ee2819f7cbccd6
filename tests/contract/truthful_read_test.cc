// The reads of what cannot exist: backups, exports, imports, replicas, and what can be attached to
// a table; and of the account.
#include "tests/support/door.h"

namespace stator::testing {
namespace {

class TruthfulRead : public DoorTest {
 protected:
  static auto NoSuchTable() {
    return IsErrorWith(ErrorCode::kResourceNotFound,
                       "Requested resource not found: Table: none not found");
  }
  static auto NoTableName() {
    return IsInvalid("The parameter 'TableName' is required but was not present in the request");
  }
  static auto BadTableName() {
    return IsInvalid(
        "TableName must be at least 3 characters long and at most 255 characters long");
  }
  static auto AbsentMember(const std::string& member) {
    return IsInvalid("1 validation error detected: Value null at '" + member +
                     "' failed to satisfy constraint: Member must not be null");
  }
  static auto Violation(const std::string& value, const std::string& member,
                        const std::string& requirement) {
    return IsInvalid("1 validation error detected: Value '" + value + "' at '" + member +
                     "' failed to satisfy constraint: " + requirement);
  }
  static inline const std::string kTableArn = "arn:aws:dynamodb:us-east-1:000000000000:table/plain";
};
INSTANTIATE_FOR_EVERY_DOOR(TruthfulRead);

TEST_P(TruthfulRead, ContinuousBackupsAreEnabledWithoutPointInTimeRecovery) {
  CreatePlain();
  const auto described = db().DescribeContinuousBackups({.table_name = "plain"});
  ASSERT_THAT(described, IsOk());
  const auto& description = *described->continuous_backups_description;
  EXPECT_EQ(description.continuous_backups_status, ContinuousBackupsStatus::kEnabled);
  EXPECT_EQ(description.point_in_time_recovery_description->point_in_time_recovery_status,
            PointInTimeRecoveryStatus::kDisabled);
  EXPECT_THAT(db().DescribeContinuousBackups({.table_name = "none"}),
              IsErrorWith(ErrorCode::kTableNotFound, "Table not found: none"));
  EXPECT_THAT(db().DescribeContinuousBackups({}), NoTableName());
  EXPECT_THAT(db().DescribeContinuousBackups({.table_name = "ab"}), BadTableName());
}

TEST_P(TruthfulRead, ThereAreNoBackups) {
  const auto listed = db().ListBackups({.table_name = "none",
                                        .limit = 100,
                                        .time_range_lower_bound = Time(std::chrono::seconds(1)),
                                        .time_range_upper_bound = Time(std::chrono::seconds(2)),
                                        .backup_type = BackupTypeFilter::kAll});
  ASSERT_THAT(listed, IsOk());
  EXPECT_TRUE(listed->backup_summaries.empty());
  EXPECT_FALSE(listed->last_evaluated_backup_arn.has_value());
  EXPECT_THAT(db().ListBackups({.limit = 101}),
              Violation("101", "limit", "Member must have value less than or equal to 100"));
  EXPECT_THAT(db().ListBackups({.limit = 0}),
              Violation("0", "limit", "Member must have value greater than or equal to 1"));
  EXPECT_THAT(db().ListBackups({.exclusive_start_backup_arn = "a"}),
              Violation("a", "exclusiveStartBackupArn",
                        "Member must have length greater than or equal to 37"));

  const std::string arn = kTableArn + "/backup/01489602797149-73d8d5bc";
  EXPECT_THAT(db().DescribeBackup({.backup_arn = arn}),
              IsErrorWith(ErrorCode::kBackupNotFound, "Backup not found: " + arn));
  EXPECT_THAT(db().DescribeBackup({}), AbsentMember("backupArn"));
  EXPECT_THAT(db().DescribeBackup({.backup_arn = "arn"}),
              Violation("arn", "backupArn", "Member must have length greater than or equal to 37"));
}

TEST_P(TruthfulRead, ThereAreNoExportsAndImports) {
  const auto exports = db().ListExports({.table_arn = kTableArn, .max_results = 25});
  ASSERT_THAT(exports, IsOk());
  EXPECT_TRUE(exports->export_summaries.empty());
  const auto imports = db().ListImports({.page_size = 25});
  ASSERT_THAT(imports, IsOk());
  EXPECT_TRUE(imports->import_summary_list.empty());

  EXPECT_THAT(db().ListExports({.max_results = 26}),
              Violation("26", "maxResults", "Member must have value less than or equal to 25"));
  EXPECT_THAT(db().ListImports({.page_size = 0}),
              Violation("0", "pageSize", "Member must have value greater than or equal to 1"));
  EXPECT_THAT(db().ListExports({.table_arn = "plain"}),
              IsInvalid("Invalid TableArn: Invalid ResourceArn provided as input plain"));
  EXPECT_THAT(db().ListExports({.next_token = "a"}), IsInvalid("NextToken is invalid"));
  EXPECT_THAT(db().ListImports({.next_token = std::string(112, 'a')}),
              IsInvalid("NextToken is invalid"));

  const std::string arn = kTableArn + "/export/01489602797149-73d8d5bc";
  EXPECT_THAT(db().DescribeExport({.export_arn = arn}),
              IsErrorWith(ErrorCode::kExportNotFound, "Export not found: " + arn));
  EXPECT_THAT(db().DescribeExport({}), AbsentMember("exportArn"));
  EXPECT_THAT(db().DescribeImport({.import_arn = arn}),
              IsErrorWith(ErrorCode::kImportNotFound, "Import not found: " + arn));
  EXPECT_THAT(db().DescribeImport({}), AbsentMember("importArn"));
}

TEST_P(TruthfulRead, ThereAreNoGlobalTables) {
  CreatePlain();
  const auto listed = db().ListGlobalTables({.limit = 1, .region_name = "us-east-1"});
  ASSERT_THAT(listed, IsOk());
  EXPECT_TRUE(listed->global_tables.empty());
  EXPECT_THAT(db().ListGlobalTables({.limit = 0}),
              Violation("0", "limit", "Member must have value greater than or equal to 1"));
  const auto not_found =
      IsErrorWith(ErrorCode::kGlobalTableNotFound,
                  "Global table not found: Global table with name: 'plain' does not exist.");
  EXPECT_THAT(db().DescribeGlobalTable({.global_table_name = "plain"}), not_found);
  EXPECT_THAT(db().DescribeGlobalTableSettings({.global_table_name = "plain"}), not_found);
  EXPECT_THAT(db().DescribeGlobalTable({}), AbsentMember("globalTableName"));
  EXPECT_THAT(
      db().DescribeGlobalTableSettings({.global_table_name = "ab"}),
      Violation("ab", "globalTableName", "Member must have length greater than or equal to 3"));

  const auto scaling = db().DescribeTableReplicaAutoScaling({.table_name = "plain"});
  ASSERT_THAT(scaling, IsOk());
  EXPECT_EQ(scaling->table_auto_scaling_description->table_name, "plain");
  EXPECT_EQ(scaling->table_auto_scaling_description->table_status, TableStatus::kActive);
  EXPECT_TRUE(scaling->table_auto_scaling_description->replicas->empty());
  EXPECT_THAT(db().DescribeTableReplicaAutoScaling({.table_name = "none"}), NoSuchTable());
  EXPECT_THAT(db().DescribeTableReplicaAutoScaling({}), NoTableName());
}

TEST_P(TruthfulRead, ContributorInsightsAreDisabled) {
  CreatePlain();
  const auto listed = db().ListContributorInsights({.table_name = "plain", .max_results = 100});
  ASSERT_THAT(listed, IsOk());
  EXPECT_TRUE(listed->contributor_insights_summaries.empty());
  EXPECT_THAT(db().ListContributorInsights({.table_name = "none"}), NoSuchTable());
  EXPECT_THAT(db().ListContributorInsights({.next_token = "a"}), IsInvalid("NextToken is invalid"));
  EXPECT_THAT(db().ListContributorInsights({.max_results = 101}),
              Violation("101", "maxResults", "Member must have value less than or equal to 100"));

  const auto described = db().DescribeContributorInsights({.table_name = "plain"});
  ASSERT_THAT(described, IsOk());
  EXPECT_EQ(described->table_name, "plain");
  EXPECT_EQ(described->contributor_insights_status, ContributorInsightsStatus::kDisabled);
  EXPECT_THAT(db().DescribeContributorInsights({.table_name = "none"}), NoSuchTable());
  EXPECT_THAT(db().DescribeContributorInsights({.table_name = "plain", .index_name = "index"}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: Table: plain Index: index not found"));
  EXPECT_THAT(db().DescribeContributorInsights({}), NoTableName());
}

TEST_P(TruthfulRead, NothingIsAttachedToATable) {
  CreatePlain();
  const auto kinesis = db().DescribeKinesisStreamingDestination({.table_name = "plain"});
  ASSERT_THAT(kinesis, IsOk());
  EXPECT_EQ(kinesis->table_name, "plain");
  EXPECT_TRUE(kinesis->kinesis_data_stream_destinations.empty());
  EXPECT_THAT(db().DescribeKinesisStreamingDestination({.table_name = "none"}), NoSuchTable());
  EXPECT_THAT(db().DescribeKinesisStreamingDestination({}), NoTableName());

  EXPECT_THAT(db().GetResourcePolicy({.resource_arn = kTableArn}),
              IsErrorWith(ErrorCode::kPolicyNotFound,
                          "Resource-based policy not found for the provided ResourceArn"));
  EXPECT_THAT(db().GetResourcePolicy({}), AbsentMember("resourceArn"));
  EXPECT_THAT(db().GetResourcePolicy({.resource_arn = "plain"}),
              IsInvalid("Invalid TableArn: Invalid ResourceArn provided as input plain"));
  EXPECT_THAT(db().GetResourcePolicy({.resource_arn = kTableArn + "-not"}),
              IsErrorWith(ErrorCode::kResourceNotFound,
                          "Requested resource not found: "
                          "ResourcArn: " +
                              kTableArn + "-not not found"));
}

TEST_P(TruthfulRead, LimitsAreThoseOfANewAccount) {
  const auto limits = db().DescribeLimits({});
  ASSERT_THAT(limits, IsOk());
  EXPECT_EQ(limits->account_max_read_capacity_units, 80'000);
  EXPECT_EQ(limits->account_max_write_capacity_units, 80'000);
  EXPECT_EQ(limits->table_max_read_capacity_units, 40'000);
  EXPECT_EQ(limits->table_max_write_capacity_units, 40'000);
}

TEST_P(TruthfulRead, ThereIsOneEndpoint) {
  const auto described = db().DescribeEndpoints({});
  ASSERT_THAT(described, IsOk());
  ASSERT_EQ(described->endpoints.size(), 1u);
  EXPECT_FALSE(described->endpoints[0].address->empty());
  EXPECT_EQ(described->endpoints[0].cache_period_in_minutes, 1440);
}

}  // namespace
}  // namespace stator::testing
