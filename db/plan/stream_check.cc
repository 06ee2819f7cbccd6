#include "db/plan/stream_check.h"

#include "db/base/error.h"
#include "db/plan/stream_error.h"

namespace stator::plan {
namespace {

bool Disagrees(const StreamSpecification& specification) {
  return *specification.stream_enabled != specification.stream_view_type.has_value();
}

// Streams themselves are still to come: nothing may pretend to enable one.
absl::Status CheckSupported(const StreamSpecification& specification) {
  return *specification.stream_enabled
             ? stator::error::Validation("StreamSpecification is not supported by this version")
             : absl::OkStatus();
}

}  // namespace

absl::Status CheckStreamOfNewTable(const StreamSpecification& specification) {
  if (!Disagrees(specification)) return CheckSupported(specification);
  return *specification.stream_enabled ? error::NewStreamWithoutViewType()
                                       : error::ViewTypeWithoutNewStream();
}

absl::Status CheckStreamUpdate(const StreamSpecification& specification) {
  if (!Disagrees(specification)) return CheckSupported(specification);
  return *specification.stream_enabled ? error::StreamUpdateWithoutViewType()
                                       : error::ViewTypeWithoutStreamUpdate();
}

}  // namespace stator::plan
