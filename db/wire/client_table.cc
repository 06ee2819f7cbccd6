#include "db/request/table.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const CreateTableRequest&, std::string&);
template void Encode(const DescribeTableRequest&, std::string&);
template void Encode(const ListTablesRequest&, std::string&);
template void Encode(const UpdateTableRequest&, std::string&);
template void Encode(const DeleteTableRequest&, std::string&);

template absl::StatusOr<CreateTableResult> DecodeResult(std::string_view);
template absl::StatusOr<DescribeTableResult> DecodeResult(std::string_view);
template absl::StatusOr<ListTablesResult> DecodeResult(std::string_view);
template absl::StatusOr<UpdateTableResult> DecodeResult(std::string_view);
template absl::StatusOr<DeleteTableResult> DecodeResult(std::string_view);

}  // namespace stator::wire
