#include "db/request/transaction.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<TransactGetItemsRequest> Decode(std::string_view,
                                                        ParameterGate<TransactGetItemsRequest>);
template absl::StatusOr<TransactWriteItemsRequest> Decode(std::string_view,
                                                          ParameterGate<TransactWriteItemsRequest>);

}  // namespace stator::wire
