#include "db/request/backup.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const DescribeContinuousBackupsResult&, std::string&);
template void Encode(const ListBackupsResult&, std::string&);
template void Encode(const DescribeBackupResult&, std::string&);
template void Encode(const ListExportsResult&, std::string&);
template void Encode(const DescribeExportResult&, std::string&);
template void Encode(const ListImportsResult&, std::string&);
template void Encode(const DescribeImportResult&, std::string&);

template void Encode(const DescribeContinuousBackupsRequest&, std::string&);
template void Encode(const ListBackupsRequest&, std::string&);
template void Encode(const DescribeBackupRequest&, std::string&);
template void Encode(const ListExportsRequest&, std::string&);
template void Encode(const DescribeExportRequest&, std::string&);
template void Encode(const ListImportsRequest&, std::string&);
template void Encode(const DescribeImportRequest&, std::string&);

}  // namespace stator::wire
