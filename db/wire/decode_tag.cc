#include "db/request/tag.h"
#include "db/wire/message_reader_inl.h"

namespace stator::wire {

template absl::StatusOr<TagResourceRequest> Decode(std::string_view,
                                                   ParameterGate<TagResourceRequest>);
template absl::StatusOr<UntagResourceRequest> Decode(std::string_view,
                                                     ParameterGate<UntagResourceRequest>);
template absl::StatusOr<ListTagsOfResourceRequest> Decode(std::string_view,
                                                          ParameterGate<ListTagsOfResourceRequest>);

template absl::StatusOr<TagResourceResult> DecodeResult(std::string_view);
template absl::StatusOr<UntagResourceResult> DecodeResult(std::string_view);
template absl::StatusOr<ListTagsOfResourceResult> DecodeResult(std::string_view);

}  // namespace stator::wire
