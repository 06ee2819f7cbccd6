#include "db/request/global_table.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListGlobalTablesResult&, std::string&);
template void Encode(const DescribeGlobalTableResult&, std::string&);
template void Encode(const DescribeGlobalTableSettingsResult&, std::string&);
template void Encode(const DescribeTableReplicaAutoScalingResult&, std::string&);

}  // namespace stator::wire
