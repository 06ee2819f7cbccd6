#include "db/request/tag.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<TagResourceRequest> Decode(std::string_view,
                                                   ParameterGate<TagResourceRequest>);
template absl::StatusOr<UntagResourceRequest> Decode(std::string_view,
                                                     ParameterGate<UntagResourceRequest>);
template absl::StatusOr<ListTagsOfResourceRequest> Decode(std::string_view,
                                                          ParameterGate<ListTagsOfResourceRequest>);

}  // namespace stator::wire
