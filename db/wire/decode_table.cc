#include "db/request/table.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<CreateTableRequest> Decode(std::string_view,
                                                   ParameterGate<CreateTableRequest>);
template absl::StatusOr<DescribeTableRequest> Decode(std::string_view,
                                                     ParameterGate<DescribeTableRequest>);
template absl::StatusOr<ListTablesRequest> Decode(std::string_view,
                                                  ParameterGate<ListTablesRequest>);
template absl::StatusOr<UpdateTableRequest> Decode(std::string_view,
                                                   ParameterGate<UpdateTableRequest>);
template absl::StatusOr<DeleteTableRequest> Decode(std::string_view,
                                                   ParameterGate<DeleteTableRequest>);

}  // namespace stator::wire
