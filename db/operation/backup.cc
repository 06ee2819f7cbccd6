// What can be said truly where nothing was ever backed up, exported or imported: lists are empty,
// and what is asked for by name is not found.
#include "db/operation/backup.h"

#include "db/base/status_macros.h"
#include "db/engine/error.h"
#include "db/operation/check_request.h"
#include "db/plan/error.h"
#include "db/plan/resource_arn.h"
#include "db/request/backup.h"
#include "db/request/check_members.h"

namespace stator::operation {
namespace {

// For lists of which no page ever ends: there is no token that continues one.
absl::Status CheckToken(const std::optional<std::string>& token) {
  return token ? plan::error::NextTokenInvalid() : absl::OkStatus();
}

absl::Status CheckTableArn(const Context& context, const std::optional<std::string>& arn,
                           std::string_view operation) {
  if (!arn) return absl::OkStatus();
  return plan::CheckTableArn(arn, {context.arn_prefix}, operation);
}

}  // namespace

// The service keeps continuous backups of every table; restoring from them is what can be enabled.
absl::StatusOr<DescribeContinuousBackupsResult> DescribeContinuousBackups(
    const Context& context, const DescribeContinuousBackupsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  STATOR_ASSIGN_OR_RETURN(const engine::TablePtr table, context.FindDescribed(*request.table_name));
  if (table == nullptr) {
    return engine::error::TableOfBackupsNotFound(context.NameOf(*request.table_name));
  }
  return DescribeContinuousBackupsResult{
      .continuous_backups_description = ContinuousBackupsDescription{
          .continuous_backups_status = ContinuousBackupsStatus::kEnabled,
          .point_in_time_recovery_description = PointInTimeRecoveryDescription{
              .point_in_time_recovery_status = PointInTimeRecoveryStatus::kDisabled}}};
}

absl::StatusOr<ListBackupsResult> ListBackups(const Context& context,
                                              const ListBackupsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckRequest(context, request));
  return ListBackupsResult();
}

absl::StatusOr<DescribeBackupResult> DescribeBackup(const Context&,
                                                    const DescribeBackupRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return engine::error::BackupNotFound(*request.backup_arn);
}

absl::StatusOr<ListExportsResult> ListExports(const Context& context,
                                              const ListExportsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckTableArn(context, request.table_arn, "ListExports"));
  STATOR_RETURN_IF_ERROR(CheckToken(request.next_token));
  return ListExportsResult();
}

absl::StatusOr<DescribeExportResult> DescribeExport(const Context&,
                                                    const DescribeExportRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return engine::error::ExportNotFound(*request.export_arn);
}

absl::StatusOr<ListImportsResult> ListImports(const Context& context,
                                              const ListImportsRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  STATOR_RETURN_IF_ERROR(CheckTableArn(context, request.table_arn, "ListImports"));
  STATOR_RETURN_IF_ERROR(CheckToken(request.next_token));
  return ListImportsResult();
}

absl::StatusOr<DescribeImportResult> DescribeImport(const Context&,
                                                    const DescribeImportRequest& request) {
  STATOR_RETURN_IF_ERROR(CheckMembers(request));
  return engine::error::ImportNotFound(*request.import_arn);
}

}  // namespace stator::operation
