#include "db/plan/stream_check.h"

#include "db/plan/stream_error.h"

namespace stator::plan {
namespace {

bool Disagrees(const StreamSpecification& specification) {
  return *specification.stream_enabled != specification.stream_view_type.has_value();
}

}  // namespace

absl::Status CheckStreamOfNewTable(const StreamSpecification& specification) {
  if (!Disagrees(specification)) return absl::OkStatus();
  return *specification.stream_enabled ? error::NewStreamWithoutViewType()
                                       : error::ViewTypeWithoutNewStream();
}

absl::Status CheckStreamUpdate(const StreamSpecification& specification) {
  if (!Disagrees(specification)) return absl::OkStatus();
  return *specification.stream_enabled ? error::StreamUpdateWithoutViewType()
                                       : error::ViewTypeWithoutStreamUpdate();
}

}  // namespace stator::plan
