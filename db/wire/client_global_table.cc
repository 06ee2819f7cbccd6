#include "db/request/global_table.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const ListGlobalTablesRequest&, std::string&);
template void Encode(const DescribeGlobalTableRequest&, std::string&);
template void Encode(const DescribeGlobalTableSettingsRequest&, std::string&);
template void Encode(const DescribeTableReplicaAutoScalingRequest&, std::string&);

template absl::StatusOr<ListGlobalTablesResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeGlobalTableResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeGlobalTableSettingsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeTableReplicaAutoScalingResult> DecodeResult(std::string_view);

}  // namespace stator::wire
