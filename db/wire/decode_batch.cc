#include "db/request/batch.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<BatchGetItemRequest> Decode(std::string_view,
                                                    ParameterGate<BatchGetItemRequest>);
template absl::StatusOr<BatchWriteItemRequest> Decode(std::string_view,
                                                      ParameterGate<BatchWriteItemRequest>);

}  // namespace stator::wire
