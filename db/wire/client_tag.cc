#include "db/request/tag.h"
#include "db/wire/message_reader_inl.h"
#include "db/wire/message_writer.h"

namespace stator::wire {

template void Encode(const TagResourceRequest&, std::string&);
template void Encode(const UntagResourceRequest&, std::string&);
template void Encode(const ListTagsOfResourceRequest&, std::string&);

template absl::StatusOr<TagResourceResult> DecodeResult(std::string_view);
template absl::StatusOr<UntagResourceResult> DecodeResult(std::string_view);
template absl::StatusOr<ListTagsOfResourceResult> DecodeResult(std::string_view);

}  // namespace stator::wire
