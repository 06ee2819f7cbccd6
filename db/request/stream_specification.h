// Field table of the specification of a stream, which requests on tables and their results share.
#pragma once

#include "db/request/enums.h"
#include "db/request/field.h"
#include "stator/request/stream_specification.h"

namespace stator {

template <>
struct FieldsOf<StreamSpecification> {
  using T = StreamSpecification;
  static constexpr std::string_view name = "StreamSpecification";
  static constexpr auto fields =
      std::make_tuple(Field("StreamEnabled", &T::stream_enabled).Required(),
                      Field("StreamViewType", &T::stream_view_type));
};

}  // namespace stator
