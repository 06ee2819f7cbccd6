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

template absl::StatusOr<ListGlobalTablesResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeGlobalTableResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeGlobalTableSettingsResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeTableReplicaAutoScalingResult> DecodeResult(std::string_view);

}  // namespace stator::wire
