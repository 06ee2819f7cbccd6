#include "db/request/backup.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<DescribeContinuousBackupsRequest> Decode(
    std::string_view, ParameterGate<DescribeContinuousBackupsRequest>);
template absl::StatusOr<ListBackupsRequest> Decode(std::string_view,
                                                   ParameterGate<ListBackupsRequest>);
template absl::StatusOr<DescribeBackupRequest> Decode(std::string_view,
                                                      ParameterGate<DescribeBackupRequest>);
template absl::StatusOr<ListExportsRequest> Decode(std::string_view,
                                                   ParameterGate<ListExportsRequest>);
template absl::StatusOr<DescribeExportRequest> Decode(std::string_view,
                                                      ParameterGate<DescribeExportRequest>);
template absl::StatusOr<ListImportsRequest> Decode(std::string_view,
                                                   ParameterGate<ListImportsRequest>);
template absl::StatusOr<DescribeImportRequest> Decode(std::string_view,
                                                      ParameterGate<DescribeImportRequest>);

}  // namespace stator::wire
