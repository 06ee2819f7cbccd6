#include "db/request/item.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<PutItemRequest> Decode(std::string_view, ParameterGate<PutItemRequest>);
template absl::StatusOr<GetItemRequest> Decode(std::string_view, ParameterGate<GetItemRequest>);
template absl::StatusOr<UpdateItemRequest> Decode(std::string_view,
                                                  ParameterGate<UpdateItemRequest>);
template absl::StatusOr<DeleteItemRequest> Decode(std::string_view,
                                                  ParameterGate<DeleteItemRequest>);

}  // namespace stator::wire
