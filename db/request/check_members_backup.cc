#include "db/request/backup.h"
#include "db/request/member_gate.h"

namespace stator {

STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeContinuousBackupsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListBackupsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeBackupRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListExportsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeExportRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(ListImportsRequest);
STATOR_INSTANTIATE_CHECK_MEMBERS(DescribeImportRequest);

}  // namespace stator
