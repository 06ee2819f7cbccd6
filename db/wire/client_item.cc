#include "db/request/item.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const PutItemRequest&, std::string&);
template void Encode(const GetItemRequest&, std::string&);
template void Encode(const UpdateItemRequest&, std::string&);
template void Encode(const DeleteItemRequest&, std::string&);

template absl::StatusOr<PutItemResult> DecodeResult(std::string_view);
template absl::StatusOr<GetItemResult> DecodeResult(std::string_view);
template absl::StatusOr<UpdateItemResult> DecodeResult(std::string_view);
template absl::StatusOr<DeleteItemResult> DecodeResult(std::string_view);

}  // namespace stator::wire
