#include "db/request/batch.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<BatchGetItemRequest> Decode(std::string_view,
                                                    ParameterGate<BatchGetItemRequest>);
template absl::StatusOr<BatchWriteItemRequest> Decode(std::string_view,
                                                      ParameterGate<BatchWriteItemRequest>);

template absl::StatusOr<BatchGetItemResult> DecodeResult(std::string_view);
template absl::StatusOr<BatchWriteItemResult> DecodeResult(std::string_view);

}  // namespace stator::wire
