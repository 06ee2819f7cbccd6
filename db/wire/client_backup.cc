#include "db/request/backup.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const DescribeContinuousBackupsRequest&, std::string&);
template void Encode(const ListBackupsRequest&, std::string&);
template void Encode(const DescribeBackupRequest&, std::string&);
template void Encode(const ListExportsRequest&, std::string&);
template void Encode(const DescribeExportRequest&, std::string&);
template void Encode(const ListImportsRequest&, std::string&);
template void Encode(const DescribeImportRequest&, std::string&);

template absl::StatusOr<DescribeContinuousBackupsResult> DecodeResult(std::string_view);
template absl::StatusOr<ListBackupsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeBackupResult> DecodeResult(std::string_view);
template absl::StatusOr<ListExportsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeExportResult> DecodeResult(std::string_view);
template absl::StatusOr<ListImportsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeImportResult> DecodeResult(std::string_view);

}  // namespace stator::wire
