// Field tables of DescribeContinuousBackups and of the reads of backups, exports and imports.
#pragma once

#include "db/base/limits.h"
#include "db/request/field.h"
#include "stator/request/backup.h"

namespace stator {

template <>
struct EnumNames<ContinuousBackupsStatus> {
  static constexpr std::pair<ContinuousBackupsStatus, std::string_view> names[] = {
      {ContinuousBackupsStatus::kEnabled, "ENABLED"},
      {ContinuousBackupsStatus::kDisabled, "DISABLED"},
  };
};

template <>
struct EnumNames<PointInTimeRecoveryStatus> {
  static constexpr std::pair<PointInTimeRecoveryStatus, std::string_view> names[] = {
      {PointInTimeRecoveryStatus::kEnabled, "ENABLED"},
      {PointInTimeRecoveryStatus::kDisabled, "DISABLED"},
  };
};

template <>
struct EnumNames<BackupTypeFilter> {
  static constexpr std::pair<BackupTypeFilter, std::string_view> names[] = {
      {BackupTypeFilter::kUser, "USER"},
      {BackupTypeFilter::kSystem, "SYSTEM"},
      {BackupTypeFilter::kAwsBackup, "AWS_BACKUP"},
      {BackupTypeFilter::kAll, "ALL"},
  };
};

template <>
struct EnumNames<BackupType> {
  static constexpr std::pair<BackupType, std::string_view> names[] = {
      {BackupType::kUser, "USER"},
      {BackupType::kSystem, "SYSTEM"},
      {BackupType::kAwsBackup, "AWS_BACKUP"},
  };
};

template <>
struct EnumNames<BackupStatus> {
  static constexpr std::pair<BackupStatus, std::string_view> names[] = {
      {BackupStatus::kCreating, "CREATING"},
      {BackupStatus::kDeleted, "DELETED"},
      {BackupStatus::kAvailable, "AVAILABLE"},
  };
};

template <>
struct EnumNames<ExportStatus> {
  static constexpr std::pair<ExportStatus, std::string_view> names[] = {
      {ExportStatus::kInProgress, "IN_PROGRESS"},
      {ExportStatus::kCompleted, "COMPLETED"},
      {ExportStatus::kFailed, "FAILED"},
  };
};

template <>
struct EnumNames<ExportType> {
  static constexpr std::pair<ExportType, std::string_view> names[] = {
      {ExportType::kFullExport, "FULL_EXPORT"},
      {ExportType::kIncrementalExport, "INCREMENTAL_EXPORT"},
  };
};

template <>
struct EnumNames<ImportStatus> {
  static constexpr std::pair<ImportStatus, std::string_view> names[] = {
      {ImportStatus::kInProgress, "IN_PROGRESS"}, {ImportStatus::kCompleted, "COMPLETED"},
      {ImportStatus::kCancelling, "CANCELLING"},  {ImportStatus::kCancelled, "CANCELLED"},
      {ImportStatus::kFailed, "FAILED"},
  };
};

template <>
struct EnumNames<InputFormat> {
  static constexpr std::pair<InputFormat, std::string_view> names[] = {
      {InputFormat::kDynamoDbJson, "DYNAMODB_JSON"},
      {InputFormat::kIon, "ION"},
      {InputFormat::kCsv, "CSV"},
  };
};

template <>
struct FieldsOf<PointInTimeRecoveryDescription> {
  using T = PointInTimeRecoveryDescription;
  static constexpr std::string_view name = "PointInTimeRecoveryDescription";
  static constexpr auto fields =
      std::make_tuple(Field("PointInTimeRecoveryStatus", &T::point_in_time_recovery_status),
                      Field("RecoveryPeriodInDays", &T::recovery_period_in_days),
                      Field("EarliestRestorableDateTime", &T::earliest_restorable_date_time),
                      Field("LatestRestorableDateTime", &T::latest_restorable_date_time));
};

template <>
struct FieldsOf<ContinuousBackupsDescription> {
  using T = ContinuousBackupsDescription;
  static constexpr std::string_view name = "ContinuousBackupsDescription";
  static constexpr auto fields = std::make_tuple(
      Field("ContinuousBackupsStatus", &T::continuous_backups_status),
      Field("PointInTimeRecoveryDescription", &T::point_in_time_recovery_description));
};

template <>
struct FieldsOf<DescribeContinuousBackupsRequest> {
  using T = DescribeContinuousBackupsRequest;
  static constexpr std::string_view name = "DescribeContinuousBackupsInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name).NamesTable(Wording::kParameterInPlainWords));
};

template <>
struct FieldsOf<DescribeContinuousBackupsResult> {
  using T = DescribeContinuousBackupsResult;
  static constexpr std::string_view name = "DescribeContinuousBackupsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("ContinuousBackupsDescription", &T::continuous_backups_description));
};

template <>
struct FieldsOf<BackupSummary> {
  using T = BackupSummary;
  static constexpr std::string_view name = "BackupSummary";
  static constexpr auto fields = std::make_tuple(
      Field("TableName", &T::table_name), Field("TableId", &T::table_id),
      Field("TableArn", &T::table_arn), Field("BackupArn", &T::backup_arn),
      Field("BackupName", &T::backup_name),
      Field("BackupCreationDateTime", &T::backup_creation_date_time),
      Field("BackupExpiryDateTime", &T::backup_expiry_date_time),
      Field("BackupStatus", &T::backup_status), Field("BackupType", &T::backup_type),
      Field("BackupSizeBytes", &T::backup_size_bytes));
};

template <>
struct FieldsOf<ListBackupsRequest> {
  using T = ListBackupsRequest;
  static constexpr std::string_view name = "ListBackupsInput";
  static constexpr auto fields =
      std::make_tuple(Field("TableName", &T::table_name)
                          .MatchesName()
                          .Between(limits::kTableNameBytesMin, limits::kTableNameBytesMax)
                          .OrArn(),
                      Field("Limit", &T::limit).Between(1, 100),
                      Field("TimeRangeLowerBound", &T::time_range_lower_bound),
                      Field("TimeRangeUpperBound", &T::time_range_upper_bound),
                      Field("ExclusiveStartBackupArn", &T::exclusive_start_backup_arn)
                          .Between(limits::kBackupArnBytesMin, limits::kTableArnBytesMax),
                      Field("BackupType", &T::backup_type));
};

template <>
struct FieldsOf<ListBackupsResult> {
  using T = ListBackupsResult;
  static constexpr std::string_view name = "ListBackupsOutput";
  static constexpr auto fields =
      std::make_tuple(Field("BackupSummaries", &T::backup_summaries),
                      Field("LastEvaluatedBackupArn", &T::last_evaluated_backup_arn));
};

template <>
struct FieldsOf<DescribeBackupRequest> {
  using T = DescribeBackupRequest;
  static constexpr std::string_view name = "DescribeBackupInput";
  static constexpr auto fields =
      std::make_tuple(Field("BackupArn", &T::backup_arn)
                          .Required()
                          .Between(limits::kBackupArnBytesMin, limits::kTableArnBytesMax));
};

template <>
struct FieldsOf<DescribeBackupResult> {
  static constexpr std::string_view name = "DescribeBackupOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<ExportSummary> {
  using T = ExportSummary;
  static constexpr std::string_view name = "ExportSummary";
  static constexpr auto fields =
      std::make_tuple(Field("ExportArn", &T::export_arn), Field("ExportStatus", &T::export_status),
                      Field("ExportType", &T::export_type));
};

template <>
struct FieldsOf<ListExportsRequest> {
  using T = ListExportsRequest;
  static constexpr std::string_view name = "ListExportsInput";
  static constexpr auto fields = std::make_tuple(
      Field("TableArn", &T::table_arn).Between(1, limits::kTableArnBytesMax),
      Field("MaxResults", &T::max_results).Between(1, 25), Field("NextToken", &T::next_token));
};

template <>
struct FieldsOf<ListExportsResult> {
  using T = ListExportsResult;
  static constexpr std::string_view name = "ListExportsOutput";
  static constexpr auto fields = std::make_tuple(Field("ExportSummaries", &T::export_summaries),
                                                 Field("NextToken", &T::next_token));
};

template <>
struct FieldsOf<DescribeExportRequest> {
  using T = DescribeExportRequest;
  static constexpr std::string_view name = "DescribeExportInput";
  static constexpr auto fields =
      std::make_tuple(Field("ExportArn", &T::export_arn)
                          .Required()
                          .Between(limits::kBackupArnBytesMin, limits::kTableArnBytesMax));
};

template <>
struct FieldsOf<DescribeExportResult> {
  static constexpr std::string_view name = "DescribeExportOutput";
  static constexpr auto fields = std::make_tuple();
};

template <>
struct FieldsOf<S3BucketSource> {
  using T = S3BucketSource;
  static constexpr std::string_view name = "S3BucketSource";
  static constexpr auto fields =
      std::make_tuple(Field("S3BucketOwner", &T::s3_bucket_owner), Field("S3Bucket", &T::s3_bucket),
                      Field("S3KeyPrefix", &T::s3_key_prefix));
};

template <>
struct FieldsOf<ImportSummary> {
  using T = ImportSummary;
  static constexpr std::string_view name = "ImportSummary";
  static constexpr auto fields = std::make_tuple(
      Field("ImportArn", &T::import_arn), Field("ImportStatus", &T::import_status),
      Field("TableArn", &T::table_arn), Field("S3BucketSource", &T::s3_bucket_source),
      Field("CloudWatchLogGroupArn", &T::cloud_watch_log_group_arn),
      Field("InputFormat", &T::input_format), Field("StartTime", &T::start_time),
      Field("EndTime", &T::end_time));
};

template <>
struct FieldsOf<ListImportsRequest> {
  using T = ListImportsRequest;
  static constexpr std::string_view name = "ListImportsInput";
  static constexpr auto fields =
      std::make_tuple(Field("TableArn", &T::table_arn).Between(1, limits::kTableArnBytesMax),
                      Field("PageSize", &T::page_size).Between(1, 25),
                      Field("NextToken", &T::next_token).Between(112, 1024));
};

template <>
struct FieldsOf<ListImportsResult> {
  using T = ListImportsResult;
  static constexpr std::string_view name = "ListImportsOutput";
  static constexpr auto fields = std::make_tuple(
      Field("ImportSummaryList", &T::import_summary_list), Field("NextToken", &T::next_token));
};

template <>
struct FieldsOf<DescribeImportRequest> {
  using T = DescribeImportRequest;
  static constexpr std::string_view name = "DescribeImportInput";
  static constexpr auto fields =
      std::make_tuple(Field("ImportArn", &T::import_arn)
                          .Required()
                          .Between(limits::kBackupArnBytesMin, limits::kTableArnBytesMax));
};

template <>
struct FieldsOf<DescribeImportResult> {
  static constexpr std::string_view name = "DescribeImportOutput";
  static constexpr auto fields = std::make_tuple();
};

}  // namespace stator
