#include "db/request/batch.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const BatchGetItemRequest&, std::string&);
template void Encode(const BatchWriteItemRequest&, std::string&);

template absl::StatusOr<BatchGetItemResult> DecodeResult(std::string_view);
template absl::StatusOr<BatchWriteItemResult> DecodeResult(std::string_view);

}  // namespace stator::wire
