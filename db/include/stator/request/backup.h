// DescribeContinuousBackups; and the reads of backups, exports and imports, of which this version
// makes none, so that lists are empty and what is described is not found.
#pragma once

#include "stator/clock.h"
#include "stator/request/common.h"

namespace stator {

enum class ContinuousBackupsStatus : uint8_t { kEnabled, kDisabled };
enum class PointInTimeRecoveryStatus : uint8_t { kEnabled, kDisabled };
enum class BackupTypeFilter : uint8_t { kUser, kSystem, kAwsBackup, kAll };
enum class BackupType : uint8_t { kUser, kSystem, kAwsBackup };
enum class BackupStatus : uint8_t { kCreating, kDeleted, kAvailable };
enum class ExportStatus : uint8_t { kInProgress, kCompleted, kFailed };
enum class ExportType : uint8_t { kFullExport, kIncrementalExport };
enum class ImportStatus : uint8_t { kInProgress, kCompleted, kCancelling, kCancelled, kFailed };
enum class InputFormat : uint8_t { kDynamoDbJson, kIon, kCsv };

struct PointInTimeRecoveryDescription {
  std::optional<PointInTimeRecoveryStatus> point_in_time_recovery_status{};
  std::optional<int32_t> recovery_period_in_days{};
  std::optional<Time> earliest_restorable_date_time{};
  std::optional<Time> latest_restorable_date_time{};
};

struct ContinuousBackupsDescription {
  std::optional<ContinuousBackupsStatus> continuous_backups_status{};
  std::optional<PointInTimeRecoveryDescription> point_in_time_recovery_description{};
};

struct DescribeContinuousBackupsRequest {
  std::optional<std::string> table_name{};  // required
};

struct DescribeContinuousBackupsResult {
  std::optional<ContinuousBackupsDescription> continuous_backups_description{};
};

struct BackupSummary {
  std::optional<std::string> table_name{};
  std::optional<std::string> table_id{};
  std::optional<std::string> table_arn{};
  std::optional<std::string> backup_arn{};
  std::optional<std::string> backup_name{};
  std::optional<Time> backup_creation_date_time{};
  std::optional<Time> backup_expiry_date_time{};
  std::optional<BackupStatus> backup_status{};
  std::optional<BackupType> backup_type{};
  std::optional<int64_t> backup_size_bytes{};
};

struct ListBackupsRequest {
  std::optional<std::string> table_name{};  // Need not exist: backups outlive their tables.
  std::optional<int32_t> limit{};           // 1 to 100
  std::optional<Time> time_range_lower_bound{};
  std::optional<Time> time_range_upper_bound{};
  std::optional<std::string> exclusive_start_backup_arn{};
  std::optional<BackupTypeFilter> backup_type{};
};

struct ListBackupsResult {
  std::vector<BackupSummary> backup_summaries;
  std::optional<std::string> last_evaluated_backup_arn{};
};

struct DescribeBackupRequest {
  std::optional<std::string> backup_arn{};  // required
};

struct DescribeBackupResult {};  // Always BackupNotFoundException instead.

struct ExportSummary {
  std::optional<std::string> export_arn{};
  std::optional<ExportStatus> export_status{};
  std::optional<ExportType> export_type{};
};

struct ListExportsRequest {
  std::optional<std::string> table_arn{};
  std::optional<int32_t> max_results{};  // 1 to 25
  std::optional<std::string> next_token{};
};

struct ListExportsResult {
  std::vector<ExportSummary> export_summaries;
  std::optional<std::string> next_token{};
};

struct DescribeExportRequest {
  std::optional<std::string> export_arn{};  // required
};

struct DescribeExportResult {};  // Always ExportNotFoundException instead.

struct S3BucketSource {
  std::optional<std::string> s3_bucket_owner{};
  std::optional<std::string> s3_bucket{};
  std::optional<std::string> s3_key_prefix{};
};

struct ImportSummary {
  std::optional<std::string> import_arn{};
  std::optional<ImportStatus> import_status{};
  std::optional<std::string> table_arn{};
  std::optional<S3BucketSource> s3_bucket_source{};
  std::optional<std::string> cloud_watch_log_group_arn{};
  std::optional<InputFormat> input_format{};
  std::optional<Time> start_time{};
  std::optional<Time> end_time{};
};

struct ListImportsRequest {
  std::optional<std::string> table_arn{};
  std::optional<int32_t> page_size{};  // 1 to 25
  std::optional<std::string> next_token{};
};

struct ListImportsResult {
  std::vector<ImportSummary> import_summary_list;
  std::optional<std::string> next_token{};
};

struct DescribeImportRequest {
  std::optional<std::string> import_arn{};  // required
};

struct DescribeImportResult {};  // Always ImportNotFoundException instead.

}  // namespace stator
