#include "db/request/transaction.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const TransactGetItemsRequest&, std::string&);
template void Encode(const TransactWriteItemsRequest&, std::string&);

template absl::StatusOr<TransactGetItemsResult> DecodeResult(std::string_view);
template absl::StatusOr<TransactWriteItemsResult> DecodeResult(std::string_view);

}  // namespace stator::wire
