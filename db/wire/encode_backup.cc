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

}  // namespace stator::wire
