#include "db/request/global_table.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<ListGlobalTablesRequest> Decode(std::string_view,
                                                        ParameterGate<ListGlobalTablesRequest>);
template absl::StatusOr<DescribeGlobalTableRequest> Decode(
    std::string_view, ParameterGate<DescribeGlobalTableRequest>);
template absl::StatusOr<DescribeGlobalTableSettingsRequest> Decode(
    std::string_view, ParameterGate<DescribeGlobalTableSettingsRequest>);
template absl::StatusOr<DescribeTableReplicaAutoScalingRequest> Decode(
    std::string_view, ParameterGate<DescribeTableReplicaAutoScalingRequest>);

}  // namespace stator::wire
