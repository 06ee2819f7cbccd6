// DescribeContinuousBackups, and the reads of backups, exports and imports.
#pragma once

#include "absl/status/statusor.h"
#include "db/operation/context.h"
#include "stator/request/backup.h"

namespace stator::operation {

absl::StatusOr<DescribeContinuousBackupsResult> DescribeContinuousBackups(
    const Context& context, const DescribeContinuousBackupsRequest& request);
absl::StatusOr<ListBackupsResult> ListBackups(const Context& context,
                                              const ListBackupsRequest& request);
absl::StatusOr<DescribeBackupResult> DescribeBackup(const Context& context,
                                                    const DescribeBackupRequest& request);
absl::StatusOr<ListExportsResult> ListExports(const Context& context,
                                              const ListExportsRequest& request);
absl::StatusOr<DescribeExportResult> DescribeExport(const Context& context,
                                                    const DescribeExportRequest& request);
absl::StatusOr<ListImportsResult> ListImports(const Context& context,
                                              const ListImportsRequest& request);
absl::StatusOr<DescribeImportResult> DescribeImport(const Context& context,
                                                    const DescribeImportRequest& request);

}  // namespace stator::operation
